"""Every answer of the assessment as an officer reads it: its words, a hint, its picture.

The values are those of the case file; the words are ours and may change from one edition of the
product to the next. What was asked and in which words is kept with each answer.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Choice(NamedTuple):
    """One answer that may be chosen; *short* where the question does not stand beside it."""

    value: str
    label: str | Promise
    hint: str | Promise = ""
    icon: str = ""
    short: str | Promise = ""


# The answers that say that something is not known. Each gives an open point and is never "none".
GAPS = frozenset({"unknown", "undetermined", "gaps"})

NOT_ENOUGH = _("Not enough information")
OPEN_POINT = _("Counts as an open point, never as “none”.")


def _gap(value: str = "unknown", hint: str | Promise = OPEN_POINT) -> Choice:
    return Choice(value, NOT_ENOUGH, hint, "question")


SCOPE = (
    Choice("in", _("Inside the Treaty"), _("Articles 6 and 7 are asked, item by item."), "tick"),
    Choice(
        "excluded",
        _("Moved by or for a State Party for its own use"),
        _("Ownership stays with that State, Article 2(3). The legal adviser signs."),
        "outside",
        short=_("Own use of a State Party"),
    ),
    Choice(
        "out",
        _("Outside the Treaty"),
        _("No item is under Article 2(1), 3 or 4. National law may still apply."),
        "outside",
    ),
    _gap("undetermined"),
)
SECURITY_COUNCIL = (
    Choice(
        "clear",
        _("No measure applies"),
        _("Also where the measure itself leaves out these goods or this recipient: cite where."),
        "diamond",
        short=_("Clear"),
    ),
    Choice(
        "prohibits",
        _("A measure applies and prohibits it"),
        _("The items it concerns are prohibited. No measure and no balancing changes that."),
        "prohibited",
        short=_("Prohibits"),
    ),
    Choice(
        "exempt",
        _("A measure applies, with an exemption"),
        _("Holds for an item only within its reference, end user, last day and quantity."),
        "seal",
        short=_("Exempt"),
    ),
    _gap(),
)
AGREEMENTS = (
    Choice(
        "clear",
        _("No obligation is breached"),
        _("Also where the agreement itself leaves out these goods or this recipient: cite where."),
        "diamond",
        short=_("Clear"),
    ),
    Choice(
        "prohibits",
        _("An obligation would be breached"),
        _("The items it concerns are prohibited. No measure and no balancing changes that."),
        "prohibited",
        short=_("Prohibits"),
    ),
    Choice(
        "exempt",
        _("An agreement applies, with an exemption"),
        _("Holds for an item only within its reference, end user, last day and quantity."),
        "seal",
        short=_("Exempt"),
    ),
    _gap(),
)
KNOWLEDGE = (
    Choice("no_indication", _("No indication"), "", "diamond"),
    Choice(
        "indications",
        _("Indications, below knowledge"),
        _("The legal adviser signs. What you found is carried into the lines of Article 7(1)."),
        "diamond-full",
        short=_("Indications"),
    ),
    Choice(
        "knowledge",
        _("Knowledge that they would be used so"),
        _("The items it concerns are prohibited."),
        "prohibited",
        short=_("Knowledge"),
    ),
    _gap(hint=_("Counts as an open point, never as “no indication”.")),
)
DIVERSION = (
    Choice("low", _("Low"), "", "diamond"),
    Choice(
        "elevated_mitigated",
        _("Elevated, and reduced by measures"),
        _("Name the measures below. They become conditions of an authorisation."),
        "half",
        short=_("Elevated, reduced"),
    ),
    Choice(
        "high_unmitigated",
        _("High, and no measure reduces it enough"),
        "",
        "diamond-full",
        short=_("High"),
    ),
    _gap(hint=_("Counts as an open point, never as “low”.")),
)
CONTRIBUTION = (
    Choice("none", _("It contributes nothing"), "", "diamond", short=_("None")),
    Choice("some", _("It contributes something"), "", "half", short=_("Some")),
    Choice(
        "substantial", _("It contributes substantially"), "", "diamond-full", short=_("Substantial")
    ),
    _gap(hint=_("May stay so: this answer bars nothing by itself.")),
)
LINE = (
    Choice(
        "none", _("None found"), _("Nothing beyond what the six steps may still find."), "diamond"
    ),
    Choice(
        "identified",
        _("A potential is identified"),
        _("Describe each risk, at least one."),
        "diamond-full",
        short=_("Identified"),
    ),
    _gap(),
)
FORMS = (
    Choice(
        "complete",
        _("The list is complete"),
        _("Gaps that could not change steps 2 to 4 are named in the reasons."),
        "tick",
        short=_("Complete"),
    ),
    Choice(
        "gaps",
        _("Not enough information"),
        _("What is missing could change steps 2 to 4. Counts as an open point."),
        "question",
    ),
)
FINDING = (
    Choice("documented", _("Documented"), "", "diamond-full"),
    Choice("credible", _("Credible reports"), "", "diamond-full", short=_("Credible")),
    Choice("isolated", _("Isolated reports"), "", "diamond-full", short=_("Isolated")),
    Choice("none_found", _("None found"), "", "diamond"),
)
SEVERITY = (
    Choice(
        "serious",
        _("Serious"),
        _("By the gravity of the act or the harm to victims. One victim can be enough."),
        "diamond-full",
    ),
    Choice("not_serious", _("Not serious"), "", "diamond"),
    _gap("undetermined", _("Counts as an open point, never as “not serious”.")),
)
ACTION = (
    Choice("effective", _("Effectively"), "", "tick", short=_("Effective")),
    Choice("partial", _("In part"), "", "half", _("Partly effective")),
    Choice("ineffective", _("Without effect"), "", "diamond-full", short=_("Ineffective")),
    Choice("none", _("Not at all, or it takes part"), "", "diamond-full", short=_("None")),
    _gap(hint=""),
)
LINK = (
    Choice(
        "identified",
        _("A potential risk is identified"),
        _("Describe each risk, at least one."),
        "diamond-full",
        short=_("Identified"),
    ),
    Choice(
        "no_credible_link",
        _("There is no credible link"),
        _("For every serious act and every item, direct and enabling use."),
        "diamond",
        short=_("No credible link"),
    ),
    _gap(hint=_("Counts as an open point, never as “no link”.")),
)
MITIGATION = (
    Choice(
        "adequate",
        _("Yes, adequately"),
        _("Each part of the risk is met by a measure that works on it."),
        "tick",
        short=_("Adequate"),
    ),
    Choice("partial", _("In part"), _("A risk stays. Describe it."), "half", _("Partial")),
    Choice(
        "pending",
        _("An agreement is pending"),
        _("Counts only as a condition that is met before anything ships."),
        "hourglass",
        short=_("Pending"),
    ),
    Choice(
        "rejected", _("Measures were considered and dismissed"), "", "diamond", short=_("Dismissed")
    ),
    Choice(
        "none_available", _("No measure is available"), "", "diamond", short=_("None available")
    ),
    Choice(
        "none_required",
        _("Measures were considered, none is called for"),
        _("Name those considered. Goes only with “no” to overriding risk."),
        "diamond",
        short=_("None called for"),
    ),
    _gap(hint=_("Counts as an open point.")),
)
OVERRIDING = (
    Choice("no", _("No"), "", "diamond"),
    Choice(
        "yes",
        _("Yes"),
        _("Only refusal remains for the items of this risk. Nobody may set that aside."),
        "refuse",
    ),
    _gap("undetermined", _("Counts as an open point, never as “no”.")),
)
