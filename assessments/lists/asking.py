"""What the lists say as of a moment: their editions, and their entries."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from assessments.models import ListEntry, ListKind, ListLoad, ListSource
from assessments.models.compiled import compiled


def end_of(day: date) -> datetime:
    """The last moment of a day in the authority's time zone; now, for today."""
    if day == timezone.localdate():
        return timezone.now()
    following = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(following) - timedelta(microseconds=1)


def editions(kinds: Iterable[str] = (), at: datetime | None = None) -> list[ListLoad]:
    """The load of each list that stood at a moment, in the order of the kinds, then by title."""
    found = loads_at(at, kinds=tuple(kinds)) if at else loads_at(kinds=tuple(kinds))
    order = {kind: place for place, kind in enumerate(kinds or ListKind.values)}
    return sorted(found, key=lambda load: (order[load.source.kind], load.title))


@compiled
def loads_at(at: Any = None, *, kinds: tuple[str, ...]) -> QuerySet[ListLoad]:
    """The last load of each list, up to a moment if one is given."""
    loads = ListLoad.objects.filter(loaded_at__lte=at) if at else ListLoad.objects.all()
    if kinds:
        loads = loads.filter(source__kind__in=kinds)
    return loads.order_by("source_id", "-number").distinct("source_id").select_related("source")


def sizes(at: datetime) -> dict[int, int]:
    """How many entries of each list stood at a moment."""
    standing = ListEntry.objects.at(at).values("source").annotate(number=Count("pk"))
    return {row["source"]: row["number"] for row in standing.order_by()}


def found(source: ListSource, *, at: datetime, q: str = "", state: str = "") -> QuerySet[ListEntry]:
    """The entries of a list that stood at a moment, with these words and of this State."""
    entries = source.entries.at(at)
    if state:
        entries = entries.filter(countries__contains=[state])
    for word in q.split():
        entries = entries.filter(
            Q(name__icontains=word)
            | Q(aliases__icontains=word)
            | Q(identifiers__icontains=word)
            | Q(text__icontains=word)
            | Q(citation__icontains=word)
        )
    return entries.order_by("name", "pk")
