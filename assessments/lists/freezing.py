"""What a submission rested on: which edition of which list, and the measures it named."""

from typing import Any

from assessments.models import ListEntry, ListLoad

from .asking import editions
from .touching import EMBARGOES, Supply


def frozen(supply: Supply, letters: list[dict[str, Any]]) -> dict[str, Any]:
    """The editions that stand, the embargoes on the States of the supply, and its letters."""
    loads = editions()
    embargoes = ListEntry.objects.standing().of_kind(*EMBARGOES).filter(kind="measure")
    touching = embargoes.filter(countries__overlap=supply.states).select_related("source")
    return {
        "used": [edition(load) for load in loads],
        "measures": [measure(entry) for entry in touching] if loads else [],
        "letters": letters,
    }


def edition(load: ListLoad) -> dict[str, Any]:
    return {
        "key": load.source.key,
        "kind": load.source.kind,
        "title": load.title,
        "as_of": f"{load.as_of}",
        "next_check": f"{load.next_check}",
        "verified_by": load.verified_by,
        "digest": load.file_id,
    }


def measure(entry: ListEntry) -> dict[str, Any]:
    return {
        "kind": entry.source.kind,
        "name": entry.name,
        "states": entry.countries,
        "citation": entry.citation,
        "valid_until": entry.valid_until and f"{entry.valid_until}",
        "contested": bool(entry.about.get("contested")),
    }
