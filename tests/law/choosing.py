"""The smallest choices of which a generated case file is made: texts, days, numbers, names."""

import calendar
import string

TEMPERS = (0.0, 0.5, 0.8, 0.9, 0.97)

ODD_TEXTS = (
    "",
    " ",
    "\t\n\r\f\v",
    "\x85\xa0\u1680\u2003\u2028\u3000",
    "\x1c\x1f",
    "\u200b\ufeff",
    "0",
    "null",
    "ARMY OF STATE A",
    " army\u3000 of\nState\x85A ",
    "Straße der STRASSE ﬁ İ",
    "وزارة الدفاع",
    "国防部 艇",
    "Не\u0301т 👩\u200d🚀",
    "\x00\x07\x7f",
    "<script>alert('x')</script> & \"quotes\" {{ braces }} %(percent)s",
    "'; drop table answers; --",
    "../../etc/passwd\\n",
    "x" * 300,
)


class Choosing:
    """Chooses by a `random.Random`; `temper` is the share of choices that stay harmless."""

    def __init__(self, chance):
        self.chance = chance
        self.temper = chance.choice(TEMPERS)

    # The smallest choices

    def calm(self):
        return self.chance.random() < self.temper

    def maybe(self, share=0.5):
        return self.chance.random() < share

    def text(self, least=0, most=300):
        if self.calm():
            return "Text"
        if self.maybe(0.7):
            return (self.chance.choice(ODD_TEXTS) or "x" * least)[:most]
        length = self.chance.randint(max(least, 1), 8)
        return "".join(self.character() for _ in range(length))

    def character(self):
        code = self.chance.choice((0x20, 0x7F, 0xFF, 0x7FF, 0xFFFF, 0x1FFFF))
        code = self.chance.randint(0, code)
        return chr(code) if not 0xD800 <= code <= 0xDFFF else "?"

    def day(self):
        if self.calm():
            return "2026-06-01"
        if self.maybe(0.3):
            return self.chance.choice(("0001-01-01", "9999-12-31", "2024-02-29", "2026-05-31"))
        year, month = self.chance.randint(1, 9999), self.chance.randint(1, 12)
        last = calendar.monthrange(year, month)[1]
        return f"{year:04}-{month:02}-{self.chance.randint(1, last):02}"

    def number(self):
        return self.chance.choice(
            (1, 10, 10.0, 0.5, 1e-9, 10**15, 10**30, 1.7e308, 9007199254740993)
        )

    def state(self):
        return self.chance.choice(("XA", "XB", "ZZ"))

    def name(self):
        alphabet = string.ascii_letters + string.digits + "_-"
        if self.calm():
            return self.chance.choice("123456789")
        length = self.chance.choice((1, 2, 3, 40))
        return "".join(self.chance.choice(alphabet) for _ in range(length))

    def names(self, most):
        return sorted({self.name() for _ in range(self.chance.randint(0, most))}, key=self.mixed)

    def mixed(self, _):
        return self.chance.random()

    def some_of(self, choices):
        chosen = [each for each in choices if self.maybe()]
        return sorted(chosen, key=self.mixed)

    def sometimes(self, node, share=0.15, **entries):
        """Add each entry, a function that writes its value, now and then."""
        for key, write in entries.items():
            if self.maybe(share):
                node[key] = write()
        return node
