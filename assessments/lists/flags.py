"""Cases flagged because a list or a letter has changed, until somebody says what it means."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assessments.audit.trail import Verb, record
from assessments.models import Case, ExemptionLetter, ListEntry, ListFlag, User

from .touching import BY_STATE, Supply


@dataclass(frozen=True)
class Change:
    """A flag with what changed: entries that say something now, and those that no longer do."""

    flag: ListFlag
    begun: list[ListEntry]
    ended: list[ListEntry]

    @property
    def name(self) -> str:
        return name_of(self.flag)


def name_of(flag: ListFlag) -> str:
    """The list or the letter that changed."""
    return flag.load.title if flag.load else flag.letter.reference


def changes(case: Case) -> list[Change]:
    """All flags of a case with what changed, the latest first, in two questions."""
    flags = case.list_flags.select_related("load__source", "letter", "seen_by")
    flags = list(flags.order_by("-raised_at", "-pk"))
    keys = {key for flag in flags for key in flag.entries}
    entries = ListEntry.objects.filter(pk__in=keys).select_related("source").in_bulk()
    return [
        Change(flag, *parted(flag, [entries[key] for key in flag.entries if key in entries]))
        for flag in flags
    ]


def parted(flag: ListFlag, entries: list[ListEntry]) -> tuple[list[ListEntry], list[ListEntry]]:
    begun = [one for one in entries if flag.load and one.since == flag.load.loaded_at]
    return begun, [one for one in entries if one not in begun]


@transaction.atomic
def look(case: Case, *, upto: int, remark: str, by: User) -> int:
    """What the changes up to a flag mean for the case, once for each. Gives how many they were."""
    waiting = ListFlag.objects.select_for_update(of=("self",)).filter(
        case=case, seen_at=None, pk__lte=upto
    )
    flags = list(waiting.select_related("load", "letter").order_by("pk"))
    if not flags:
        return 0
    ListFlag.objects.filter(pk__in=[flag.pk for flag in flags]).update(
        seen_by=by, seen_at=timezone.now(), remark=remark
    )
    names = ", ".join(dict.fromkeys(map(name_of, flags)))
    pks = [flag.pk for flag in flags]
    record(Verb.LIST_CHANGE_SEEN, case, by=by, name=names, flags=pks, remark=remark)
    return len(flags)


def pass_on(case: Case, new: Case) -> None:
    """What waits to be looked at on a case waits on the one that is split off, too."""
    ListFlag.objects.bulk_create(
        ListFlag(case=new, load=one.load, letter=one.letter, entries=one.entries)
        for one in case.list_flags.filter(seen_at=None).select_related("load", "letter")
    )


@dataclass(frozen=True)
class Since:
    """What the lists say otherwise than at a moment, as far as it concerns a supply."""

    begun: list[ListEntry]
    ended: list[ListEntry]
    letters: list[ExemptionLetter]

    def __bool__(self) -> bool:
        return bool(self.begun or self.ended or self.letters)


def changed_since(supply: Supply, letters: Iterable[int], moment) -> Since:
    """Embargoes and States Parties of its States, and letters it names, changed after a moment."""
    touching = ListEntry.objects.of_kind(*BY_STATE).filter(countries__overlap=supply.states)
    touching = touching.select_related("source")
    begun = touching.filter(since__gt=moment, until=None)
    ended = touching.filter(Q(until__gt=moment), since__lte=moment)
    ended_letters = ExemptionLetter.objects.filter(pk__in=list(letters), ended_on__isnull=False)
    return Since(list(begun), list(ended), list(ended_letters) if letters else [])


def as_json(since: Since) -> list[dict[str, Any]]:
    """The same to be kept with a decision."""
    rows = [
        {"list": one.source.key, "name": one.name, "citation": one.citation, "stands": stands}
        for stands, entries in ((True, since.begun), (False, since.ended))
        for one in entries
    ]
    return rows + [
        {"list": "", "name": one.reference, "citation": one.issued_by, "stands": False}
        for one in since.letters
    ]
