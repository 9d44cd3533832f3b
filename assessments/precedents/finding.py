"""How similar items were decided: the lines of decisions that the reader may see, by what they say.

A precedent is one line of a decision: an item, what was decided of it, and why. What the reader may
not see is not counted, either.
"""

from datetime import date
from typing import Any

from django.db.models import Exists, Func, OuterRef, QuerySet, Subquery, Value

from assessments.cases import access
from assessments.models import Answer, Case, Condition, DecisionLine, User
from assessments.models.matching import Article, NameWords

PAGE = 25


def decided(reader: User) -> QuerySet[DecisionLine]:
    """Every line that the reader may see."""
    seen = access.decided_list(reader).decided()
    return DecisionLine.objects.filter(decision__case__in=seen)


def of_item() -> QuerySet[Answer]:
    """The item of a line, as it was answered."""
    return Answer.objects.filter(case=OuterRef("decision__case"), step="item", row=OuterRef("item"))


def of_articles(lines: QuerySet[DecisionLine], articles: list[str]) -> QuerySet[DecisionLine]:
    """Those about an item of one of these categories, by their article of the Treaty."""
    items = of_item().alias(article=Article("content")).filter(article__in=articles)
    return lines.filter(Exists(items))


def of_end_user(lines: QuerySet[DecisionLine], name: str) -> QuerySet[DecisionLine]:
    """Those whose end user has all of these words in its name."""
    named = lines.alias(named=NameWords("decision__case__end_user"))
    return named.filter(named__contains=NameWords(Value(name)))


def same_end_user(lines: QuerySet[DecisionLine], name: str) -> QuerySet[DecisionLine]:
    """Those whose end user has these words in its name and no others."""
    named = lines.alias(named=NameWords("decision__case__end_user"))
    return named.filter(named=NameWords(Value(name)))


def of_measure(lines: QuerySet[DecisionLine], code: str) -> QuerySet[DecisionLine]:
    """Those whose permission rests on a measure of the catalogue."""
    item = Func(OuterRef("item"), template="array[%(expressions)s]::varchar[]")
    resting = Condition.objects.filter(code=code)
    of_decision = resting.filter(decision=OuterRef("decision"), items__contains=item)
    return lines.filter(Exists(of_decision), decision__in=resting.values("decision"))


def found(reader: User, wanted: dict[str, Any]) -> QuerySet[DecisionLine]:
    """The precedents that the filters of the search leave, the latest decision first."""
    lines = decided(reader)
    if article := wanted.get("article"):
        lines = of_articles(lines, [article])
    if end_user := wanted.get("end_user"):
        lines = of_end_user(lines, end_user)
    if state := wanted.get("state"):
        lines = lines.filter(decision__case__recipient_state=state)
    if measure := wanted.get("measure"):
        lines = of_measure(lines, measure)
    if outcome := wanted.get("outcome"):
        lines = lines.filter(outcome=outcome)
    if first := wanted.get("first_year"):
        lines = lines.filter(decision__decided_on__gte=date(first, 1, 1))
    if last := wanted.get("last_year"):
        lines = lines.filter(decision__decided_on__lte=date(last, 12, 31))
    return latest(lines)


def latest(lines: QuerySet[DecisionLine]) -> QuerySet[DecisionLine]:
    return lines.order_by("-decision__decided_at", "-pk")


def told(lines: QuerySet[DecisionLine]) -> QuerySet[DecisionLine]:
    """With all that a page tells of them: the case, the item, the conditions."""
    described = lines.annotate(content=Subquery(of_item().values("content")[:1]))
    whole = described.select_related("decision__case").prefetch_related("decision__conditions")
    return whole.defer("decision__snapshot", "decision__case__imported", "decision__case__words")


def conditions(line: DecisionLine) -> list[Condition]:
    """What the permission of an item rests on, as far as it is a measure."""
    return [
        one for one in line.decision.conditions.all() if one.rests_on and line.item in one.items
    ]


def compared(case: Case, reader: User) -> list[tuple[str, list[DecisionLine]]]:
    """Precedents for a case by how near they are, each once: (likeness, latest lines).

    The same end user; the same State and category; the same category elsewhere; the same State.
    """
    ranks = [*ranked(case, decided(reader).exclude(decision__case=case))]
    if not ranks:
        return []
    nearest: dict[int, int] = {}
    first, *others = [near for _likeness, near in ranks]
    for rank, pk in first.union(*others, all=True):
        nearest[pk] = min(rank, nearest.get(pk, rank))
    lines = latest(told(DecisionLine.objects.filter(pk__in=nearest)))
    by_rank: dict[int, list[DecisionLine]] = {}
    for line in lines:
        by_rank.setdefault(nearest[line.pk], []).append(line)
    return [
        (likeness, by_rank[rank]) for rank, (likeness, _n) in enumerate(ranks) if rank in by_rank
    ]


NEAREST = 10  # of each likeness


def ranked(case: Case, lines: QuerySet[DecisionLine]):
    """For each likeness the keys of its latest lines, with its rank, as one part of a union."""
    items = case.answers.filter(step="item", content__isnull=False)
    articles = sorted({*items.values_list(Article("content"), flat=True)} - {"outside", None})
    ways = []
    if case.end_user:
        ways.append(("end_user", same_end_user(lines, case.end_user)))
    if articles:
        alike = of_articles(lines, articles)
        if case.recipient_state:
            ways.append(("state_and_article", of_state(alike, case)))
        ways.append(("article", alike))
    if case.recipient_state:
        ways.append(("state", of_state(lines, case)))
    for rank, (likeness, near) in enumerate(ways):
        ranks = near.annotate(rank=Value(rank))
        yield likeness, latest(ranks).values_list("rank", "pk")[:NEAREST]


def of_state(lines: QuerySet[DecisionLine], case: Case) -> QuerySet[DecisionLine]:
    return lines.filter(decision__case__recipient_state=case.recipient_state)
