"""The forms of the register of sources."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import (
    CaseForm,
    DayField,
    PickField,
    ReasonField,
    TextField,
    TickField,
    TicksField,
)
from assessments.cases.fields.choosing import offer
from assessments.cases.forms import TakenFileField
from assessments.cases.terms import CREDIBILITY, RELIABILITY
from assessments.models import SourceRevision
from assessments.models.evidence import Classification, Directness
from assessments.reference import editions

from .freshness import latest_check, longest_days
from .keeping import SAID, stored

MOST_FILES = 20
DAYS = ("event_from", "event_until", "published_on", "retrieved_on")
NOT_YET = _("This day has not come yet. Enter the day on which it was checked.")


def lettered(grades):
    """Grades with their letter or number before the words, as the trade cites them."""
    return [(grade.value, format_lazy("{} – {}", grade.value, grade.label)) for grade in grades]


def classes() -> tuple:
    """The classes of sources of the guidance edition."""
    return offer((one.key, one.name) for one in editions.current().source_classes)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class SearchForm(CaseForm):
    """Words of a title or publisher, as a GET form."""

    q = TextField(_("Search by title or publisher"), required=False)
    overdue = TickField(_("Only those whose check is overdue"))


class CheckedForm(CaseForm):
    """When somebody looked whether it holds, and when somebody looks again."""

    checked_on = DayField(
        _("Checked on"),
        hint=_("The day on which somebody last looked whether it still holds, such as 2026-06-30."),
    )
    next_check_on = DayField(
        _("To be checked again by"),
        hint=_(
            "Empty: as late as sources of its class allow. Own government, partners and media: 90"
            " days; courts: 2 years; statistics: 5 years; all others: one year."
        ),
        required=False,
    )

    def source_class(self) -> str:
        return self.cleaned_data.get("source_class") or ""

    def clean(self):
        cleaned = super().clean()
        checked = day(cleaned.get("checked_on"))
        if checked is None:
            return cleaned
        if checked > timezone.localdate():
            self.add_error("checked_on", NOT_YET)
            return cleaned
        latest = latest_check(self.source_class(), checked)
        due = day(cleaned.get("next_check_on")) or latest
        if not checked <= due <= latest:
            message = _("Sources of this class are checked again within %(days)s days.")
            days = {"days": longest_days(self.source_class())}
            self.add_error("next_check_on", ValidationError(message, params=days))
        return cleaned | {"checked_on": checked, "next_check_on": due}


class ConfirmForm(CheckedForm):
    """It still holds."""

    because = ReasonField(
        _("How was it checked, and why does it still hold?"),
        rows=3,
        when_empty=_("Say how it was checked. The reason is kept with the source."),
    )

    def __init__(self, *args, source: SourceRevision, **kwargs):
        self.source = source
        super().__init__(*args, **kwargs)

    def source_class(self):
        return self.source.source_class


class SourceForm(CheckedForm):
    """A source: what it is, how it is graded, how near it was, when, and who may read it."""

    field_order = (*SAID, "checked_on", "next_check_on")
    title = TextField(_("Title"))
    publisher = TextField(_("Publisher or author"), required=False)
    source_class = PickField(_("Class of the source"))
    url = TextField(
        _("Where it can be found"),
        hint=_("Address or shelf, as text. It is not fetched: put a copy below."),
        required=False,
        longest=2000,
    )
    reliability = PickField(
        _("Reliability of the source"),
        lettered(RELIABILITY),
        hint=_("F means that it cannot be judged, which is not bad."),
    )
    credibility = PickField(
        _("Credibility of the information"),
        lettered(CREDIBILITY),
        hint=_("Judged apart from the source. 6 means that it cannot be judged."),
    )
    grading = ReasonField(_("Why is it graded so?"), rows=3, required=False)
    directness = PickField(_("How near was the source?"), Directness.choices)
    relevance = ReasonField(
        _("Which unit, item, place and time does it tell of?"), rows=3, required=False
    )
    event_from = DayField(_("First day of the events it tells of"), required=False)
    event_until = DayField(_("Last day of these events"), required=False)
    published_on = DayField(_("Published on"), required=False)
    retrieved_on = DayField(_("Retrieved on"), required=False)
    checked_on = CheckedForm.base_fields["checked_on"]
    next_check_on = CheckedForm.base_fields["next_check_on"]
    classification = PickField(
        _("Classification"),
        Classification.choices,
        hint=_("Above “restricted” only those read it before whom a case is that uses it."),
    )
    is_protected = TickField(
        _("It could lead to a survivor"),
        hint=_(
            "Name and describe no survivor in any field, here or in a case. Then too only those"
            " read it and its files before whom a case is that uses it."
        ),
    )
    drop = TicksField(_("Files to leave out of the new revision"), required=False)
    file = TakenFileField(label=_("Put a file with it"), required=False)
    because = ReasonField(
        _("What changed, and why?"),
        rows=3,
        when_empty=_("Say what changed. The reason is kept with the source."),
    )

    def __init__(self, *args, source: SourceRevision | None = None, **kwargs):
        self.source = source
        self.held = list(source.files) if source else []
        super().__init__(*args, **kwargs)
        self.fields["source_class"].offered = classes()
        if source is None:
            del self.fields["because"]
        if self.held:
            self.fields["drop"].offered = offer((one["digest"], one["name"]) for one in self.held)
        else:
            del self.fields["drop"]

    def clean(self):
        cleaned = super().clean()
        cleaned |= {name: day(cleaned.get(name)) for name in DAYS}
        begun, ended = cleaned["event_from"], cleaned["event_until"]
        if ended and (begun is None or ended < begun):
            self.add_error("event_until", _("Events end on or after the day on which they begin."))
        if cleaned.get("source_class") == "testimony" and not cleaned.get("is_protected"):
            self.add_error(
                "is_protected", _("What survivors said is protected always. Tick this box.")
            )
        if len(self.kept()) >= MOST_FILES and cleaned.get("file"):
            self.add_error("file", _("A source has 20 files at most. Leave one out first."))
        return cleaned

    def kept(self) -> list[dict[str, Any]]:
        dropped = self.cleaned_data.get("drop") or ()
        return [one for one in self.held if one["digest"] not in dropped]

    def facts(self) -> dict[str, Any]:
        """What the acts of the register take; the file that was sent is kept by now."""
        sent = self.cleaned_data.get("file")
        files = [*self.kept(), *stored([sent] if sent else [])]
        names = {*SAID, "checked_on", "next_check_on", "because"} & self.cleaned_data.keys()
        return {name: self.cleaned_data[name] for name in names} | {"files": files}
