"""A snapshot to a PDF: PDF/A-3a and PDF/UA-1, the same bytes from the same snapshot.

WeasyPrint needs pango and harfbuzz of the system, so that it is imported only when a record is
made. Bytes depend on its version and on the fonts installed as well; what is kept is therefore the
PDF itself with its digest.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy

from assessments.audit import digests
from assessments.cases.refusals import Refusal

from . import pictures
from .conforming import finished
from .document import made_at, record_html
from .lettering import unlettered

VARIANT = "pdf/a-3a"
SHEET = "css/record.css"


class LibrariesMissing(Refusal):
    """The system libraries that draw the letters of a PDF are not installed."""

    status = 503
    sentence = gettext_lazy(
        "The libraries that make PDFs are missing. Run “python3 -m attwizard run” once, or install"
        " the packages libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0 and fonts-noto-core."
    )


def record_pdf(snapshot: Mapping[str, Any], *, draft: bool = False) -> bytes:
    """The decision record of a snapshot; with *draft*, a copy with DRAFT on every page.

    Made in the language of the snapshot, from it alone. Characters that no font here can draw are
    shown by their number, which takes a second run. Raises LibrariesMissing.
    """
    weasyprint = engine()
    with uncollected():
        body, missing = _drawn(weasyprint, snapshot, draft, frozenset())
        if missing:
            body, _missing = _drawn(weasyprint, snapshot, draft, missing)
    return body


@contextmanager
def uncollected() -> Iterator[None]:
    """Garbage is left lying meanwhile: looking for it in a layout takes an eighth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def engine():
    """WeasyPrint. Raises LibrariesMissing."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise LibrariesMissing from error
    return weasyprint


def _drawn(
    weasyprint, snapshot: Mapping[str, Any], draft: bool, by_number: frozenset[str]
) -> tuple[bytes, frozenset[str]]:
    """The PDF, and the characters that could not be drawn in it."""
    html = record_html(snapshot, draft=draft, unlettered=by_number)
    options = {"stylesheets": _sheets(), "pdf_variant": VARIANT}
    with unlettered() as missing:
        document = weasyprint.HTML(string=html, url_fetcher=pictures.fetcher()).render(**options)
        body = finished(
            lambda finisher: document.write_pdf(
                finisher=finisher, attachments=_attachments(weasyprint, snapshot), **options
            )
        )
    return body, frozenset(missing)


@cache
def _sheets() -> tuple[Any, ...]:
    """The style sheets, read once."""
    fetcher = pictures.fetcher()
    written = Path(finders.find(SHEET)).read_text(encoding="utf-8")
    weasyprint = engine()
    return tuple(
        weasyprint.CSS(string=sheet, url_fetcher=fetcher) for sheet in (written, pictures.sheet())
    )


def _attachments(weasyprint, snapshot: Mapping[str, Any]) -> list[Any]:
    """The case file and the whole snapshot, as canonical JSON."""
    when = made_at(snapshot)
    files = {
        "case-file.json": (snapshot.get("case_file") or {}, "Case file, att-case/1"),
        "snapshot.json": (snapshot, "Snapshot that the record was made from"),
    }
    return [
        weasyprint.Attachment(
            string=digests.canonical(content),
            name=name,
            relationship="Data",
            description=description,
            created=when,
            modified=when,
        )
        for name, (content, description) in files.items()
    ]
