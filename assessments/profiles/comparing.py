"""What differs between two versions, or between what was adopted and what a case has confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases import places, wording
from assessments.models.text import showable
from assessments.reference import editions

from .contents import FIELDS, STEP_1, STEP_3, Content, Key, forms_of

LABELS = {
    "answer": gettext_lazy("Is the list of forms complete?"),
    "missing": gettext_lazy("What is missing"),
    "reason": gettext_lazy("Reasons"),
    "sources": gettext_lazy("Sources"),
    "code": gettext_lazy("Form"),
    "finding": gettext_lazy("Finding"),
    "perpetrators": gettext_lazy("Perpetrators"),
    "period": gettext_lazy("Period"),
    "severity": gettext_lazy("Seriousness"),
    "state": gettext_lazy("What the State does"),
    "end_user": gettext_lazy("What the end user does"),
}
PLACES = {
    "answer": "7.4.step_1",
    "severity": "7.4.step_2",
    "state": "7.4.step_3",
    "end_user": "7.4.step_3",
}
PARTS = {
    STEP_1: ("answer", "missing", "reason", "sources"),
    "form": ("code", "finding", "perpetrators", "period", "severity", "missing", "reason"),
    STEP_3: ("state", "end_user", "missing", "reason", "sources"),
}
TITLES = {STEP_1: "7.4.step_1", STEP_3: "7.4.step_3", "7-4-1": "7.4.step_1", "7-4-3": "7.4.step_3"}


# Where a profile says nothing to these, what a case answers is no difference.
SILENT = frozenset({"answer", "state", "end_user"})


@dataclass(frozen=True)
class Difference:
    """One field of a step or a row: what it was and what it is. No field: the whole row."""

    step: str
    row: str
    code: str
    field: str
    was: Any
    becomes: Any

    @property
    def title(self) -> str:
        return title(self.step, self.code)

    @property
    def label(self) -> str:
        return str(LABELS[self.field]) if self.field else _("On the list")

    @property
    def was_words(self) -> str:
        return words(self.field, self.was)

    @property
    def becomes_words(self) -> str:
        return words(self.field, self.becomes)

    def as_json(self) -> dict[str, Any]:
        return dict(vars(self))


def title(step: str, code: str) -> str:
    """The step, or the form with its code."""
    if step in TITLES:
        return places.title(TITLES[step])
    form = editions.current().form(code)
    return showable(f"{code} {form.label}" if form else code)


def words(field: str, value: Any) -> str:
    """A value as a person reads it."""
    if not field:
        return _("Listed") if value else _("Not listed")
    if field in PLACES:
        return wording.answer_short(PLACES[field], value) if value else ""
    if field == "finding":
        return str(wording.value("finding", value).label)
    return showable(str(value or ""))


def between(before: Content, after: Content) -> list[Difference]:
    """What one version changes in another."""
    return compared(parts(before), parts(after), PARTS)


def parts(content: Content) -> dict[Key, Content]:
    return {
        (STEP_1, ""): content.get(STEP_1, {}),
        **{("form", row): form for row, form in forms_of(content)},
        (STEP_3, ""): content.get(STEP_3, {}),
    }


def compared(
    before: Mapping[Key, Content],
    after: Mapping[Key, Content],
    fields: Mapping[str, Iterable[str]] = FIELDS,
) -> list[Difference]:
    """Field by field, in the order of the keys; a row that only one side has is said once."""
    rows_before, rows_after = ({row for _step, row in side} for side in (before, after))
    found = []
    for key in [*before, *(key for key in after if key not in before)]:
        step, row = key
        was, becomes = before.get(key, {}), after.get(key, {})
        code = becomes.get("code") or was.get("code") or code_of(before, after, row)
        if row and (row in rows_before) != (row in rows_after):
            if step == "form":
                found.append(Difference(step, row, code, "", key in before, key in after))
            continue
        found += [
            Difference(step, row, code, field, was.get(field), becomes.get(field))
            for field in fields[step]
            if (was.get(field) or "") != (becomes.get(field) or "")
            and (fields is not FIELDS or was.get(field) or field not in SILENT)
        ]
    return found


def code_of(before: Mapping[Key, Content], after: Mapping[Key, Content], row: str) -> str:
    """The form whose seriousness a row is about."""
    form = after.get(("form", row)) or before.get(("form", row)) or {}
    return form.get("code", row)
