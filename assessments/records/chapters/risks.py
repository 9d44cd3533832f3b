"""Chapters 7 and 9 to 11: the five lines, mitigation, overriding risk, contribution."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import naming, places, wording
from assessments.cases.naming import items_phrase, latin, listed
from assessments.records.blocks import (
    STANDARD,
    TREATY,
    Answer,
    Chapter,
    Mark,
    Prose,
    Reason,
    answer_mark,
)
from assessments.records.facts import NOTHING, Facts, Node
from assessments.records.questions import asked, meta, not_assessed, sources, wording_of

from .application import chosen
from .incidents import past_incidents
from .prohibitions import measures_table, precedent
from .unassessed import unassessed

LINE_FIELDS = {line: line.replace(".", "_") for line in places.LINES}


def lines(facts: Facts) -> Chapter:
    """7: each negative consequence of Article 7(1), with the risks on it."""
    title = _("The five negative consequences")
    lede = _(
        "Article 7(1). A line is engaged when a potential is identified on it, or when a risk of"
        " either kind names it; “none found” speaks of the general assessment only."
    )
    if blank := unassessed(facts, places.LINES):
        return Chapter("lines", title, blank)
    blocks = [block for line in places.LINES for block in _line(facts, line)]
    unmapped = [risk for risk in facts.reading.risks.values() if not risk.get("line")]
    blocks += [_risk(facts, risk) for risk in unmapped]
    blocks += past_incidents(facts)
    return Chapter("lines", title, tuple(blocks), lede)


def _line(facts: Facts, line: str) -> Iterator[Answer]:
    kept = _part(facts, "lines", line)
    on_line = facts.reading.risks_on(line)
    missing = facts.content(f"line-{line.replace('.', '-')}").get("missing")
    yield asked(
        facts,
        line,
        facts.reading.node(line),
        kept,
        names=(LINE_FIELDS[line], line),
        notes=tuple(_engaged(facts, on_line)),
        reasons=(Reason(_("What is missing"), missing),)
        if missing and not facts.reading.node(line).get("missing")
        else (),
    )
    for risk in on_line:
        yield _risk(facts, risk)


def _part(facts: Facts, *path: str) -> Node:
    """The part of the answer to the lines that belongs to one of them, kept as its own answer."""
    kept = facts.answer("lines")
    content: Node = kept.get("content") or NOTHING
    for key in path:
        content = content.get(key) or NOTHING
    return {**kept, "content": content} if kept else NOTHING


def _engaged(facts: Facts, on_line: list[Node]) -> Iterator[str]:
    if on_line and facts.reading.under_article_7:
        names = listed(facts.risk_names[risk["id"]] for risk in on_line)
        words = ngettext("Engaged by one risk: %(names)s.", "Engaged by: %(names)s.", len(on_line))
        yield words % {"names": names}


def _risk(facts: Facts, risk: Node) -> Answer:
    """One way in which an item could lead to the line."""
    kept = facts.answer("risk", risk["id"])
    words = _("%(risk)s, from the six steps") if risk.get("gbv") else _("%(risk)s")
    return Answer(
        cite=latin(places.article(risk["line"])) if risk.get("line") else latin("7(4)"),
        title=words % {"risk": facts.risk_names[risk["id"]]},
        standing=TREATY,
        asked=wording_of(kept, ("description",)),
        marks=_modes(risk),
        reasons=(Reason("", risk["description"]),) if risk.get("description") else (),
        notes=(*_who(risk), *sources(facts, f"risk:{risk['id']}", kept)),
        meta=tuple(meta(facts, kept)),
    )


def _modes(risk: Node) -> tuple[Mark, ...]:
    line = [] if risk.get("line") else [Mark(_("On no line of Article 7(1)"), "question", "open")]
    modes = [
        Mark(str(wording.value("modes", mode).label), "diamond-full")
        for mode in risk.get("modes") or ()
    ]
    return (*line, *modes)


def _who(risk: Node) -> Iterator[str]:
    if risk.get("items"):
        yield _("With: %(items)s.") % {"items": items_phrase(risk["items"])}
    else:
        yield _("With every item.")
    kinds = [str(wording.value("actors", actor).label) for actor in risk.get("actors") or ()]
    if kinds:
        yield _("By: %(actors)s.") % {"actors": listed(kinds)}
    if risk.get("who"):
        yield _("Who exactly: %(who)s") % {"who": risk["who"]}


def mitigation(facts: Facts) -> Chapter:
    """9: what was considered against each risk, with what was dismissed."""
    blocks = tuple(_mitigation(facts, risk) for risk in facts.reading.risks.values())
    lede = _(
        "Article 7(2), and step 5 of the six. A measure counts only if it is available; one that"
        " is relied on becomes a condition."
    )
    return Chapter("mitigation", _("Mitigation"), blocks or (_no_risk(),), lede)


def _no_risk() -> Prose:
    return Prose(_("No risk was described; there was nothing to mitigate or to weigh."))


def _mitigation(facts: Facts, risk: Node) -> Answer:
    node = risk.get("mitigation") or NOTHING
    kept = facts.answer("mitigation", risk["id"])
    dismissed = (kept.get("content") or NOTHING).get("dismissed")
    more = (Reason(_("Considered and dismissed"), dismissed),) if dismissed else ()
    return asked(
        facts,
        f"risk:{risk['id']}.mitigation",
        node,
        kept,
        names=("answer",),
        title=_title(facts, risk),
        cite=latin("7(2)"),
        tables=measures_table(facts, node),
        reasons=more,
        notes=(*_reliance(node), *precedent(node)),
    )


def _title(facts: Facts, risk: Node) -> str:
    name = facts.risk_names[risk["id"]]
    if not risk.get("line"):
        return name
    return _("%(risk)s: %(line)s") % {"risk": name, "line": places.title(risk["line"])}


def _reliance(node: Node) -> Iterator[str]:
    if node.get("relied_on"):
        yield _("The assessment relies on these measures; each becomes a condition.")
    elif node.get("measures"):
        yield _("The assessment does not rely on these measures.")


def overriding(facts: Facts) -> Chapter:
    """10: overriding risk, line by line, with the standard it is held against."""
    by_line = [risk for line in places.LINES for risk in facts.reading.risks_on(line)]
    by_line += [risk for risk in facts.reading.risks.values() if not risk.get("line")]
    blocks = tuple(_overriding(facts, risk) for risk in by_line)
    return Chapter(
        "overriding", _("Overriding risk"), blocks or (_no_risk(),), _reading_in_force(facts)
    )


def _reading_in_force(facts: Facts) -> str:
    threshold = facts.standards.get("overriding_threshold")
    reading = chosen(facts, "overriding_reading")
    if threshold:
        return _(
            "Article 7(3), and step 6 of the six. Standard of this authority: %(reading)s;"
            " threshold: “%(threshold)s”."
        ) % {"reading": reading, "threshold": naming.isolated(threshold)}
    return _("Article 7(3), and step 6 of the six. Standard of this authority: %(reading)s.") % {
        "reading": reading
    }


def _overriding(facts: Facts, risk: Node) -> Answer:
    node = risk.get("overriding") or NOTHING
    place = f"risk:{risk['id']}.overriding"
    kept = facts.answer("overriding", risk["id"])
    weighed = node.get("weighed_against_contribution")
    return asked(
        facts,
        place,
        node,
        kept,
        names=("answer",),
        title=_title(facts, risk),
        cite=latin("7(3)"),
        marks=_overriding_marks(facts, place, node),
        standing=STANDARD if weighed else "",
        notes=(_("Weighed against the contribution to peace and security."),) if weighed else (),
    )


def _overriding_marks(facts: Facts, place: str, node: Node) -> tuple[Mark, ...]:
    """An overriding risk that closes the way is marked so; other answers as they are."""
    if node.get("answer") == "yes" and facts.reading.met("refuse_only", place):
        mark = answer_mark(wording.answer(place, "yes"))
        return (Mark(mark.words, mark.icon, "shut"),)
    return ()


def contribution(facts: Facts) -> Chapter:
    """11: what the items would contribute to peace and security, Article 7(1)(a)."""
    place = "7.1.a.contribution"
    title = places.title(place)
    if not facts.reading.under_article_7 and not facts.reading.node(place):
        block = Answer(cite=latin("7(1)(a)"), title=title, marks=(not_assessed(facts, place),))
        return Chapter("contribution", title, (block,))
    block = asked(
        facts,
        place,
        facts.reading.node(place),
        _part(facts, "contribution"),
        names=("contribution", "answer"),
    )
    return Chapter("contribution", title, (block,))
