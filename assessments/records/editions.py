"""Editions of a record for other readers: another snapshot, of the fields that they may read.

What an edition does not name it does not have: in the text, the attachments and the metadata alike.
Nothing is blacked out. Kinds of fields: public; case (the assessment and who made it); commercial
(what the applicant told); source (who or what the authority knows it from).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.audit import digests
from assessments.models import Edition

Node = Mapping[str, Any]
ALL = object()  # the whole of what stands there

PUBLIC: dict[str, Any] = {
    "format": ALL,
    "reference": ALL,
    "language": ALL,
    "authority": ALL,
    "demonstration": ALL,
    "ruled_on": ALL,
    "years_kept": ALL,
    "site": ALL,
    "ledger": {"seq": ALL, "hash": ALL},
    "edition": {"id": ALL, "title": ALL, "digest": ALL},
    "standards": {"number": ALL, "confirmed_at": ALL},
    "case_file": {
        "format": ALL,
        "reference": ALL,
        "decision_date": ALL,
        "transfer": {"activity": ALL, "recipient_state": ALL},
        "items": {"id": ALL, "article": ALL},
    },
    "ruling": {
        "items": ALL,
        "sign_offs": ALL,
        "trace": {"rule": ALL, "article": ALL, "standard": ALL, "items": ALL, "effect": ALL},
    },
    "decision": {"at": ALL, "on": ALL, "lines": {"item": ALL, "outcome": ALL}},
    "corrections": {"number": ALL, "at": ALL},
}
# The exporter told it, or has to keep it.
COMMERCIAL: dict[str, Any] = {
    "case_file": {
        "transfer": ALL,
        "items": {
            "description": ALL,
            "control_list_entry": ALL,
            "quantity": ALL,
            "unit": ALL,
            "value": ALL,
            "currency": ALL,
        },
    },
    "decision": {
        "conditions": {
            "items": ALL,
            "code": ALL,
            "text": ALL,
            "is_precedent": ALL,
            "owner": ALL,
            "due_on": ALL,
            "proof": ALL,
            "consequence": ALL,
        }
    },
}
# Named by its place, from the top; the full edition alone has it.
SOURCE: dict[str, Any] = {
    "case_file": {"evidence": {"title": ALL, "url": ALL}},
    "evidence": {"title": ALL, "publisher": ALL, "author": ALL, "place": ALL, "files": ALL},
    "files": {"name": ALL},
    "notes": {"contact": ALL},
    "requests": {"name": ALL},
}
WITHHELD = _("withheld")
EVIDENCE = "evidence"  # the step at which sources are entered
KINDS = {
    "case": _("The assessment, the advice, and the names of those who gave it"),
    "commercial": _("What the applicant told in confidence"),
    "source": _("From whom or from what the authority knows it"),
}
GROUNDS = {
    "case": _("Deliberations of the authority; national law on official secrecy"),
    "commercial": _("Commercial confidence; Article 13(3) for reports"),
    "source": _("Protection of sources and of those they speak of"),
}
READ = {
    Edition.PUBLIC: (PUBLIC,),
    Edition.EXPORTER: (PUBLIC, COMMERCIAL),
}


def edition_of(snapshot: Node, edition: str) -> Node:
    """The snapshot that the edition is made of; the full one is the snapshot itself.

    It says of which record it is an edition, and how much of which kind was withheld.
    """
    if edition == Edition.FULL:
        return snapshot
    if edition == Edition.AUDITOR:
        kept = without_sources(snapshot)
    else:
        trees = READ[Edition(edition)]
        kept = merged(*(picked(snapshot, tree) for tree in trees))
    about = {
        "edition": str(edition),
        "of": digests.digest(snapshot),
        "withheld": withheld(snapshot, kept),
    }
    return {**kept, "record": about}


def picked(value: Any, tree: Any) -> Any:
    """What the tree names of a value; a list is gone through entry by entry."""
    if tree is ALL:
        return value
    if isinstance(value, list):
        return [picked(one, tree) for one in value]
    if not isinstance(value, Mapping):
        return None
    return {name: picked(value[name], below) for name, below in tree.items() if name in value}


def without(value: Any, tree: Any) -> Any:
    """The value, and where the tree names something, that it is withheld."""
    if tree is ALL:
        return str(WITHHELD) if isinstance(value, str) and value else type(value)()
    if isinstance(value, list):
        return [without(one, tree) for one in value]
    if not isinstance(value, Mapping):
        return value
    return {name: without(one, tree[name]) if name in tree else one for name, one in value.items()}


def without_sources(snapshot: Node) -> Node:
    """What an auditor reads: all but where the authority knows it from."""
    kept = without(snapshot, SOURCE)
    for answer in kept.get("answers") or ():
        if answer.get("step") == EVIDENCE:
            answer["content"] = None
    return kept


def merged(first: Any, second: Any = None) -> Any:
    """Two pickings of one value, put together."""
    if second is None:
        return first
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        names = [*first, *(name for name in second if name not in first)]
        return {name: merged(first.get(name), second.get(name)) for name in names}
    if isinstance(first, list) and isinstance(second, list):
        return [merged(*both) for both in zip(first, second, strict=True)]
    return second if first is None else first


def withheld(whole: Node, kept: Node) -> list[dict[str, Any]]:
    """How many fields of each kind are not in the edition."""
    there = dict(fields(kept))
    gone = Counter(kind_of(place) for place, words in fields(whole) if there.get(place) != words)
    return [{"kind": kind, "fields": gone[kind]} for kind in KINDS if gone[kind]]


def fields(value: Any, place: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    """The place of every field that says something, and what it says."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from fields(one, (*place, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from fields(one, (*place, number))
    elif value not in (None, ""):
        yield place, value


def kind_of(place: tuple) -> str:
    """Of what kind a field is, by its place."""
    names = [name for name in place if isinstance(name, str)]
    for kind, tree in (("source", SOURCE), ("commercial", COMMERCIAL)):
        below: Any = tree
        for name in names:
            below = below.get(name, {}) if isinstance(below, Mapping) else below
            if below is ALL:
                return kind
    return "case"
