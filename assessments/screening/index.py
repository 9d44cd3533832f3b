"""An index over the names of lists: ten thousand entries are looked through in milliseconds.

Only names that share a part, or one like it, are compared in full. What is rare among the names of
the lists counts more than what half of them contain.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .comparing import ALIKE, SHORT, Comparison, blended, compare, spans
from .folding import Part, bare_bones, parts, readings

FOUND = 0.8  # the score from which a match is proposed
FEWEST = 1000  # names as if there were so many: few entries do not make a word common
TRADE = 0.4  # how much a word of business counts beside a name
LEAST = 0.2  # the share of a name that another has to have for it to be looked at
LIKELY = 0.66  # and the score it could reach at best for it to be compared in full
COMPARED = 120  # names compared in full, at most, for one that is looked for


@dataclass(frozen=True, slots=True)
class Listed:
    """What is compared of an entry: its row, its name and its aliases."""

    entry: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An entry whose name is like the one looked for; `name` is the one of its names that is."""

    entry: int
    name: str
    ours: tuple[Part, ...]
    theirs: tuple[Part, ...]
    comparison: Comparison

    @property
    def score(self) -> float:
        return self.comparison.score


class Index:
    """The names of the lists, made once for all screenings until a list changes."""

    def __init__(self, listed: Iterable[Listed]):
        self.names: list[tuple[int, str, tuple[Part, ...]]] = []
        self.sounds: dict[str, set[int]] = defaultdict(set)
        self.bones: dict[str, set[int]] = defaultdict(set)
        self.vowelless: dict[str, set[int]] = defaultdict(set)
        self.pairs: dict[str, set[int]] = defaultdict(set)
        self.weights: dict[Part, float] = {}
        self.wholes: dict[int, float] = {}
        for one in listed:
            for name in one.names:
                for reading in readings(name):
                    self.add(one.entry, reading)
        self.spoken = [sound for sound in self.sounds if len(sound) > SHORT]

    def add(self, entry: int, name: str) -> None:
        """One name of an entry under all that it may be found by."""
        number = len(self.names)
        found = parts(name)
        if not found:
            return
        self.names.append((entry, name, found))
        for places, one in spans(found):
            if len(places) > 1:
                self.pairs[one.sound].add(number)
                self.pairs[one.bones].add(number)
                continue
            if one.is_minor:
                continue
            self.sounds[one.sound].add(number)
            for bones in bare_bones(one):
                self.bones[bones].add(number)
                if one.is_vowelless:
                    self.vowelless[bones].add(number)

    def weight(self, one: Part) -> float:
        """From 0.05 to 1: how much it says that two names have this part in common."""
        if one not in self.weights:
            self.weights[one] = self.weighed(one)
        return self.weights[one]

    def weighed(self, one: Part) -> float:
        if one.is_minor:
            return 0.05
        names = max(len(self.names), FEWEST)
        having = len(self.sounds.get(one.sound, ()))
        rarity = math.log(names / (having + 1)) / math.log(names)
        length = min(1.0, 0.4 + len(one.plain) / 8)
        return max(0.1, rarity * length * (TRADE if one.is_trade else 1.0))

    def matches(self, name: str) -> list[Found]:
        """The entries with a name like this one, the likeliest first; each entry once."""
        best: dict[int, Found] = {}
        for reading in readings(name):
            self.look_for(parts(reading), best)
        return sorted(best.values(), key=lambda one: (-one.score, one.entry))

    def look_for(self, ours: tuple[Part, ...], best: dict[int, Found]) -> None:
        for number in self.likely(ours):
            entry, listed, theirs = self.names[number]
            comparison = compare(ours, theirs, self.weight)
            if comparison.score >= FOUND and (
                entry not in best or comparison.score > best[entry].score
            ):
                best[entry] = Found(entry, listed, ours, theirs, comparison)

    def likely(self, ours: tuple[Part, ...]) -> list[int]:
        """The names that share enough with this one to be compared in full."""
        shared: dict[int, int] = defaultdict(int)
        for places, one in spans(ours):
            mask = sum(1 << place for place in places)
            for number in self.having(one, is_pair=len(places) > 1):
                shared[number] |= mask
        whole = self.worth(ours, -1)
        initials = sum(len(one.plain) == 1 for one in ours)
        worth = {mask: self.worth(ours, mask) for mask in set(shared.values())}
        bounds = [
            (blended(weight / whole, min(1.0, (weight + initials) / self.whole(number))), number)
            for number, mask in shared.items()
            if (weight := worth[mask]) >= LEAST * whole
        ]
        likely = sorted((-bound, number) for bound, number in bounds if bound >= LIKELY)
        return [number for _bound, number in likely[:COMPARED]]

    def whole(self, number: int) -> float:
        if number not in self.wholes:
            self.wholes[number] = self.worth(self.names[number][2], -1)
        return self.wholes[number]

    def worth(self, name: tuple[Part, ...], mask: int) -> float:
        """What the parts of a name weigh whose bits are set; -1 stands for all of them."""
        return sum(self.weight(one) for place, one in enumerate(name) if mask >> place & 1)

    def having(self, one: Part, *, is_pair: bool) -> set[int]:
        """The names that have this part or one like it."""
        if one.is_minor and not is_pair:
            return set()
        found = set(self.sounds.get(one.sound, ()))
        among = self.bones if is_pair or one.is_vowelless else self.vowelless
        if len(one.bones) > 1:
            found |= self.bones.get(one.bones, set())
        for bones in bare_bones(one):
            found |= among.get(bones, set())
        return found if is_pair else found | self.nearly(one)

    def nearly(self, one: Part) -> set[int]:
        """The names that have two words for this part, or one that differs by a slip."""
        found = self.pairs.get(one.sound, set()) | self.pairs.get(one.bones, set())
        if len(one.sound) > SHORT and not one.is_vowelless:
            found |= like(one.sound, self.spoken, self.sounds)
        if len(one.bones) > 2:
            among = self.bones if one.is_vowelless else self.vowelless
            found |= like(one.bones, list(among), among)
        return found


def like(sought: str, among: list[str], having: dict[str, set[int]]) -> set[int]:
    near = process.extract(
        sought, among, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=None
    )
    return set().union(*(having[spelling] for spelling, _score, _place in near))
