"""The forms of incidents: what is known, the view formed, the filters of the register."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import (
    AnswerField,
    CaseForm,
    DayField,
    NumberField,
    PickField,
    ReasonField,
    StateField,
    TextField,
    TickField,
    TicksField,
)
from assessments.cases.fields.choosing import offer
from assessments.models import IncidentVersion
from assessments.models.incident import Conclusion, Norm, Precision, Weapon
from assessments.reference import editions

from .acts import Facts
from .words import BRIEF

WAITS = "waits"


class IncidentForm(CaseForm):
    """What happened, who, where and when, by which sources; nobody can be recognised by it."""

    what = ReasonField(
        _("What happened?"),
        when_empty=_("Say in a few sentences what happened."),
        hint=_("The act and its effect, as the sources have it. Name no survivor and no witness."),
    )
    actor = TextField(
        _("Who did it?"),
        when_empty=_("Name the force, unit or end user."),
        hint=_("The force, unit or end user, written as a case would name it."),
    )
    state = StateField(
        _("Of which State?"),
        hint=_("The State it belongs to; of a group without one, the State in which it acts."),
    )
    place = TextField(
        _("Where?"),
        when_empty=_("Say where it happened."),
        hint=_("A town or district is enough. Leave out what would point to one household."),
    )
    first_day = DayField(_("When, or from when?"))
    last_day = DayField(
        _("Until when?"),
        hint=_("Only if it lasted longer than a day. Example: 2026-06-30"),
        required=False,
    )
    precision = AnswerField(
        _("How exactly are the days known?"),
        Precision.choices,
        small=True,
        row=True,
        when_empty=_("Say how exactly the days are known."),
    )
    weapon = PickField(
        _("With what?"), Weapon.choices, when_empty=_("Choose; “Not known” is a choice.")
    )
    norms = TicksField(
        _("Which norms does it concern?"),
        Norm.choices,
        when_empty=_("Tick one kind of norm, or both."),
    )
    sources = ReasonField(
        _("Sources"),
        rows=4,
        when_empty=_("Name the sources: without one nobody can check this."),
        hint=_("One a line: who published what, when, at which page or paragraph."),
    )
    forms = TicksField(_("Forms of violence, if there were any"), required=False)
    protects = TickField(
        _("Nobody who survived or witnessed this can be recognised by what is written here."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["forms"].offered = offer(
            (form.code, f"{form.code} {form.label}") for form in editions.current().forms
        )

    def clean(self):
        """Days in their order, none of them to come; and it was read again for who is named."""
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        cleaned["last_day"] = last or first
        if last and first and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        elif first and max(first, last or first) > timezone.localdate().isoformat():
            self.add_error("first_day", _("This day is still to come."))
        if not cleaned.get("protects"):
            again = _("Read it again for names, places and days, then tick this box.")
            self.add_error("protects", again)
        return cleaned

    def facts(self) -> Facts:
        """What was entered, once it is checked."""
        given = {name: self.cleaned_data[name] for name in Facts.__dataclass_fields__}
        return Facts(
            **{
                **given,
                "first_day": date.fromisoformat(given["first_day"]),
                "last_day": date.fromisoformat(given["last_day"]),
                "norms": tuple(given["norms"]),
                "forms": tuple(given["forms"]),
            }
        )


class CorrectionForm(IncidentForm):
    """The same, and why it is corrected."""

    because = ReasonField(
        _("Why is it corrected?"), rows=3, when_empty=_("Say why. Earlier versions stay.")
    )
    field_order = ("because",)

    @classmethod
    def begun(cls, version: IncidentVersion) -> dict[str, Any]:
        """What a version says, to be corrected."""
        row = Facts.of(version).as_row()
        return {**row, "last_day": row["last_day"] if row["last_day"] != row["first_day"] else ""}


class ViewForm(CaseForm):
    """Whether it was a breach, and why; or why no view is formed."""

    conclusion = AnswerField(
        _("What does the authority conclude?"),
        [
            *Conclusion.choices[:-1],
            (
                Conclusion.NONE_FORMED,
                Conclusion.NONE_FORMED.label,
                _("Say below why an assessment was not possible, or not needed."),
            ),
        ],
        gap=Conclusion.NONE_FORMED,
        small=True,
        when_empty=_("Choose a view. “Cannot tell” and “No view formed” are choices, too."),
    )
    reasons = ReasonField(
        _("Why?"),
        hint=_("The rule, the facts that matter, what speaks against, what is not known."),
    )


class PutOnForm(CaseForm):
    """Another incident of the register, by its number."""

    incident = NumberField(
        _("Number of the incident in the register"),
        above=0,
        when_empty=_("Enter the number of an incident."),
    )
    reason = ReasonField(_("Why does it concern this case?"), rows=3)


class LeaveOutForm(CaseForm):
    """Why an incident is not shown."""

    reason = ReasonField(_("Why does it not concern this case?"), rows=3)


class RegisterFilter(CaseForm):
    """Filters of the register, as a GET form."""

    actor = TextField(_("Force, unit or end user"), required=False)
    state = StateField(_("State"), required=False, blank=_("Any"))
    year = TextField(_("Year"), required=False, narrow=True, longest=4)
    norm = PickField(_("Norm"), BRIEF.items(), required=False, blank=_("Any"))
    view = PickField(
        _("View"),
        [(WAITS, _("Still to be judged")), *Conclusion.choices],
        required=False,
        blank=_("Any"),
    )

    def clean_year(self):
        """A year that a calendar has; anything else is no filter."""
        text = self.cleaned_data["year"]
        return text if text.isascii() and text.isdigit() and 1 <= int(text) < 9999 else ""
