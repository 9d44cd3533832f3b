"""What the incidents of a State or an end user have in common: counts, and never a score."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from assessments.models import IncidentVersion
from assessments.models.incident import Conclusion, Precision, Weapon
from assessments.reference.editions import countries

from . import words

MOST = 20  # rows of a table; the others are counted together


@dataclass(frozen=True)
class Count:
    """How many incidents share something."""

    words: str
    number: int


@dataclass(frozen=True)
class Dimension:
    """One thing by which incidents are counted; the most frequent first, years in their order."""

    title: str
    counts: list[Count]

    @property
    def most(self) -> int:
        return max(count.number for count in self.counts)


def dimensions(found: list[IncidentVersion]) -> list[Dimension]:
    """By year, norm, weapon, view and actor."""
    if not found:
        return []
    return [
        Dimension(_("By year of their first day"), by_year(found)),
        counted(_("By kind of norm"), found, lambda one: [words.norms(one.norms)]),
        counted(_("By weapon"), found, lambda one: [str(words.WEAPONS[one.weapon])]),
        counted(
            _("By view"),
            found,
            lambda one: [words.conclusion(one.conclusion, one.has_older_view)],
        ),
        counted(_("By who did it"), found, lambda one: [actor(one)]),
        *forms(found),
    ]


def counted(
    title: str, found: list[IncidentVersion], named: Callable[[IncidentVersion], Iterable[str]]
) -> Dimension:
    counts = Counter(name for one in found for name in named(one)).most_common()
    rows = [Count(name, number) for name, number in counts[:MOST]]
    if others := counts[MOST:]:
        words_of_rest = _("%(number)s others") % {"number": len(others)}
        rows.append(Count(words_of_rest, sum(number for _name, number in others)))
    return Dimension(title, rows)


def by_year(found: list[IncidentVersion]) -> list[Count]:
    """Every year from the first to the last, also one without an entry."""
    counts = Counter(one.first_day.year for one in found)
    return [Count(str(year), counts[year]) for year in range(min(counts), max(counts) + 1)]


def actor(one: IncidentVersion) -> str:
    return f"{one.actor}, {countries().get(one.state, one.state)}"


def forms(found: list[IncidentVersion]) -> list[Dimension]:
    """By form of violence, where any is named."""
    if not any(one.forms for one in found):
        return []
    return [counted(_("By form of violence"), found, lambda one: words.forms(one.forms))]


# What is not known of an incident, and a sentence on how many there are.
GAPS: tuple[tuple[Callable[[IncidentVersion], bool], str | Promise], ...] = (
    (
        lambda one: not one.conclusion,
        ngettext_lazy(
            "%(n)d has no view, or none since it was corrected.",
            "%(n)d have no view, or none since they were corrected.",
            "n",
        ),
    ),
    (
        lambda one: one.conclusion == Conclusion.CANNOT_TELL,
        ngettext_lazy(
            "Of %(n)d the authority cannot tell whether it was a breach.",
            "Of %(n)d the authority cannot tell whether they were breaches.",
            "n",
        ),
    ),
    (
        lambda one: one.conclusion == Conclusion.NONE_FORMED,
        ngettext_lazy(
            "For %(n)d it is said why no view was formed.",
            "For %(n)d it is said why no view was formed.",
            "n",
        ),
    ),
    (
        lambda one: one.weapon == Weapon.UNKNOWN,
        ngettext_lazy(
            "Of %(n)d the weapon is not known.", "Of %(n)d the weapon is not known.", "n"
        ),
    ),
    (
        lambda one: one.precision != Precision.DAY,
        ngettext_lazy(
            "Of %(n)d the day is not known exactly.",
            "Of %(n)d the days are not known exactly.",
            "n",
        ),
    ),
    (
        lambda one: not one.forms,
        ngettext_lazy(
            "For %(n)d no form of violence is named. That does not mean that there was none.",
            "For %(n)d no form of violence is named. That does not mean that there was none.",
            "n",
        ),
    ),
)


def not_known(found: list[IncidentVersion]) -> list[str]:
    """What the register does not know of them, as sentences."""
    numbers = [(sum(map(is_gap, found)), sentence) for is_gap, sentence in GAPS]
    said = [str(sentence % {"n": number}) for number, sentence in numbers if number]
    empty = [count.words for count in (by_year(found) if found else ()) if not count.number]
    if empty:
        said.append(
            _("Nothing is registered for %(years)s. That does not mean that nothing happened.")
            % {"years": ", ".join(empty)}
        )
    return said
