"""The form kit: fields that give pieces of the case file, and the form that holds them."""

from .choosing import (
    AnswerField,
    CiteField,
    ItemsField,
    PickField,
    TickField,
    TicksField,
    YesNoField,
)
from .form import CaseForm
from .measures import MeasuresField
from .states import StateField, StatesField
from .text import DayField, Field, NumberField, ReasonField, TextField

__all__ = [
    "AnswerField",
    "CaseForm",
    "CiteField",
    "DayField",
    "Field",
    "ItemsField",
    "MeasuresField",
    "NumberField",
    "PickField",
    "ReasonField",
    "StateField",
    "StatesField",
    "TextField",
    "TickField",
    "TicksField",
    "YesNoField",
]
