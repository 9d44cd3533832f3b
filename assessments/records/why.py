"""Why a case ended as it did, in three sentences: Article 6, the risks, what follows."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import places
from assessments.cases.naming import latin, listed

from .facts import Facts

MOST_ITEMS = 8  # named in one sentence


def why(facts: Facts) -> Iterator[str]:
    """Article 6; the risks; what follows."""
    yield _of_article_6(facts)
    yield _of_risks(facts)
    yield _of_the_law(facts)


def _of_article_6(facts: Facts) -> str:
    reading = facts.reading
    if not reading.in_scope:
        if reading.outside:
            return _("The Treaty does not cover the transfer, Articles 2 to 4.")
        return _("Whether the Treaty covers the transfer is open, Articles 2 to 4.")
    if reading.prohibited:
        return _("Article 6 prohibits the transfer of %(items)s.") % {
            "items": _names(facts, reading.prohibited)
        }
    if any(point.where in ("6.1", "6.2", "6.3") for point in reading.points):
        return _("Article 6 is not fully answered.")
    if reading.answer("6.3") == "indications":
        return _(
            "No prohibition of Article 6 stands in the way; indications under Article 6(3) stay"
            " below knowledge."
        )
    return _("No prohibition of Article 6 stands in the way.")


def _of_risks(facts: Facts) -> str:
    reading = facts.reading
    if not reading.left:
        return _("Nothing more was assessed.")
    if reading.beyond_article_7:
        return _("Article 7 speaks of exports and was not assessed for this transfer.")
    judged = [risk for risk in reading.risks if reading.is_asked(f"risk:{risk}.overriding")]
    if not judged:
        return _("No risk of a negative consequence of Article 7(1) is described.")
    lines = dict.fromkeys(reading.risks[risk].get("line") for risk in judged)
    named = listed(places.short_title(line) for line in lines if line)
    return _risks_counted(facts, judged) % {"count": len(judged), "lines": named or "–"}


def _risks_counted(facts: Facts, judged: list[str]) -> str:
    answers = [facts.reading.risk_answer(risk, "overriding") for risk in judged]
    if "yes" in answers:
        return ngettext(
            "One risk is described (%(lines)s), and it is overriding after mitigation was"
            " considered.",
            "%(count)d risks are described (%(lines)s), and not all of them are brought below"
            " overriding by mitigation.",
            len(judged),
        )
    if all(answer == "no" for answer in answers):
        return ngettext(
            "One risk is described (%(lines)s); what remains of it after mitigation is not"
            " overriding.",
            "%(count)d risks are described (%(lines)s); what remains of them after mitigation is"
            " not overriding.",
            len(judged),
        )
    return ngettext(
        "One risk is described (%(lines)s); whether it is overriding is open.",
        "%(count)d risks are described (%(lines)s); whether all of them are overriding is open.",
        len(judged),
    )


def _of_the_law(facts: Facts) -> str:
    """What follows for the items: the bar, the open points, the measures, or a free choice."""
    reading = facts.reading
    closed = frozenset(item for item in reading.left if reading.closed_by(item))
    if closed:
        basis = "7(3)" if reading.met("refuse_only") & _overridden(facts) else "11(2)"
        told = {"article": latin(basis), "items": _names(facts, closed)}
        return _("Article %(article)s leaves only refusal for %(items)s.") % told
    points = len(reading.points)
    if points:
        words = ngettext(
            "%(count)d point is open; what it concerns cannot be authorised.",
            "%(count)d points are open; what they concern cannot be authorised.",
            points,
        )
        return words % {"count": points}
    measured = reading.met("measures_relied_on")
    if measured:
        return _("The permission for %(items)s rests on measures, each of them a condition.") % {
            "items": _names(facts, measured)
        }
    if reading.left:
        return _("The law leaves authorisation and refusal open; the authority chooses.")
    return _("No other decision is possible.")


def _overridden(facts: Facts) -> frozenset[str]:
    """The items closed by an overriding risk, as against a standard on diversion."""
    return frozenset(
        item for entry in facts.reading.trace if entry["rule"] == 9 for item in entry["items"]
    )


def _names(facts: Facts, items: frozenset[str]) -> str:
    if len(items) > MOST_ITEMS:
        told = {"count": len(items), "all": len(facts.items)}
        return _("%(count)d of the %(all)d items") % told
    return listed(facts.item_names[item] for item in facts.items if item in items)
