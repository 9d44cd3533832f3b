"""The first page: what a minister reads in a minute."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import naming, places, wording
from assessments.cases.flow.lanes import quantity
from assessments.cases.naming import latin, listed

from .blocks import Cell, Mark, Table, permitted_mark, rows
from .chapters.alike import alike
from .chapters.application import status
from .chapters.closing import kept_until, years_kept
from .chapters.conditions import few_items, rests_on, when
from .chapters.ruling import outcome_mark, permitted
from .facts import NOTHING, Facts, Node, day, moment
from .why import why

MOST_ROWS, MOST_CONDITIONS = 6, 5  # more items are told of together, more conditions counted
LONGEST_WORDS = 230  # of a reason on this page
LONGEST_CONDITION, LONGEST_OWNER = 130, 60


@dataclass(frozen=True)
class Summary:
    """The first page, ready to be printed."""

    title: str
    status: str
    request: str
    outcomes: Table
    outcomes_title: str
    why: tuple[str, ...]
    conditions: Table | None
    no_conditions: str
    people: tuple[tuple[str, str], ...]
    ledger: str
    digest: str


def summary(facts: Facts) -> Summary:
    """The first page of a record or of a draft copy."""
    return Summary(
        title=facts.snapshot.get("title") or facts.case.get("title") or "",
        status=_status(facts),
        request=_asked(facts),
        outcomes=_outcomes(facts),
        outcomes_title=_("What was decided") if facts.decision else _("Where it stands"),
        why=tuple(why(facts)),
        conditions=_conditions(facts),
        no_conditions=_("No condition was set.")
        if facts.decision
        else _("Nothing is decided yet."),
        people=tuple(_people(facts)),
        ledger=ledger_phrase(facts),
        digest=facts.digest,
    )


def _status(facts: Facts) -> str:
    told = {"status": status(facts), "articles": latin("6, 7")}
    return _("%(status)s. Arms Trade Treaty, Articles %(articles)s.") % told


def ledger_phrase(facts: Facts) -> str:
    """Where the ledger stood: "Ledger 4,711"."""
    position = (facts.snapshot.get("ledger") or NOTHING).get("seq")
    if position is None:
        return ""
    return _("Ledger %(position)s") % {"position": wording.number(position)}


# What was asked


def _asked(facts: Facts) -> str:
    transfer = facts.case.get("transfer") or NOTHING
    told = {
        "activity": str(wording.value("activity", transfer.get("activity")).label),
        "end_user": naming.isolated((transfer.get("end_user") or NOTHING).get("name") or ""),
        "state": facts.state_name(transfer.get("recipient_state")),
        "end_use": naming.isolated(_cut(transfer.get("end_use") or "")),
    }
    words = [_("%(activity)s to %(end_user)s, %(state)s.") % told]
    if told["end_use"]:
        words.append(_("End use: %(end_use)s.") % told)
    if transfer.get("route"):
        route = listed(facts.state_name(code) for code in transfer["route"][:MOST_ROWS])
        words.append(_("On the way: %(route)s.") % {"route": route})
    return " ".join(words)


def _cut(text: str, longest: int = LONGEST_WORDS) -> str:
    return Truncator(" ".join(text.split())).chars(longest).rstrip(".")


# What was decided


def _outcomes(facts: Facts) -> Table:
    """A row for each item; where they are many, for those that were decided alike."""
    many = len(facts.items) > MOST_ROWS
    body = _together(facts) if many else [tuple(_outcome(facts, item)) for item in facts.items]
    middle = _("Decision") if facts.decision else _("State")
    heads = (_("Item"), middle, _("Because"))
    manner = "together" if many else "outcomes"
    return Table(_("Outcome of each item"), heads, rows(body), manner=manner)


def _together(facts: Facts) -> list[tuple[Cell | str, ...]]:
    groups = alike(facts.items, lambda item: (_mark(facts, item), because(facts, item)))
    if len(groups) > MOST_ROWS:
        words = _("Item by item, in the chapter on the outcome.")
        groups = alike(facts.items, lambda item: (_mark(facts, item), words))
    return [(_counted(items), Cell(mark=mark), why) for items, (mark, why) in groups]


def _counted(items: Collection[str]) -> Cell:
    """How many, and under it which, as far as there is room."""
    words = ngettext("%(count)d item", "%(count)d items", len(items)) % {"count": len(items)}
    return Cell(words, small=_cut(listed(map(latin, items))))


def _outcome(facts: Facts, item: str) -> Iterator[Cell | str]:
    node = facts.items[item]
    article = places.article(node.get("article") or "")
    words = _("%(quantity)s, Article %(article)s") if article else "%(quantity)s"
    small = words % {"quantity": quantity(node), "article": latin(article)}
    named = {"item": latin(item), "description": _cut(node.get("description") or "", 80)}
    yield Cell(_("%(item)s. %(description)s") % named, small=small)
    yield Cell(mark=_mark(facts, item))
    yield because(facts, item)


def _mark(facts: Facts, item: str) -> Mark:
    """The outcome; before it what is recommended, or that it is still open."""
    if item in facts.decided:
        return outcome_mark(facts, item)
    recommended = _recommended(facts, item).get("decision")
    if recommended:
        mark = permitted_mark(recommended)
        return Mark(_("Recommended: %(decision)s") % {"decision": mark.words}, mark.icon)
    if facts.reading.points_of(item) and not facts.reading.closed_by(item):
        return Mark(_("Not yet assessable"), "hourglass", "open")
    return Mark(permitted(facts, item), "")


def _recommended(facts: Facts, item: str) -> Node:
    return (facts.snapshot.get("recommendation") or NOTHING).get(item) or NOTHING


def because(facts: Facts, item: str) -> str:
    """The reasons given for an item, cut to what a first page has room for."""
    lines = {line["item"]: line for line in facts.decision.get("lines") or ()}
    reasons = (lines.get(item) or NOTHING).get("reasons") or _recommended(facts, item).get(
        "reasons"
    )
    if not reasons:
        return _permits(facts, item)
    return Truncator(" ".join(reasons.split())).chars(LONGEST_WORDS)


def _permits(facts: Facts, item: str) -> str:
    return _("The law permits so far: %(decisions)s") % {"decisions": permitted(facts, item)}


# What must be met, and who


def _conditions(facts: Facts) -> Table | None:
    conditions = facts.decision.get("conditions") or ()
    if not conditions:
        return None
    shown = enumerate(conditions[:MOST_CONDITIONS], 1)
    body = [tuple(_condition(facts, *one)) for one in shown]
    more = len(conditions) - len(body)
    if more:
        words = ngettext(
            "%(count)d more, in the chapter on conditions.",
            "%(count)d more, in the chapter on conditions.",
            more,
        )
        body.append((words % {"count": more}, "", ""))
    heads = (_("Condition"), _("Who answers for it"), _("Due"))
    return Table(_("Conditions"), heads, rows(body), manner="conditions")


def _condition(facts: Facts, number: int, one: Node) -> Iterator[Cell | str]:
    served = rests_on(facts, one.get("rests_on") or "")
    small = f"{few_items(one.get('items') or ())} · {served}"
    yield Cell(f"{number}. {_cut(facts.measure(one), LONGEST_CONDITION)}", small=small)
    yield _cut(one.get("owner") or "", LONGEST_OWNER)
    yield when(one)


def _people(facts: Facts) -> Iterator[tuple[str, str]]:
    people = facts.snapshot.get("people") or NOTHING
    signed = _("%(name)s, %(moment)s")
    if people.get("officer"):
        yield _("Assessed"), listed([people["officer"], *(people.get("colleagues") or ())])
    if facts.snapshot.get("submitted_at"):
        told = {
            "name": naming.isolated(people.get("submitted_by") or ""),
            "moment": moment(facts.snapshot["submitted_at"]),
        }
        yield _("Submitted"), signed % told
    for one in facts.snapshot.get("sign_offs") or ():
        yield (
            _("Signed off"),
            signed
            % {"name": naming.isolated(one.get("by") or ""), "moment": moment(one.get("at"))},
        )
    for one in facts.snapshot.get("waivers") or ():
        told = {"name": naming.isolated(one.get("by") or ""), "moment": moment(one.get("at"))}
        yield _("Sign-off waived"), signed % told
    if facts.decision:
        told = {
            "name": naming.isolated(facts.decision.get("by") or ""),
            "moment": moment(facts.decision.get("at")),
        }
        yield _("Decided"), signed % told
        until = {
            "day": day(kept_until(facts.decision.get("on"), years_kept(facts))),
            "article": latin("12"),
        }
        yield _("Keep until"), _("at least %(day)s, Article %(article)s") % until
