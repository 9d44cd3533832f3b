"""What a version holds, part by part, and the answers of steps 1 to 3 that it fills in.

A form of violence has in the profile the row that it will have in a case: "SV-1", "SV-1-2" for a
further entry; those of an end user end in "-u", so that both profiles stand in a case together.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.models import Profile, ProfileVersion
from assessments.reference import editions

Content = dict[str, Any]
Key = tuple[str, str]

FOUND = ("documented", "credible", "isolated")
STEP_1, STEP_3 = "step_1", "step_3"
FIELDS = {
    "7-4-1": ("answer", "missing", "reason"),
    "form": ("code", "finding", "perpetrators", "period"),
    "severity": ("severity", "missing", "reason"),
    "7-4-3": ("state", "end_user", "missing", "reason"),
}
STEPS_1_TO_3 = tuple(FIELDS)


def forms_of(content: Content) -> list[tuple[str, Content]]:
    """The rows of the forms, in the order of the taxonomy."""
    order = {form.code: place for place, form in enumerate(editions.current().forms)}
    return sorted(
        content.get("forms", {}).items(),
        key=lambda one: (order.get(one[1]["code"], len(order)), len(one[0]), one[0]),
    )


def free_row(profile: Profile, content: Content, code: str) -> str:
    """The row of a further entry of a form."""
    taken = content.get("forms", {})
    ending = "" if profile.is_of_state else "-u"
    names = (f"{code}{ending}", *(f"{code}{ending or '-'}{n}" for n in range(2, 1000)))
    return next(name for name in names if name not in taken)


def is_found(form: Content) -> bool:
    return form.get("finding") in FOUND


def lacking(profile: Profile, content: Content) -> list[str]:
    """What has to be there before the version can be published, in sentences."""
    wanted = []
    if profile.is_of_state and not content.get(STEP_1, {}).get("answer"):
        wanted.append(_("Step 1: say whether the list of forms is complete."))
    if not content.get(STEP_3, {}).get(profile.kind):
        wanted.append(_("Step 3: say what is found of the action taken."))
    if not forms_of(content):
        wanted.append(_("Name at least one form of violence; “none found” is a finding too."))
    return [str(sentence) for sentence in wanted]


# What a case is filled with.


def filled(versions: Iterable[ProfileVersion]) -> dict[Key, Content]:
    """The answers that the adopted versions give together: the State's first, then the end user's.

    Each has its own forms. In steps 1 and 3, where both speak, their reasons stand one after the
    other, and gaps in one of them are gaps.
    """
    found: dict[Key, Content] = {}
    for version in sorted(versions, key=lambda one: not one.profile.is_of_state):
        for key, content in fragments(version.content).items():
            found[key] = joined(found[key], content) if key in found else content
    return found


def fragments(content: Content) -> dict[Key, Content]:
    """The answers of one version, by step and row."""
    found: dict[Key, Content] = {}
    for row, form in forms_of(content):
        found["form", row] = some(form, FIELDS["form"])
        if is_found(form) and form.get("severity"):
            found["severity", row] = some(form, FIELDS["severity"])
    for step, part in (("7-4-1", STEP_1), ("7-4-3", STEP_3)):
        if said := content.get(part, {}):
            reason = paragraphs(said.get("reason"), said.get("sources"))
            found[step, ""] = some({**said, "reason": reason}, FIELDS[step])
    return found


def joined(first: Content, second: Content) -> Content:
    """Two answers to one question, as one."""
    texts = {
        name: text
        for name in ("missing", "reason")
        if (text := paragraphs(first.get(name), second.get(name)))
    }
    gaps = {"answer": "gaps"} if "gaps" in (first.get("answer"), second.get("answer")) else {}
    return {**second, **first, **texts, **gaps}


def paragraphs(*texts: str | None) -> str:
    return "\n\n".join(text for text in texts if text)


def some(content: Content, names: Iterable[str]) -> Content:
    return {name: content[name] for name in names if content.get(name)}
