"""A certificate of disposal in words: what there was, by digests and numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

LABELS = {
    "answers": _("Answers"),
    "entries": _("Entries in the ledger"),
    "submissions": _("Submissions, SHA-256"),
    "snapshot": _("Snapshot of the decision, SHA-256"),
    "record": _("Decision record, SHA-256"),
    "files": _("Files, SHA-256"),
}


def told(certificate: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Each line with what it holds; what the case did not have is left out."""
    for name, label in LABELS.items():
        value = certificate.get(name)
        values = value if isinstance(value, list) else [value]
        if shown := [str(one) for one in values if one not in (None, "")]:
            yield str(label), shown
