"""Load a list: what is new begins, what is gone or changed ends, and cases it touches are flagged.

Whoever else looks at what changed (names are screened elsewhere) adds a function to `FINDERS`.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.models import ListEntry, ListFile, ListFlag, ListLoad, ListSource, User

from .editing import require_editor
from .touching import touched_by_state

BATCH = 2000
PROGRAM = "manage.py"

# The cases that entries touch which began or ended with a load, and by which of them.
Finder = Callable[[ListLoad, Sequence[ListEntry]], Mapping[UUID, Iterable[int]]]
FINDERS: list[Finder] = [touched_by_state]


class ListMovedOn(Refusal):
    sentence = _("This list was loaded meanwhile. Look at what would change now.")


class AnotherKind(Refusal):
    sentence = _("A list of this key is loaded already, and it is of another kind.")


class OlderList(Refusal):
    sentence = _("What is loaded is of a later day than this file. An older list is not loaded.")


class EndsMany(Refusal):
    sentence = _(
        "More than a tenth of the entries would end. Confirm that this is meant, or load the whole"
        " list."
    )


@dataclass(frozen=True)
class Preview:
    """What would change if the file were loaded now."""

    content: dict[str, Any]
    standing: ListLoad | None
    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[ListEntry, dict[str, Any]]] = field(default_factory=list)
    ended: list[ListEntry] = field(default_factory=list)
    unchanged: int = 0

    @property
    def number(self) -> int:
        """That of the load which stands; 0 for a new list."""
        return self.standing.number if self.standing else 0

    @cached_property
    def ends_many(self) -> bool:
        """Whether more than a tenth of the entries that stand would end."""
        return 10 * len(self.ended) > len(self.ended) + len(self.changed) + self.unchanged


def preview(content: dict[str, Any]) -> Preview:
    """Compare a list with what stands. Raises AnotherKind, OlderList."""
    source = ListSource.objects.filter(key=content["key"]).first()
    if source is None:
        return Preview(content, None, added=list(map(fields_of, content["entries"])))
    last = source.loads.order_by("-number").first()
    if source.kind != content["kind"]:
        raise AnotherKind
    if last and date.fromisoformat(content["as_of"]) < last.as_of:
        raise OlderList
    standing = {entry.key: entry for entry in source.entries.standing()}
    found = Compared()
    for given in content["entries"]:
        found.take(fields_of(given), standing.pop(given["key"], None))
    return Preview(
        content, last, found.added, found.changed, list(standing.values()), found.unchanged
    )


@dataclass
class Compared:
    """Entries as they come, beside those that stand."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[ListEntry, dict[str, Any]]] = field(default_factory=list)
    unchanged: int = 0

    def take(self, given: dict[str, Any], stands: ListEntry | None) -> None:
        if stands is None:
            self.added.append(given)
        elif all(getattr(stands, name) == value for name, value in given.items()):
            self.unchanged += 1
        else:
            self.changed.append((stands, given))


def fields_of(given: dict[str, Any]) -> dict[str, Any]:
    """An entry of the file as the fields of its row."""
    return {
        "key": given["key"],
        "kind": given["kind"],
        "name": given["name"],
        "aliases": given.get("aliases", []),
        "identifiers": given.get("identifiers", {}),
        "countries": given.get("countries", []),
        "text": given.get("text", ""),
        "citation": given.get("citation", ""),
        "valid_from": day(given.get("valid_from")),
        "valid_until": day(given.get("valid_until")),
        "about": given.get("about", {}),
    }


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def load_list(
    content: dict[str, Any],
    file: ListFile,
    *,
    by: User | None,
    seen: int | None = None,
    may_end_many: bool = False,
) -> ListLoad:
    """Load a checked list; `by` nobody is the command, `seen` the load that a preview was made of.

    Raises NotPermitted, ListMovedOn, AnotherKind, OlderList, EndsMany.
    """
    if by is not None:
        require_editor(by)
    try:
        with transaction.atomic():
            shown = preview(content)
            if seen is not None and seen != shown.number:
                raise ListMovedOn
            if shown.ends_many and not may_end_many:
                raise EndsMany
            load = write(shown, file, by)
            flagged = flag(load)
            tell(load, content["key"], file, flagged, by)
    except IntegrityError as error:
        if "loads_are_numbered" not in str(error) and "listsource_key" not in str(error):
            raise
        raise ListMovedOn from error
    return load


def write(shown: Preview, file: ListFile, by: User | None) -> ListLoad:
    """The load itself, which another one waits for; then the entries that end and begin."""
    content = shown.content
    source, _is_new = ListSource.objects.get_or_create(
        key=content["key"], defaults={"kind": content["kind"]}
    )
    load = ListLoad.objects.create(
        source=source,
        number=shown.number + 1,
        title=content["title"],
        publisher=content["publisher"],
        citation=content.get("citation", ""),
        as_of=day(content["as_of"]),
        next_check=day(content["next_check"]),
        verified_by=content.get("verified_by", ""),
        file=file,
        loaded_at=timezone.now(),
        loaded_by=by,
        added=len(shown.added),
        changed=len(shown.changed),
        ended=len(shown.ended),
        unchanged=shown.unchanged,
    )
    gone = [entry.pk for entry in (*shown.ended, *(old for old, _new in shown.changed))]
    ListEntry.objects.filter(pk__in=gone).update(until=load.loaded_at)
    begun = [*shown.added, *(new for _old, new in shown.changed)]
    ListEntry.objects.bulk_create(
        (ListEntry(source=source, since=load.loaded_at, **new) for new in begun), batch_size=BATCH
    )
    return load


def changes_of(load: ListLoad):
    """The entries that began or ended with a load."""
    entries = load.source.entries
    return entries.filter(since=load.loaded_at) | entries.filter(until=load.loaded_at)


def flag(load: ListLoad) -> int:
    """Flag each case that the changes touch. Gives how many."""
    entries = list(changes_of(load))
    touched: dict[UUID, set[int]] = {}
    for finder in FINDERS:
        for case, by_which in finder(load, entries).items():
            touched.setdefault(case, set()).update(by_which)
    ListFlag.objects.bulk_create(
        ListFlag(case_id=case, load=load, entries=sorted(by_which))
        for case, by_which in touched.items()
    )
    return len(touched)


def tell(load: ListLoad, key: str, file: ListFile, flagged: int, by: User | None) -> None:
    record(
        Verb.LIST_LOADED,
        None,
        by=by or PROGRAM,
        list=key,
        name=load.title,
        number=load.number,
        as_of=load.as_of,
        digest=file.digest,
        added=load.added,
        changed=load.changed,
        ended=load.ended,
        flagged=flagged,
    )


def keep_file(body: bytes) -> ListFile:
    """The file as it came, by its digest."""
    digest = hashlib.sha256(body).hexdigest()
    file, _is_new = ListFile.objects.get_or_create(digest=digest, defaults={"body": body})
    return file
