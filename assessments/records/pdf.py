"""A snapshot to a PDF: PDF/A-3a and PDF/UA-1, the same bytes from the same snapshot.

Bytes depend on the version of the layout engine and on the fonts installed as well; what is kept is
therefore the PDF itself with its digest.
"""

from collections.abc import Mapping
from typing import Any

from assessments.audit import digests

from .conforming import finished
from .document import made_at, record_html
from .engine import engine, laid_out, uncollected
from .lettering import unlettered

VARIANT = "pdf/a-3a"


def record_pdf(snapshot: Mapping[str, Any], *, draft: bool = False) -> bytes:
    """The decision record of a snapshot; with *draft*, a copy with DRAFT on every page.

    Made in the language of the snapshot, from it alone. Characters that no font here can draw are
    shown by their number, which takes a second run. Raises LibrariesMissing.
    """
    with uncollected():
        body, missing = _drawn(snapshot, draft, frozenset())
        if missing:
            body, _missing = _drawn(snapshot, draft, missing)
    return body


def _drawn(
    snapshot: Mapping[str, Any], draft: bool, by_number: frozenset[str]
) -> tuple[bytes, frozenset[str]]:
    """The PDF, and the characters that could not be drawn in it."""
    html = record_html(snapshot, draft=draft, unlettered=by_number)
    with unlettered() as missing:
        document = laid_out(html, pdf_variant=VARIANT)
        body = finished(
            lambda finisher: document.write_pdf(
                finisher=finisher, attachments=_attachments(snapshot), pdf_variant=VARIANT
            )
        )
    return body, frozenset(missing)


def _attachments(snapshot: Mapping[str, Any]) -> list[Any]:
    """The case file and the whole snapshot, as canonical JSON."""
    when = made_at(snapshot)
    files = {
        "case-file.json": (snapshot.get("case_file") or {}, "Case file, att-case/1"),
        "snapshot.json": (snapshot, "Snapshot that the record was made from"),
    }
    return [
        engine().Attachment(
            string=digests.canonical(content),
            name=name,
            relationship="Data",
            description=description,
            created=when,
            modified=when,
        )
        for name, (content, description) in files.items()
    ]
