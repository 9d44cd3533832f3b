"""Give a case back as a case file, and say what such a file cannot carry."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.cases.refusals import Refusal
from assessments.models import Answer, Case
from assessments.models.text import showable

from . import case_file as held
from .answers import Answers
from .finishing import form_class
from .listing import named
from .route import Route, in_force
from .steps import ORDER


class NothingToExport(Refusal):
    """The format asks for a transfer and at least one item."""

    sentence = _(
        "There is nothing to export yet. A case file needs the application and at least one item."
    )


def export_case(case: Case) -> dict[str, Any]:
    """All answers kept, confirmed or not, as an att-case/1 file. Raises NothingToExport."""
    file = held.case_file(Answers(case), confirmed_only=False)
    if file is None:
        raise NothingToExport
    decided = {"decision_date": f"{case.decision.decided_on}"} if case.is_decided else {}
    return {
        "format": held.FORMAT,
        "reference": case.reference,
        **without_lost_items(file),
        "standards": (case.standards or in_force()).choices,
        **decided,
    }


def without_lost_items(file: dict[str, Any]) -> dict[str, Any]:
    """The file without the names of items taken off the list, which a reader would refuse.

    An answer must not come to concern every item because the one it named is gone: it loses its
    answer and keeps its reasons; a risk is left out.
    """
    known = {item["id"] for item in file["items"]}
    article_6 = {place: answer_within(node, known) for place, node in file["article_6"].items()}
    risks = [within(risk, known) for risk in file["risks"] if concerns_any(risk, known)]
    return {**file, "article_6": article_6, "risks": risks}


def answer_within(node: dict[str, Any], known: set[str]) -> dict[str, Any]:
    if concerns_any(node, known):
        return within(node, known)
    return {key: value for key, value in node.items() if key not in ("answer", "items")}


def within(node: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """The node with the items that are known alone."""
    if known.issuperset(node.get("items") or ()):
        return node
    return {**node, "items": [item for item in node["items"] if item in known]}


def concerns_any(node: dict[str, Any], known: set[str]) -> bool:
    """Whether the node concerns every item, or names one that is known."""
    return not node.get("items") or not known.isdisjoint(node["items"])


# --- what the file does not say

CITED = _("What the reasons cite")
DRAFT = _("Text typed and not yet saved as an answer")
OF_REGISTER = _("Which source of the register it is, in which revision")
LINK = ("source", "revision")


@dataclass
class Left:
    """What stays behind of one answer, or beside the answers."""

    answer: dict[str, str] | None
    words: list[str | Promise]


def in_order(answers) -> list[Answer]:
    return sorted(answers, key=lambda a: (ORDER[a.step], a.step, a.position, a.pk))


def unconfirmed(route: Route) -> list[dict[str, str]]:
    """The answers that the file carries although nobody has confirmed them here."""
    waiting = in_order(route.answers.waiting())
    return [named(route, answer.key) for answer in waiting if answer.content]


def left_behind(route: Route) -> list[Left]:
    """All that the file has no place for, worked out from what the case holds."""
    found = [Left(named(route, a.key), words_beyond(a)) for a in in_order(route.answers)]
    return [left for left in found if left.words]


def words_beyond(answer: Answer) -> list[str | Promise]:
    """What is asked in the keys of an answer that the file has no place for."""
    content = answer.content or {}
    draft = [DRAFT] if answer.draft is not None else []
    if answer.step == "recommendation":
        return [_("All of it"), *draft]
    fields = form_class(answer.key).base_fields
    keys = set(keys_beyond(answer.step, content))
    known = [
        CITED if name.endswith("cites") else field.label
        for name, field in fields.items()
        if name in keys
    ]
    others = (OF_REGISTER if key in LINK else key for key in sorted(keys - fields.keys()))
    return [*dict.fromkeys([*known, *others]), *draft]


def papers(case: Case) -> list[str | Promise]:
    """What lies beside the answers."""
    files = case.attachments.filter(removed_at=None).values_list("name", flat=True)
    found = [format_lazy(_("The file {name}"), name=showable(name)) for name in files]
    found.append(_("Who confirmed each answer, when, and how the question was worded"))
    if case.submissions.exists():
        found.append(_("Submissions, returns, sign-offs and the decision"))
    return found


def keys_beyond(step: str, content: dict[str, Any]) -> Iterator[str]:
    if step == "lines":
        for node in (content.get("contribution"), *(content.get("lines") or {}).values()):
            yield from (f"contribution_{key}" for key in node or {} if key not in held.NODE)
    elif step == "application":
        yield from (key for key in content if key not in ("title", "transfer"))
    else:
        yield from (key for key in content if key not in CARRIED.get(step, ("missing",)))


PROHIBITION = (*held.NODE, "exemption")
QUANTITY = ("quantity", "item")
CARRIED = {
    "party": held.PARTY,
    "item": held.ITEM,
    "evidence": held.EVIDENCE,
    "scope": held.NODE,
    "6-1": PROHIBITION,
    "quantity-6-1": QUANTITY,
    "6-2": PROHIBITION,
    "quantity-6-2": QUANTITY,
    "6-3": held.NODE,
    "diversion": held.DIVERSION,
    "7-4-1": held.NODE,
    "form": held.FORM,
    "severity": held.SEVERITY,
    "7-4-3": held.STEP_3,
    "7-4-4": held.NODE,
    "risk": held.RISK,
    "mitigation": held.MITIGATION,
    "overriding": held.OVERRIDING,
}
