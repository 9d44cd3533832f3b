"""Other people's text made fit to be printed: whatever it holds, it shows, and changes nothing."""

import re
import unicodedata
from functools import cache
from typing import Any

from django.utils.translation import get_language_bidi

from assessments.cases.naming import has_rtl, isolated
from assessments.models.text import over_strings

REPLACEMENT = "\ufffd"
LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Never seen: what steers the direction of text could turn the words of the record round, and a
# soft hyphen makes the layout engine misjudge the width of a table.
UNSEEN = re.compile("[\xad\u202a-\u202e\u2066-\u2069]")
# Longer runs without a place to break are given one; languages written without spaces have theirs.
LONGEST_RUN, LONGEST_IN_CELL = 80, 24
BREAKS = " \n\u200b\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3001-\ua4cf\uac00-\ud7ff\uf900-\ufaff"
)
INSIDE = f"[^{BREAKS}{UNSPACED}]"
BREAK = "\u200b"


def shown(value: Any, unlettered: frozenset[str] = frozenset()) -> Any:
    """The same JSON value, every string of it fit to be printed.

    Characters of *unlettered*, for which there is no font, stand as their number: [U+1F1E9].
    """
    if not unlettered:
        return over_strings(value, shown_text)
    numbers = {ord(char): f"[U+{ord(char):04X}]" for char in unlettered}
    return over_strings(value, lambda text: shown_text(text).translate(numbers))


def shown_text(text: str) -> str:
    """The text without control characters and halves of characters; a mark in their place."""
    if text.isascii() and text.isprintable():
        return text
    text = UNSEEN.sub("", LINE_ENDS.sub("\n", text).replace("\t", " "))
    return "".join(char if is_shown(char) else REPLACEMENT for char in text)


def is_shown(char: str) -> bool:
    """Whether it can be printed: no control character, surrogate, private or unassigned one."""
    return char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Co", "Cn")


@cache
def _run(longest: int) -> re.Pattern[str]:
    return re.compile(f"({INSIDE}{{{longest}}})(?={INSIDE})")


def breakable(text: str, longest: int = LONGEST_RUN) -> str:
    """The text with places to break in runs longer than a line, set as its own script runs.

    The layout engine's time grows with the square of such a run.
    """
    return set_apart(_run(longest).sub(rf"\1{BREAK}", text))


def set_apart(text: str) -> str:
    """Isolated where all of it runs against the language in use, so that its full stop ends it."""
    is_against = not has_rtl(text) if get_language_bidi() else has_rtl(text) and not has_ltr(text)
    return isolated(text) if is_against and text else text


def has_ltr(text: str) -> bool:
    return any(unicodedata.bidirectional(char) == "L" for char in text)


def direction(text: str) -> str:
    """ "rtl" or "ltr": that of its first letter, as `dir="auto"`, which the engine ignores, is."""
    strong = (unicodedata.bidirectional(char) for char in text)
    first = next((one for one in strong if one in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


def breakable_in_cell(text: str) -> str:
    """The same for a cell of a table, which grows as wide as its longest run."""
    return breakable(text, LONGEST_IN_CELL)


def paragraphs(text: str) -> list[str]:
    """The text as its paragraphs, blank lines left out."""
    return [breakable(line.strip()) for line in text.split("\n") if line.strip()]
