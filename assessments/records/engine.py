"""WeasyPrint as records use it: what it reads once is kept for all of them.

It needs pango and harfbuzz of the system, so that it is imported only when a record is made.
"""

import gc
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy

from assessments.cases.refusals import Refusal

from . import pictures

ELEMENTS, SHEET = "css/record-elements.css", "css/record.css"
_of_thread = threading.local()


class LibrariesMissing(Refusal):
    """The system libraries that draw the letters of a PDF are not installed."""

    status = 503
    sentence = gettext_lazy(
        "The libraries that make PDFs are missing. Run “python3 -m attwizard run” once, or install"
        " the packages libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0 and fonts-noto-core."
    )


def engine():
    """WeasyPrint. Raises LibrariesMissing."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise LibrariesMissing from error
    _lay_out_lines_once()
    return weasyprint


def laid_out(html: str, **options: Any):
    """The document of some HTML, in pages. Raises LibrariesMissing."""
    engine()
    return _html_class()(string=html, url_fetcher=pictures.fetcher()).render(
        font_config=fonts(), stylesheets=sheets(), **options
    )


@cache
def _html_class():
    import weasyprint

    elements = weasyprint.CSS(string=written(ELEMENTS))

    class Html(weasyprint.HTML):
        """HTML of the few elements that a record is made of.

        The sheet of WeasyPrint is for all of them, and gives each a style for its footnotes.
        """

        def _ua_stylesheets(self, forms=False):
            return [elements]

    return Html


def fonts():
    """The fonts of the system as pango has found them: of one thread, as it is used by one."""
    if not hasattr(_of_thread, "fonts"):
        from weasyprint.text.fonts import FontConfiguration

        _of_thread.fonts = FontConfiguration()
    return _of_thread.fonts


@cache
def sheets() -> tuple[Any, ...]:
    """The style sheets of a record, read once."""
    import weasyprint

    fetcher = pictures.fetcher()
    return tuple(
        weasyprint.CSS(string=sheet, url_fetcher=fetcher)
        for sheet in (written(SHEET), pictures.sheet())
    )


def written(sheet: str) -> str:
    """The text of a style sheet."""
    return Path(finders.find(sheet)).read_text(encoding="utf-8")


@cache
def _lay_out_lines_once() -> None:
    """WeasyPrint 70 lays out each line that runs from right to left twice, and what stands in it.

    It looks whether the line, now that it is so high, must make way for something that floats, and
    takes the width it had before, none, for that of another line. Where nothing floats there is
    nothing to make way for, however high the line is. (No line of a record holds a float itself.)
    """
    from weasyprint.formatting_structure.boxes import LineBox
    from weasyprint.layout import inline

    avoid_collisions = inline.avoid_collisions

    def avoided(context, box, containing_block, outer=True):
        found = avoid_collisions(context, box, containing_block, outer)
        if isinstance(box, LineBox) and not context.excluded_shapes:
            box.height = math.inf
        return found

    inline.avoid_collisions = avoided


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
