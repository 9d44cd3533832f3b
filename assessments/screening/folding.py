"""A name as parts that can be compared: one script, one case, nothing that carries no identity.

Accents, punctuation and legal forms (Ltd, GmbH, ООО) fall away; particles (al-, bin, de la) count
for next to nothing. Each part keeps three spellings: as written, as it sounds (so that ways of
transliterating become one), and its consonants: all that Arabic and Hebrew have of most words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from .small_words import BY_WORD, FORMS, PARTICLES, TRADE

FORMS_IN_SIGNS = re.compile(
    "(?:股份|責任|责任)?有限(?:責任|责任)?公司|公司|株式会社|有限会社|合同会社|주식회사|유한회사|[(（][株有주유][)）]"
)
LETTER = r"[^\W\d_]"
DOTTED = re.compile(rf"(?<!\w)(?:{LETTER}[./])+{LETTER}(?!\w)\.?")
SOCIEDAD = re.compile(r"(?<!\w)S\. ?(?=(?:de|en) )")
SHIP = re.compile(r"(?<!\w)[MS]/[VTSY](?!\w)", re.IGNORECASE)
ELIDED = re.compile(rf"(?<!\w)({LETTER}{{1,2}})['’ʼ`´](?={LETTER})")
APOSTROPHES = re.compile(r"['’ʼ`´ʿʾ‘]")
FORMERLY = re.compile(
    r"[(\[]?(?<!\w)(?:ex|formerly|alias|also known as|a\.?k\.?a\.?|f\.?k\.?a\.?)(?!\w)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+")
LONGEST = 24  # parts of a name that are compared
MOST = 400  # characters of it
SYLLABIC = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]")
VOWELLESS = re.compile(r"[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefe]")
GREEK_LETTERS = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
HEBREW = str.maketrans(
    dict(
        zip(
            "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
            ("", *"bgdhwzhtykklmmnns", "", "p", "p", "ts", "ts", "k", "r", "sh", "t"),
            strict=True,
        )
    )
)
GREEK = [
    (re.compile(pattern), latin)
    for pattern, latin in (
        ("ου", "ou"),
        ("([αεη])υ", r"\1v"),
        (r"\bμπ", "b"),
        ("μπ", "mb"),
        (r"\bντ", "d"),
        ("γ(?=[γκχξ])", "n"),
        ("β", "v"),
        ("[ηυ]", "i"),
    )
]
UKRAINIAN = re.compile("[ІіЇїЄєҐґ]"), str.maketrans("ГгИи", "HhYy")
TURKISH = re.compile("[Ğğİı]"), str.maketrans({"ç": "ch", "Ç": "Ch", "c": "j", "C": "J"})
HOOKED = str.maketrans(
    {
        **{"đ": "dj", "Đ": "Dj", "č": "ch", "Č": "Ch", "ć": "ch", "Ć": "Ch", "ž": "zh", "Ž": "Zh"},
        "چ": "cz",
    }
)
ARTICLE_OF_ARABIC = re.compile("^ال(?=.{3})")
IN_SIGNS = re.compile("|".join(sorted(filter(SYLLABIC.search, BY_WORD), key=len, reverse=True)))
ROMAN = {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}
SILENT = re.compile("(?<=.)[\u0647\u0629\u06be\u06c1]")  # h: else two letters read as "sh" or "zh"
DIGITS = re.compile(r"(\d+)")
SERVANT = re.compile(r"^abd(?:[aeiou]{1,2}[lrsntz]?)?(?=[a-z]{3})(?!l?l?ah?i?$)|^abd[aeou]+l$")

# Spellings of the same sound, longest first; capitals keep what is done from being done again.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("schtsch|shtsh|shch|chtch", "SC"),
        ("tsch|tch|tsh|ch(?=r?[aeiouy]|$)|cz|cs(?!$)", "C"),
        ("dsch|dzh|dj|zh", "J"),
        ("kh", "H"),
        ("sch|sh|sz", "S"),
        ("th", "T"),
        ("dh", "D"),
        ("gh", "G"),
        ("ph", "F"),
        ("ts|tz", "S"),
        ("ck|q", "K"),
        ("x", "KS"),
        ("c(?=[eiy])", "S"),
        ("c", "K"),
        ("oua", "ua"),
        ("j$|(?<=[aeiou])j(?![aeiou])", "i"),
        ("[aeo]?[iy][eyij]*|ee+|[ae]i|^ye", "i"),
        ("aou|ue|oe|ou|oo|au|eu|eo|aw|ow(?![aeiou])", "u"),
        ("ae", "a"),
        ("e", "i"),
        ("o", "u"),
        ("[wv]", "f"),
        ("z", "s"),
        (r"(?<=[^aeiou])h|h$", ""),
    )
]
TWICE = re.compile(r"(.)\1+")
BONES = [
    (re.compile(pattern), bone)
    for pattern, bone in (
        ("schtsch|shch", "sC"),
        ("tsch", "C"),
        ("sch|sh|sz", "s"),
        ("tch|ch(?=r?[aeiouy]|$)|cz", "C"),
        ("dsch|dzh|dj|zh", "J"),
        ("kh|gh|ck|[gqc]", "k"),
        ("x", "ks"),
        ("ts|tz|z", "s"),
        ("th|dh|d", "t"),
        ("ph|[bvf]", "p"),
        (r"(?<=.)[wh]", ""),
        ("[aeiouy]", ""),
    )
]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One word of a name in its three spellings; `shown` is how it was written.

    One that is `minor` (al-, bin, of) says nothing by itself and may be written with the next.
    """

    shown: str
    plain: str
    sound: str
    bones: str
    is_vowelless: bool = False
    is_minor: bool = False

    @property
    def is_trade(self) -> bool:
        return self.plain in TRADE

    def joined(self, other: "Part") -> "Part":
        """Two neighbours written as one word."""
        return part(
            f"{self.shown} {other.shown}",
            self.plain + other.plain,
            self.is_vowelless or other.is_vowelless,
        )


@lru_cache(maxsize=200_000)
def part(shown: str, plain: str, is_vowelless: bool) -> Part:
    sound = plain if is_vowelless else sounded(plain)
    is_initial = len(shown) == 1 and shown.isupper()
    is_minor = plain in PARTICLES and not is_initial
    return Part(shown, plain, sound, boned(plain), is_vowelless, is_minor)


@lru_cache(maxsize=100_000)
def sounded(plain: str) -> str:
    """As it sounds: "Yevgeniy" and "Evgeny", "Husayn" and "Hussein" come out the same."""
    found = rewritten(plain, SOUNDS)
    return TWICE.sub(r"\1", found) or plain


@lru_cache(maxsize=100_000)
def boned(plain: str) -> str:
    """Consonants only, voiced and voiceless as one: all that some scripts write."""
    return rewritten(plain, BONES) or plain


def rewritten(plain: str, rules: list[tuple[re.Pattern[str], str]]) -> str:
    found = TWICE.sub(r"\1", plain)
    for pattern, sound in rules:
        found = pattern.sub(sound, found)
    return found.lower()


@lru_cache(maxsize=100_000)
def bare_bones(one: Part) -> frozenset[str]:
    """The consonants, with the letters that are read as one or as none."""
    if one.is_vowelless:
        return frozenset((one.bones, boned(one.plain.replace("w", "v"))))
    return frozenset((one.bones, one.bones.replace("c", "")))


@lru_cache(maxsize=50_000)
def parts(name: str) -> tuple[Part, ...]:
    """The parts of a name in their order, without legal forms unless there is nothing else."""
    found = [one for word in words(name) for one in translated(word)]
    kept = [one for one in found if one.plain not in FORMS]
    return tuple((kept if any(not one.is_minor for one in kept) else found)[:LONGEST])


def translated(word: str) -> list[Part]:
    """A word of business in English, shown as it was written; any other as it is."""
    said = BY_WORD.get(word.casefold())
    if said is None:
        return written(word)
    return [part(word, plain, False) for plain in said.split()]


def readings(name: str) -> tuple[str, ...]:
    """The names that one line gives: "Ocean Jade (ex Ocean Jewel)" are two."""
    found = (one.strip(' ,;()[]"') for one in FORMERLY.split(name))
    return tuple(one for one in found if parts(one)) or (name,)


def words(name: str) -> list[str]:
    text = FORMS_IN_SIGNS.sub(" ", SHIP.sub(" ", unicodedata.normalize("NFKC", name[:MOST])))
    for letters, read in (UKRAINIAN, TURKISH):
        text = text.translate(read) if letters.search(text) else text
    text = SOCIEDAD.sub(" ", text)
    text = IN_SIGNS.sub(lambda found: f" {BY_WORD[found.group()]} ", text)
    text = DOTTED.sub(lambda found: f" {re.sub('[./]', '', found.group())} ", text)
    text = ELIDED.sub(r"\1 ", text)
    return WORD.findall(APOSTROPHES.sub("", text))


def written(word: str) -> list[Part]:
    """A word in Latin letters; signs that stand for syllables and digits become parts."""
    if word in ROMAN:
        word = ROMAN[word]
    if VOWELLESS.search(word):
        shown = ARTICLE_OF_ARABIC.sub("", word)
        plain = latin(SILENT.sub("", shown).translate(HEBREW))
        return [part(word, plain, True)] if plain else []
    pieces: list[str] = []
    for piece in DIGITS.split(word):
        pieces += list(piece) if SYLLABIC.search(piece) else [piece]
    return [one for piece in pieces if piece for one in in_latin(piece)]


def in_latin(piece: str) -> list[Part]:
    plain = latin(piece)
    served = SERVANT.match(plain)
    if served:
        rest = plain[served.end() :]
        return [part("Abd", "abd", False), *([part(rest, rest, False)] if rest else [])]
    return [part(piece, plain, False)] if plain else []


def latin(text: str) -> str:
    if GREEK_LETTERS.search(text):
        text = bare(text.casefold())
        for pattern, letters in GREEK:
            text = pattern.sub(letters, text)
    return "".join(one for one in anyascii(text.translate(HOOKED)).casefold() if one.isalnum())


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
