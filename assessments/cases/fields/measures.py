"""The field for measures: rows of a measure from the catalogue and words on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .choosing import offer
from .text import Field

BLANK_ROWS = 2


class MeasureRows(forms.Widget):
    """Reads `name-code` and `name-text`, which come once for each row."""

    def value_from_datadict(self, data, files, name):
        codes = _all(data, f"{name}-code")
        texts = _all(data, f"{name}-text")
        length = max(len(codes), len(texts))
        codes += [""] * (length - len(codes))
        texts += [""] * (length - len(texts))
        return [
            {"code": code.strip(), "text": text.strip()}
            for code, text in zip(codes, texts, strict=True)
            if code.strip() or text.strip()
        ]

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-code" not in data and f"{name}-text" not in data


class MeasuresField(Field):
    """Measures considered: a list of {"code", "text"}; empty rows are dropped.

    *catalogue* is the (code, label) pairs to pick from, shown as their label. A code that is not
    among them (from an older edition) is kept and shown as it stands. Two blank rows follow those
    that are filled.
    """

    shape = "measures"
    first = "_0_code"
    widget = MeasureRows
    when_empty = _("Name at least one measure.")

    words = _("Measures")

    def __init__(self, label="", catalogue=(), *, longest=2000, **rest):
        super().__init__(label or self.words, **rest)
        self.catalogue = offer(catalogue)
        self.longest = longest

    def to_python(self, value):
        return [{"code": row.get("code", ""), "text": row.get("text", "")} for row in value or ()]

    def validate(self, value):
        super().validate(value)
        for row in value:
            if len(row["code"]) > 60 or len(row["text"]) > self.longest:
                message = _("Shorten what you wrote on a measure to %(longest)s characters.")
                raise ValidationError(message, params={"longest": self.longest}, code="too_long")


def _all(data, name):
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [str(value).replace("\x00", "") for value in values]
