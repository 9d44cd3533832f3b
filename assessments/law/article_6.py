"""Rules 2 and 4: what Article 6 prohibits, and what is still open under it."""

from collections.abc import Iterator

from assessments.law import places
from assessments.law.answers import Knowledge, Prohibition
from assessments.law.blank import why_open
from assessments.law.findings import Article6Answer, Findings, Items
from assessments.law.points import OpenPoint
from assessments.law.standards import Standard
from assessments.law.trace import Effect, Entry, open_entry

PROHIBITS = {
    places.SECURITY_COUNCIL: Prohibition.PROHIBITS,
    places.AGREEMENTS: Prohibition.PROHIBITS,
    places.KNOWLEDGE: Knowledge.KNOWLEDGE,
}
"""The answer by which each paragraph of Article 6 prohibits."""


def prohibitions(findings: Findings, in_scope: Items) -> Iterator[Entry]:
    """Rule 2, Article 6(1) to 6(3): the items concerned must not be transferred.

    6(1) asks about measures of the Security Council, 6(2) about the State's own agreements, 6(3)
    whether the crimes listed there are known to be what the items would be used in. No measure
    and no weighing helps, and nothing that is still open elsewhere matters.
    """
    for given in findings.article_6:
        if given.answer == PROHIBITS[given.place]:
            items = given.concerns(in_scope)
            if items:
                yield _entry(2, given, items, Effect.PROHIBITED)


def open_answers(findings: Findings, left: Items) -> Iterator[Entry]:
    """Rule 4, Article 6(1) to 6(3): what has not been settled cannot be authorised.

    To authorise without knowing could itself breach Article 6.
    """
    for given in findings.article_6:
        code = why_open(given.answer)
        items = given.concerns(left) if code else ()
        if code and items:
            point = OpenPoint(code, given.place)
            yield open_entry(
                4, places.ARTICLES[given.place], items, {given.place: given.answer}, point
            )


def indications(findings: Findings, left: Items) -> Iterator[Entry]:
    """Rule 4, Article 6(3): signs of such crimes that fall short of knowledge.

    The case goes on; that a lawyer looks at it is this authority's standard.
    """
    items = indicated(findings, left)
    if items:
        answers = {places.KNOWLEDGE: Knowledge.INDICATIONS.value}
        sign_off = Standard.LEGAL_SIGN_OFF_FOR_INDICATIONS
        yield Entry(4, sign_off, items, answers, Effect.SIGN_OFF_LEGAL)


def indicated(findings: Findings, left: Items) -> Items:
    """The items left of which something points to the crimes of Article 6(3)."""
    given = findings.article_6[2]
    return given.concerns(left) if given.answer == Knowledge.INDICATIONS else ()


def _entry(rule: int, given: Article6Answer, items: Items, effect: Effect) -> Entry:
    return Entry(rule, places.ARTICLES[given.place], items, {given.place: given.answer}, effect)
