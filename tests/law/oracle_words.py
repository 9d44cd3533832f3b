"""What the second reading means by its words: blank, open, the same name."""

import sys

LINES = ["7.1.a", "7.1.b.i", "7.1.b.ii", "7.1.b.iii", "7.1.b.iv"]
WHITE = {chr(c) for c in range(sys.maxunicode + 1) if chr(c).isspace()} - set("\x1c\x1d\x1e\x1f")
DEFAULTS = {
    "article_7_for_all_transfers": False,
    "diversion_covers_ammunition_and_parts": True,
    "diversion_for_all_transfers": True,
    "high_diversion_bars": True,
    "gbv_is_national_ground": False,
    "overriding_reading": "threshold",
}


def blank(text):
    return text is None or all(character in WHITE for character in text)


def squeezed(text):
    words, word = [], ""
    for character in text:
        if character in WHITE:
            words.append(word)
            word = ""
        else:
            word += character
    words.append(word)
    return " ".join(word for word in words if word).casefold()


def get(node, *path):
    for key in path:
        node = (node or {}).get(key)
    return node


def answer(node):
    """None for a blank, otherwise the answer."""
    given = get(node, "answer")
    return None if blank(given) else given


def openness(given):
    if given is None:
        return "missing"
    if given in ("unknown", "undetermined", "gaps"):
        return "unknown"
    return ""
