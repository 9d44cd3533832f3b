"""The cases whose screening a new load of a list changes."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from assessments.lists.touching import open_cases
from assessments.models import ListEntry, ListLoad, ScreeningMatch
from assessments.models.text import loaded

from .entries import LISTS, indexed, screened
from .subjects import subjects

NAMED = "select c, screened_subjects(c)::text from unnest(%s::uuid[]) c"


def touched_by_name(load: ListLoad, entries: Sequence[ListEntry]) -> Mapping[UUID, set[int]]:
    """Open cases that name somebody like an entry that began, or matched one that ended."""
    if load.source.kind not in LISTS:
        return {}
    changed = [entry.pk for entry in entries]
    touched: dict[UUID, set[int]] = {}
    matched = ScreeningMatch.objects.filter(entry__in=changed, entry__until__isnull=False)
    for case, entry in matched.filter(case__in=open_cases()).values_list("case", "entry"):
        touched.setdefault(case, set()).add(entry)
    begun = list(screened(load.loaded_at.date()).filter(pk__in=changed))
    if begun:
        for case, found in named_like(begun):
            touched.setdefault(case, set()).update(found)
    return touched


def named_like(begun: list[ListEntry]):
    """Each open case with the entries that somebody of it is like."""
    index = indexed(begun)
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [list(open_cases().values_list("pk", flat=True))])
        named = cursor.fetchall()
    for case, told in named:
        found = {entry for one in subjects(loaded(told)) for entry in index.matches(one)}
        if found:
            yield case, found
