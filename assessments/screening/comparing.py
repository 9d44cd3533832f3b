"""Two names side by side: which of their parts agree, how well, and how much that says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from .folding import SYLLABIC, Part, bare_bones

ALIKE = 0.74  # two parts below this do not agree
SHORT = 3  # letters up to which a part has to sound the same
LESSER = 0.55  # how much the name counts of which less agrees
TOLD_APART = 0.8  # what is left of the score where both names have a number of their own
SAME, SOUNDS, CONSONANTS, CLOSE, INITIAL = "same", "sounds", "consonants", "close", "initial"
VOICELESS = str.maketrans("bdg", "ptk")
NOTHING = (0.0, "")

Weight = Callable[[Part], float]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Parts of the one name that agree with parts of the other, and in what."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]
    how: str
    strength: float
    weight: float

    @property
    def worth(self) -> float:
        """Words as they are written come before two read as one."""
        return self.strength * self.weight * (0.8 if len(self.ours + self.theirs) > 2 else 1.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`score` from 0 to 1: the share of both names, by weight, that agrees."""

    score: float
    agreements: tuple[Agreement, ...]


def compare(ours: tuple[Part, ...], theirs: tuple[Part, ...], weight: Weight) -> Comparison:
    """The best agreement, part by part; neighbours may be written as one word, in any order."""
    found = sorted(
        agreements(ours, theirs, weight), key=lambda one: (-one.worth, one.ours, one.theirs)
    )
    taken: list[Agreement] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for one in found:
        if used[0].isdisjoint(one.ours) and used[1].isdisjoint(one.theirs):
            taken.append(one)
            used[0].update(one.ours)
            used[1].update(one.theirs)
    shares = (
        share(name, [(getattr(one, side), one.strength) for one in taken], weight)
        for side, name in (("ours", ours), ("theirs", theirs))
    )
    told_apart = tells(ours, used[0]) and tells(theirs, used[1])
    score = blended(*shares) * (TOLD_APART if told_apart else 1.0)
    return Comparison(score, tuple(sorted(taken, key=lambda one: one.ours)))


def tells(name: tuple[Part, ...], agreed: set[int]) -> bool:
    """Whether a number or a lone letter is left that tells it from others: "Hope 7", "State C"."""
    return any(
        one.plain.isdigit() or len(one.plain) == 1
        for place, one in enumerate(name)
        if place not in agreed
    )


def blended(ours: float, theirs: float) -> float:
    """One score of both shares: lists give more names than people use, or fewer."""
    return LESSER * min(ours, theirs) + (1 - LESSER) * max(ours, theirs)


def share(name: tuple[Part, ...], agreed: list[tuple[tuple[int, ...], float]], weight: Weight):
    weights = [weight(one) for one in name]
    whole = sum(weights)
    return sum(sum(weights[n] for n in places) * strength for places, strength in agreed) / whole


def agreements(
    ours: tuple[Part, ...], theirs: tuple[Part, ...], weight: Weight
) -> Iterator[Agreement]:
    for our_places, our in spans(ours):
        for their_places, their in spans(theirs):
            if len(our_places) > 1 and len(their_places) > 1:
                continue
            strength, how = likeness(our, their)
            is_pair = len(our_places) + len(their_places) > 2
            if strength >= ALIKE and (not is_pair or is_sure(our, their, strength, how)):
                yield Agreement(
                    our_places,
                    their_places,
                    how,
                    strength,
                    min(total(ours, our_places, weight), total(theirs, their_places, weight)),
                )


def is_sure(our: Part, their: Part, strength: float, how: str) -> bool:
    """Whether two words read as one agree so well that it is no chance."""
    return how in (SAME, SOUNDS) or (strength >= 0.85 and len(our.bones) > 3 < len(their.bones))


def total(name: tuple[Part, ...], places: tuple[int, ...], weight: Weight) -> float:
    return sum(weight(name[place]) for place in places)


@lru_cache(maxsize=50_000)
def spans(name: tuple[Part, ...]) -> tuple[tuple[tuple[int, ...], Part], ...]:
    """Each part, and each two neighbours as one word."""
    alone = [((n,), one) for n, one in enumerate(name)]
    pairs = [((n, m), name[n].joined(name[m])) for n, m in neighbours(name)]
    return (*alone, *pairs)


def neighbours(name: tuple[Part, ...]) -> Iterator[tuple[int, int]]:
    """Places of parts that may be written as one; a particle between two may be left out."""
    for n in range(len(name) - 1):
        yield n, n + 1
        if name[n + 1].is_minor and n + 2 < len(name):
            yield n, n + 2


@lru_cache(maxsize=200_000)
def likeness(our: Part, their: Part) -> tuple[float, str]:
    """How well two parts agree, from 0 to 1, and in what."""
    if our.plain == their.plain and not are_other_signs(our, their):
        return 1.0, SAME
    if our.plain.isdigit() or their.plain.isdigit() or are_other_signs(our, their):
        return NOTHING
    if our.is_vowelless != their.is_vowelless:
        return by_consonants(our, their)
    if our.sound == their.sound:
        return 0.97, SOUNDS
    if our.sound.translate(VOICELESS) == their.sound.translate(VOICELESS):
        return 0.92, SOUNDS
    shorter = min(len(our.plain), len(their.plain))
    if shorter == 1:
        return (0.8, INITIAL) if our.plain[0] == their.plain[0] else NOTHING
    strength = max(
        OSA.normalized_similarity(our.plain, their.plain),
        OSA.normalized_similarity(our.sound, their.sound),
    )
    if our.bones == their.bones and have_like_vowels(our, their, strength):
        return max(strength, 0.9 if len(our.bones) > 2 else 0.8), CONSONANTS
    return (strength, CLOSE) if shorter > SHORT else NOTHING


def have_like_vowels(our: Part, their: Part, strength: float) -> bool:
    """Consonants alone make "Sparrow" of "Osprey": the fewer they are, the more has to agree."""
    if len(our.bones) > 2:
        return strength >= 0.5
    return len(our.bones) == 2 and strength >= 0.6 and our.sound[0] == their.sound[0]


def are_other_signs(our: Part, their: Part) -> bool:
    """Chinese, Japanese and Korean signs that differ are other names, however they are read."""
    return (
        our.shown != their.shown
        and bool(SYLLABIC.search(our.shown))
        and bool(SYLLABIC.search(their.shown))
    )


def by_consonants(our: Part, their: Part) -> tuple[float, str]:
    """One is written without vowels; the fewer the consonants, the less it says."""
    longer, shorter = sorted((len(our.plain), len(their.plain)), reverse=True)
    if longer > 2 * shorter + 2:
        return NOTHING
    pairs = [(ours, theirs) for ours in bare_bones(our) for theirs in bare_bones(their)]
    return max(by_bones(*pair) for pair in pairs), CONSONANTS


def by_bones(ours: str, theirs: str) -> float:
    fewer = min(len(ours), len(theirs))
    if ours == theirs:
        return 0.95 if fewer > 2 else 0.78 if fewer == 2 else 0.75
    return 0.95 * OSA.normalized_similarity(ours, theirs) if fewer > 2 else 0.0
