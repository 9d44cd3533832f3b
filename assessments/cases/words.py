"""The words of a case, for searching, in every script: built in Python.

Words of alphabetic scripts as they are, without marks; Chinese, Japanese and Korean as overlapping
pairs. The same function makes the index and the query.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, Func
from django.db.models.expressions import RawSQL

CJK = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]+)")
WORD = re.compile(r"[^\W_]+")
ARABIC = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None})
LONGEST = 60
MOST = 4000


def fold(text: str) -> str:
    """Lower case, without combining marks, Arabic letter variants made one."""
    split = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in split if not unicodedata.combining(c)).translate(ARABIC)


def lexemes(text: str) -> Iterator[tuple[str, int]]:
    """Each lexeme of the text with its position."""
    position = 0
    for word in WORD.findall(fold(unicodedata.normalize("NFKC", text))):
        for part in filter(None, CJK.split(unicodedata.normalize("NFC", word))):
            if CJK.fullmatch(part):
                for start in range(max(1, len(part) - 1)):
                    position += 1
                    yield part[start : start + 2], position
            else:
                yield part[:LONGEST], position + 1
            position += 1  # a gap: no phrase reaches across


def vector(*texts: str):
    """The tsvector of the texts, as an expression for an UPDATE."""
    return RawSQL("%s::tsvector", [written(*texts)])


def written(*texts: str) -> str:
    """The same as PostgreSQL reads it."""
    places = defaultdict(list)
    for lexeme, position in lexemes("\n".join(texts)):
        if position > MOST:
            break
        if len(places[lexeme]) < 20:
            places[lexeme].append(position)
    return " ".join(
        f"'{lexeme}':{','.join(map(str, positions))}" for lexeme, positions in places.items()
    )


def one_by_one(text: str) -> Func:
    """The search as a condition that no index answers: asked of each case in turn."""
    return Func("words", query(text), function="ts_match_vq", output_field=BooleanField())


def query(text: str):
    """The search for the words typed, each as the beginning of a word; None if there is none."""
    terms = []
    for word in text.split():
        found = [f"'{lexeme}'" for lexeme, _position in lexemes(word)]
        if found:
            terms.append(" <-> ".join([*found[:-1], f"{found[-1]}:*"]))
    if not terms:
        return None
    return SearchQuery(
        " & ".join(f"({term})" for term in terms), search_type="raw", config="simple"
    )
