"""Passwords that others have used before, and what is easily made of them: looked up offline.

The file of the filter holds the first four bytes of the SHA-256 of each password, in order. One in
ten thousand good passwords is taken for a known one, and its owner thinks of another.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FILTER = settings.BASE_DIR / "fixtures" / "passwords" / "breached.filter"
SHORTEST, SIZE = 15, 4
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def folded(password: str) -> str:
    """Small and capital letters, and ways to write the same letter, make no difference."""
    return unicodedata.normalize("NFKC", password).casefold()


def mark(password: str) -> bytes:
    return hashlib.sha256(folded(password).encode("utf-8", "surrogatepass")).digest()[:SIZE]


def build(passwords: Iterable[str]) -> bytes:
    """The filter of all that are long enough to be chosen here at all."""
    return b"".join(sorted({mark(one) for one in passwords if len(one) >= SHORTEST}))


def is_in(marks: bytes, wanted: bytes) -> bool:
    """By halving: the marks are in order."""
    low, high = 0, len(marks) // SIZE
    while low < high:
        middle = (low + high) // 2
        found = marks[middle * SIZE : (middle + 1) * SIZE]
        if found == wanted:
            return True
        low, high = (middle + 1, high) if found < wanted else (low, middle)
    return False


@cache
def marks(path: Path = FILTER) -> bytes:
    return path.read_bytes()


@cache
def common() -> frozenset[str]:
    """Django's list of the twenty thousand most common passwords, most of them short."""
    return frozenset(CommonPasswordValidator().passwords)


def is_known(password: str) -> bool:
    """Whether somebody had it before, or it is a common one repeated or filled up."""
    core = AROUND.sub("", folded(password))
    unit = repeated(core or folded(password))
    return is_in(marks(), mark(password)) or unit in common() or len(set(unit)) < 5


def repeated(text: str) -> str:
    """What the text is a repetition of: "abcabcab" is "abc", the last time in part."""
    lengths = range(1, len(text) // 2 + 1)
    units = (text[:n] for n in lengths if (text[:n] * len(text))[: len(text)] == text)
    return next(units, text)


class NotBreached:
    """Validator for AUTH_PASSWORD_VALIDATORS; the names of this place count as common words."""

    def validate(self, password, user=None):
        if is_known(password) or is_made_of_names(password):
            raise ValidationError(
                _(
                    "This password is one that others have used before, or is easily made of one."
                    " Choose words of your own."
                ),
                code="password_breached",
            )

    def get_help_text(self):
        return _("Your password must not be one that others have used before.")


def is_made_of_names(password: str) -> bool:
    """Nothing but the names of the authority and of this application, filled up."""
    names = [*folded(settings.AUTHORITY_NAME).split(), "attwizard", "password"]
    whole = rest = folded(password)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "")
    return rest != whole and len(re.sub(r"[\W\d_]", "", rest)) < 5
