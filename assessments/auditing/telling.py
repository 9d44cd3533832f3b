"""An entry in words: what was done, and of decided cases what became of the answer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.audit.trail import Verb
from assessments.cases import places, wording
from assessments.cases.happenings import sentence
from assessments.cases.naming import isolated, item_name, latin, listed
from assessments.cases.terms import DECISIONS
from assessments.wizard.listing import ROW_TITLES
from assessments.wizard.rows import KINDS as ROWS
from assessments.wizard.steps import BY_NAME

PEOPLE = ("to", "colleague", "second")


def told(entry, names: Mapping[str, str], *, is_open: bool) -> tuple[str, str]:
    """The sentence, and what it comes to; of a case that is not decided nothing of its content."""
    facts = {**entry.facts, **{name: names[who] for name, who in people_in(entry.facts, names)}}
    if not is_open and "name" in facts:
        facts["name"] = "…"
    words = sentence(entry.action, facts, part_of(facts))
    return words, detail(entry, facts) if is_open else ""


def people_in(facts: Mapping[str, Any], names: Mapping[str, str]):
    return [(name, facts[name]) for name in PEOPLE if facts.get(name) in names]


def part_of(facts: Mapping[str, Any]) -> str:
    """What a step or a row is called, without its case: "Risk r2"."""
    step, row = facts.get("step"), facts.get("row")
    if not step:
        return ""
    if not row:
        return title_of(step)
    return _("%(part)s, %(row)s") % {"part": title_of_row(step), "row": latin(row)}


def title_of(step: str) -> str:
    return str(BY_NAME[step].title if step in BY_NAME else places.title(step))


def title_of_row(step: str) -> str:
    if step in ROW_TITLES:
        return str(places.title(ROW_TITLES[step]))
    return str(ROWS[step].title) if step in ROWS else title_of(step)


def detail(entry, facts: Mapping[str, Any]) -> str:
    if entry.action == Verb.DECIDED:
        return listed([*outcomes(facts), *conditions(facts)])
    if entry.action == Verb.ANSWERED and entry.before and entry.after != entry.before:
        return change(facts.get("step", ""), entry.before, entry.after)
    return ""


def outcomes(facts: Mapping[str, Any]):
    for item, one in (facts.get("outcomes") or {}).items():
        yield _("%(item)s: %(outcome)s") % {"item": item_name(item), "outcome": outcome(one)}


def conditions(facts: Mapping[str, Any]):
    """Each measure that became a condition, and who answers for it."""
    for one in facts.get("conditions") or ():
        if one["owner"]:
            told = {
                "measure": isolated(one["code"] or one["text"]),
                "owner": isolated(one["owner"]),
            }
            yield _("%(measure)s: %(owner)s") % told


def outcome(value: str) -> str:
    return str(DECISIONS[value].label) if value in DECISIONS else value


def change(step: str, before: str, after: str | None) -> str:
    """From which answer to which, in the words of the question."""
    place = BY_NAME[step].place if step in BY_NAME else step
    words = _("from “%(before)s” to “%(after)s”")
    try:
        return words % {
            "before": wording.answer_short(place, before),
            "after": wording.answer_short(place, after),
        }
    except KeyError:  # a question that is asked no longer
        return words % {"before": before, "after": after or ""}
