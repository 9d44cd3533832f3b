"""What was considered, and what of the authority's own stood beside: for reviewer and record."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.cases import naming, places
from assessments.models import Case, Considered, OwnGuidance, TreatyText
from assessments.reference import editions

from .considering import NOTHING, OWN, state


def carry_over(case: Case, new: Case) -> None:
    """What was considered goes along to a case that is split off, with who and when."""
    Considered.objects.bulk_create(
        Considered(case=new, **{name: getattr(one, name) for name in CARRIED})
        for one in last_words(case)
    )


CARRIED = ("place", "row", "prompt", "is_ticked", "remark", "by", "at")


def last_words(case: Case) -> Iterable[Considered]:
    """The last word on each prompt of a case, where it says anything."""
    newest = case.considered.order_by("place", "row", "prompt", "-id")
    found = newest.distinct("place", "row", "prompt").select_related("by")
    return [one for one in found if state(one) != NOTHING]


def of(case: Case) -> list[dict[str, Any]]:
    """What was considered, with the words of each prompt, in the order of the assessment."""
    found = sorted(last_words(case), key=order)
    owned = own_words(found)
    return [
        {
            "place": one.place,
            "row": one.row,
            "edition": one.prompt.partition("/")[0],
            "prompt": owned.get(one.prompt) or words_of(one),
            "ticked": one.is_ticked,
            "remark": one.remark,
            "by": one.by.name,
            "at": one.at.isoformat(),
        }
        for one in found
    ]


def own_words(found: Iterable[Considered]) -> dict[str, str]:
    """The questions of the authority itself among them, by their keys."""
    keys = [one.prompt.partition("/")[2] for one in found if one.prompt.startswith(f"{OWN}/")]
    if not keys:
        return {}
    return {f"{OWN}/{pk}": one.words for pk, one in OwnGuidance.objects.in_bulk(keys).items()}


def shown_beside(asked: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The own notes and texts of the Treaty that stood beside answers, by what each was asked."""
    told = list(asked)
    notes = {pk for one in told for pk in one.get("own", ())}
    texts = {one["treaty_text"] for one in told if one.get("treaty_text")}
    versions = OwnGuidance.objects.filter(pk__in=notes).order_by("pk") if notes else ()
    loads = TreatyText.objects.filter(pk__in=texts).order_by("pk") if texts else ()
    return {
        "notes": [
            {
                "id": one.pk,
                "place": one.place,
                "kind": one.kind,
                "number": one.number,
                "words": one.words,
                "source": one.source,
                "from_on": one.from_on.isoformat(),
            }
            for one in versions
        ],
        "treaty_texts": [
            {
                "id": one.pk,
                "language": one.language,
                "source": one.source,
                "as_of": one.as_of.isoformat(),
                "digest": one.digest,
            }
            for one in loads
        ],
    }


def order(one: Considered) -> tuple[int, str, int]:
    asked = [question.place for question in editions.current().questions]
    at = asked.index(one.place) if one.place in asked else len(asked)
    return at, one.row, one.pk


def words_of(one: Considered) -> str:
    """The prompt as it stood in its edition; "" where this installation does not have that."""
    id, _slash, place = one.prompt.partition("/")
    try:
        question = editions.edition(id).question(one.place)
    except LookupError:
        return ""
    return question.prompts[int(place) - 1].text if question else ""


def about(place: str, row: str, case_file: Mapping[str, Any]) -> str:
    """Which page it was: the title of its place, and of which item, risk or line."""
    question = editions.current().question(place)
    title = question.title if question else places.title(place)
    named = {**naming.item_names(case_file), **naming.risk_names(case_file)}
    named |= {line: places.title(line) for line in places.LINES}
    return f"{title}: {named.get(row, row)}" if row else title
