"""The entries of the lists that names are screened against, indexed once for each state of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q

from assessments.models import EntryKind, ListEntry, ListKind

from .explaining import told
from .index import Index, Listed
from .subjects import Subject, bare

NAMED = (EntryKind.PERSON, EntryKind.ENTITY, EntryKind.VESSEL)
SCREENED = (*NAMED, EntryKind.DENIAL, EntryKind.BROKER)
LISTS = (
    ListKind.SECURITY_COUNCIL,
    ListKind.OTHER_EMBARGO,
    ListKind.DENIAL_OWN,
    ListKind.DENIAL_PARTNER,
    ListKind.BROKERS,
)


def screened(on: date):
    """Persons, entities and vessels listed on a day, denials, and brokers struck off by then."""
    successor = ListEntry.objects.standing().filter(source=OuterRef("source"), key=OuterRef("key"))
    in_force = Q(valid_until=None) | Q(valid_until__gte=on)
    standing = Q(kind__in=(*NAMED, EntryKind.DENIAL), until=None) & in_force
    struck_off = Q(kind=EntryKind.BROKER) & (
        Q(until=None, valid_until__lt=on) | (Q(until__isnull=False) & ~Exists(successor))
    )
    return ListEntry.objects.filter(standing | struck_off)


def names_of(entry: ListEntry) -> tuple[str, ...]:
    """What is compared: for a denial the end user, for all others name and aliases."""
    first = entry.about.get("end_user") if entry.kind == EntryKind.DENIAL else entry.name
    return tuple(name for name in (first, *entry.aliases) if name)


@dataclass(frozen=True)
class Entries:
    """Indexes of one state of the lists: of parties, of vessels, and of numbers."""

    parties: Index
    vessels: Index
    numbers: dict[str, list[tuple[int, str]]]
    count: int

    def matches(self, subject: Subject) -> dict[int, dict]:
        """The entries that a name or number leads to, each with what agrees."""
        index = self.vessels if subject.is_vessel else self.parties
        found = {one.entry: told(one) for one in index.matches(subject.screened_name)}
        for number in subject.numbers:
            for entry, name in self.numbers.get(number, ()):
                found[entry] = {"name": name, **found.get(entry, {}), "number": number}
        return found


def indexed(entries: Iterable[ListEntry]) -> Entries:
    """These entries as they are searched."""
    kept = list(entries)
    numbers: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for entry in kept:
        for what, number in entry.identifiers.items():
            numbers[f"{what.casefold()} {bare(number)}"].append((entry.pk, entry.name))
    return Entries(index_of(kept, vessels=False), index_of(kept, vessels=True), numbers, len(kept))


def index_of(entries: list[ListEntry], *, vessels: bool) -> Index:
    return Index(
        Listed(entry.pk, names_of(entry))
        for entry in entries
        if (entry.kind == EntryKind.VESSEL) == vessels
    )


@lru_cache(maxsize=2)
def entries_at(state: tuple[int, int], on: date) -> Entries:
    """The lists after these loads (the last of them, and how many), on a day."""
    columns = ("kind", "name", "aliases", "identifiers", "about")
    return indexed(screened(on).only(*columns).order_by("pk"))
