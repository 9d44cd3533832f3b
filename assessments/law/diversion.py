"""Rule 5: the risk that items are diverted, which the exporting State has to prevent."""

from collections.abc import Iterator

from assessments.law import places
from assessments.law.answers import Activity, Diversion, ItemArticle
from assessments.law.blank import why_open
from assessments.law.findings import Findings, Items
from assessments.law.points import OpenPoint, PointCode
from assessments.law.standards import Standard
from assessments.law.trace import Effect, Entry, open_entry

RULE = 5
ARTICLE = "11(2)"
BEYOND_THE_ARMS = frozenset({ItemArticle.AMMUNITION, ItemArticle.PARTS})


def judge(findings: Findings, left: Items) -> Iterator[Entry]:
    """Article 11(2): diversion is assessed before anything it feeds.

    The article speaks of exports of the arms of Article 2(1); for ammunition, parts and other
    activities the question is a standard of this authority.
    """
    for basis, items in asked_by_basis(findings, left):
        yield from unanswered(findings, basis, items)
        yield from mitigated(findings, basis, items)
        yield from high(findings, basis, items)


def asked(findings: Findings, left: Items) -> Items:
    """The items left of which the question is asked."""
    chosen = findings.standards
    if findings.activity != Activity.EXPORT and not chosen.diversion_for_all_transfers:
        return ()
    if chosen.diversion_covers_ammunition_and_parts:
        return left
    beyond = {item.id for item in findings.items if item.article in BEYOND_THE_ARMS}
    return tuple(item for item in left if item not in beyond)


def asked_by_basis(findings: Findings, left: Items) -> list[tuple[str, Items]]:
    """The items asked, apart by what the question rests on: the Treaty or a standard."""
    items = asked(findings, left)
    if findings.activity != Activity.EXPORT:
        groups: list[tuple[str, Items]] = [(Standard.DIVERSION_FOR_ALL_TRANSFERS, items)]
    else:
        beyond = {item.id for item in findings.items if item.article in BEYOND_THE_ARMS}
        groups = [
            (ARTICLE, tuple(item for item in items if item not in beyond)),
            (
                Standard.DIVERSION_COVERS_AMMUNITION_AND_PARTS,
                tuple(item for item in items if item in beyond),
            ),
        ]
    return [(basis, concerned) for basis, concerned in groups if concerned]


def unanswered(findings: Findings, basis: str, items: Items) -> Iterator[Entry]:
    """Article 11(2): a risk that nobody has assessed cannot be prevented."""
    code = why_open(findings.diversion)
    if code:
        yield _open(basis, items, {places.DIVERSION: findings.diversion}, code)


def mitigated(findings: Findings, basis: str, items: Items) -> Iterator[Entry]:
    """Article 11(2): a raised risk is met by measures, which must be named and then hold."""
    if findings.diversion != Diversion.ELEVATED_MITIGATED:
        return
    answers = {places.DIVERSION: findings.diversion}
    if not findings.has_diversion_measure:
        lacking = answers | {f"{places.DIVERSION}.measures": None}
        yield _open(basis, items, lacking, PointCode.NO_MEASURE_DESCRIBED)
    yield Entry(RULE, basis, items, answers, Effect.NOT_PLAINLY_AUTHORISED)


def high(findings: Findings, basis: str, items: Items) -> Iterator[Entry]:
    """Article 11(2): not authorising is one of its means; that it must be, is a standard."""
    if findings.diversion != Diversion.HIGH_UNMITIGATED:
        return
    answers = {places.DIVERSION: findings.diversion}
    if findings.standards.high_diversion_bars:
        yield Entry(RULE, Standard.HIGH_DIVERSION_BARS, items, answers, Effect.REFUSE_ONLY)
    else:
        yield Entry(RULE, basis, items, answers, Effect.NOT_PLAINLY_AUTHORISED)


def _open(basis: str, items: Items, answers: dict[str, str | None], code: str) -> Entry:
    return open_entry(RULE, basis, items, answers, OpenPoint(code, places.DIVERSION))
