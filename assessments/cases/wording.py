"""The one way from a value of the case file to words, for pages, records and commands alike."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import choices, places, terms
from .choices import Choice
from .naming import latin

SMALLEST, LARGEST = Decimal("1e-12"), Decimal("1e21")  # with all digits; beyond by powers of ten
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

# The answers that may be given at each place, in the order they are offered.
ANSWERS: dict[str, tuple[Choice, ...]] = {
    "scope": choices.SCOPE,
    "6.1": choices.SECURITY_COUNCIL,
    "6.2": choices.AGREEMENTS,
    "6.3": choices.KNOWLEDGE,
    "11.2": choices.DIVERSION,
    "7.1.a.contribution": choices.CONTRIBUTION,
    **dict.fromkeys(places.LINES, choices.LINE),
    "7.4.step_1": choices.FORMS,
    "7.4.step_2": choices.SEVERITY,
    "7.4.step_3": choices.ACTION,
    "7.4.step_3.state": choices.ACTION,
    "7.4.step_3.end_user": choices.ACTION,
    "7.4.step_4": choices.LINK,
    "mitigation": choices.MITIGATION,
    "overriding": choices.OVERRIDING,
}

# Every other list of values in the case file, by the name it has there.
VALUES: dict[str, tuple[Choice, ...]] = {
    "article": terms.ARTICLES,
    "activity": terms.ACTIVITIES,
    "modes": terms.MODES,
    "actors": terms.ACTORS,
    "finding": choices.FINDING,
    "severity": choices.SEVERITY,
    "reliability": terms.RELIABILITY,
    "credibility": terms.CREDIBILITY,
    "stance": terms.STANCE,
    "overriding_reading": terms.READING,
}

NAMELESS: Mapping[str, str] = MappingProxyType({})
NO_ANSWER = Choice("", _("No answer"), icon="question")

_MISSING = {
    "6.1": _("%(place)s: the answer, or a detail of the exemption, is missing"),
    "6.2": _("%(place)s: the answer, or a detail of the exemption, is missing"),
    "7.4.step_1": _("%(place)s: the answer, a form or a finding is missing"),
    "7.4.step_3": _("%(place)s: the finding on the State is missing"),
    "modes": _("%(risk)s: say whether the items would commit or facilitate"),
    "mitigation": _("%(risk)s, mitigation: no answer yet"),
    "overriding": _("%(risk)s, overriding risk: no answer yet"),
}
_UNKNOWN = {
    "mitigation": _("%(risk)s, mitigation: not enough information"),
    "overriding": _("%(risk)s, overriding risk: not enough information"),
    "7.4.step_3": _("%(place)s: the finding on the State is “not enough information”"),
}
_CONTRADICTION = {
    "scope": _("%(place)s: “outside” does not go with an item under Article 2(1), 3 or 4"),
    "6.3": _("%(place)s: indications do not go with “none found” under both IHL and IHRL"),
    "7.4.step_4": _("%(place)s: the answer does not go with the acts and risks described"),
    "mitigation": _("%(risk)s, mitigation: the answer does not go with the measures relied on"),
    "overriding": _("%(risk)s, overriding risk: it may not be weighed against the contribution"),
}
# For each code: a sentence for every place, then those of single places.
_SENTENCES: dict[str, tuple[str | Promise, Mapping[str, str | Promise]]] = {
    "missing": (_("%(place)s: no answer yet"), _MISSING),
    "unknown": (_("%(place)s: not enough information"), _UNKNOWN),
    "contradiction": (_("%(place)s: “none found” does not go with the risk on it"), _CONTRADICTION),
    "exemption_invalid": (_("%(place)s: the exemption does not hold for %(item)s"), {}),
    "no_risk_described": (_("%(place)s: describe at least one risk"), {}),
    "no_measure_described": (
        _("%(place)s: name at least one measure"),
        {"mitigation": _("%(risk)s, mitigation: name at least one measure")},
    ),
    "pending_measure": (
        _("%(risk)s, mitigation: a pending measure counts only as a condition precedent"),
        {},
    ),
    "unmapped": (_("%(risk)s: name the line of Article 7(1) it could lead to"), {}),
}
OPEN_POINT_CODES = frozenset(_SENTENCES)


def answers(place: str) -> tuple[Choice, ...]:
    """What may be answered at a place. Raises KeyError where nothing is asked."""
    return ANSWERS[places.kind(place)]


def answer(place: str, value: str | None) -> Choice:
    """The choice made at a place; `NO_ANSWER` for a blank one.

    A value that is not offered (an older file) is shown as it stands.
    """
    if not (value or "").strip():
        return NO_ANSWER
    return _chosen(answers(place), value)


def answer_label(place: str, value: str | None) -> str:
    """The words of an answer."""
    return str(answer(place, value).label)


def answer_short(place: str, value: str | None) -> str:
    """The words of an answer where its question does not stand beside it."""
    chosen = answer(place, value)
    return str(chosen.short or chosen.label)


def value(name: str, code: str | None) -> Choice:
    """The words of a value that is no answer: *name* is its key in the case file ("article", …)."""
    return _chosen(VALUES[name], code) if code else Choice("", "")


def number(given: int | float | None) -> str:
    """A number in the manner of the language in use: all its digits, in groups.

    What nobody counts any more is written with its power of ten, and no less exact.
    """
    if given is None:
        return ""
    plain = Decimal(str(given))
    if isinstance(given, float) and plain and not SMALLEST <= abs(plain) < LARGEST:
        return _power(plain)
    whole = plain == plain.to_integral_value()
    return number_format(int(plain) if whole else plain, force_grouping=True)


def _power(plain: Decimal) -> str:
    """As people write it who have to: "1.5 × 10³⁰⁸"."""
    first, *others = "".join(map(str, plain.as_tuple().digits)).rstrip("0")
    mantissa = Decimal(".".join(filter(None, (first, "".join(others))))).copy_sign(plain)
    return latin(f"{number_format(mantissa)} × 10{str(plain.adjusted()).translate(RAISED)}")


def _chosen(offered: Iterable[Choice], value: str) -> Choice:
    return next((choice for choice in offered if choice.value == value), Choice(value, value))


def open_point(
    point, *, risks: Mapping[str, str] = NAMELESS, items: Mapping[str, str] = NAMELESS
) -> str:
    """An open point as a sentence. *risks* and *items* give the names to call them by."""
    kind = places.kind(point.where)
    general, special = _SENTENCES[point.code]
    risk = places.risk_of(point.where)
    return str(special.get(kind, general)) % {
        "place": places.title(point.where),
        "risk": risks.get(risk) or _("Risk %(name)s") % {"name": risk},
        "item": items.get(point.item) or _("item %(name)s") % {"name": point.item},
    }
