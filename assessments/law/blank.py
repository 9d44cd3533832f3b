"""When an answer is blank, when it is open, and when two names are the same."""

import re

from assessments.law.answers import OPEN_ANSWERS

# The characters with the Unicode property White_Space. `str.split` would also take the four
# information separators U+001C to U+001F, which Unicode does not count as white space.
WHITE_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
RUN = re.compile(f"[{WHITE_SPACE}]+")


def is_blank(text: str | None) -> bool:
    """Whether nothing was answered: absent, empty, or white space only."""
    return not text or not text.strip(WHITE_SPACE)


def why_open(answer: str | None) -> str | None:
    """The code of the open point that an answer gives, or None if the answer is settled.

    Not knowing is an answer, and never the same as "none"; a blank is not even that.
    """
    if answer is None:
        return "missing"
    return "unknown" if answer in OPEN_ANSWERS else None


def folded(name: str) -> str:
    """A name as names are compared: trimmed, white space made one space, fully case-folded."""
    return RUN.sub(" ", name).strip(" ").casefold()
