"""The words an answer may be given in, place by place, and the decisions that may follow."""

from enum import StrEnum


class Decision(StrEnum):
    """A final decision on one item, in the order in which decisions are always listed."""

    OUTSIDE_TREATY = "outside_treaty"
    PROHIBITED = "prohibited"
    REFUSE = "refuse"
    AUTHORISE_WITH_MEASURES = "authorise_with_measures"
    AUTHORISE = "authorise"


class SignOff(StrEnum):
    """A person beside the supervisor whose agreement an authorisation needs."""

    HEAD = "head"
    LEGAL = "legal"


class Activity(StrEnum):
    """The five activities that Article 2(2) calls transfer."""

    EXPORT = "export"
    IMPORT = "import"
    TRANSIT = "transit"
    TRANS_SHIPMENT = "trans_shipment"
    BROKERING = "brokering"


class ItemArticle(StrEnum):
    """The provision an item comes under: Article 2(1)(a) to (h), 3, 4, or none of them."""

    BATTLE_TANKS = "2.1.a"
    ARMOURED_COMBAT_VEHICLES = "2.1.b"
    ARTILLERY_SYSTEMS = "2.1.c"
    COMBAT_AIRCRAFT = "2.1.d"
    ATTACK_HELICOPTERS = "2.1.e"
    WARSHIPS = "2.1.f"
    MISSILES = "2.1.g"
    SMALL_ARMS = "2.1.h"
    AMMUNITION = "3"
    PARTS = "4"
    OUTSIDE = "outside"


class Scope(StrEnum):
    """Articles 2, 3 and 4: does the Treaty speak about this transfer at all?"""

    IN = "in"
    OUT = "out"
    EXCLUDED = "excluded"
    UNDETERMINED = "undetermined"


class Prohibition(StrEnum):
    """Article 6(1) and 6(2): does a measure or an agreement forbid the transfer?"""

    CLEAR = "clear"
    EXEMPT = "exempt"
    PROHIBITS = "prohibits"
    UNKNOWN = "unknown"


class Knowledge(StrEnum):
    """Article 6(3): is it known that the items would be used in the crimes listed there?"""

    NO_INDICATION = "no_indication"
    INDICATIONS = "indications"
    KNOWLEDGE = "knowledge"
    UNKNOWN = "unknown"


class Diversion(StrEnum):
    """Article 11(2): how great is the risk that the items are diverted?"""

    LOW = "low"
    ELEVATED_MITIGATED = "elevated_mitigated"
    HIGH_UNMITIGATED = "high_unmitigated"
    UNKNOWN = "unknown"


class Contribution(StrEnum):
    """Article 7(1)(a), first half: what would the items contribute to peace and security?"""

    NONE = "none"
    SOME = "some"
    SUBSTANTIAL = "substantial"
    UNKNOWN = "unknown"


class Potential(StrEnum):
    """Article 7(1): could the items lead to the negative consequence of one line?"""

    NONE = "none"
    IDENTIFIED = "identified"
    UNKNOWN = "unknown"


class Prevalence(StrEnum):
    """Article 7(4), step 1: are the prevalent forms of violence known well enough to go on?"""

    COMPLETE = "complete"
    GAPS = "gaps"


class Finding(StrEnum):
    """Article 7(4), step 1: what was found about one form of violence."""

    DOCUMENTED = "documented"
    CREDIBLE = "credible"
    ISOLATED = "isolated"
    NONE_FOUND = "none_found"


class Severity(StrEnum):
    """Article 7(4), step 2: are the acts of one form serious?"""

    SERIOUS = "serious"
    NOT_SERIOUS = "not_serious"
    UNDETERMINED = "undetermined"


class Action(StrEnum):
    """Article 7(4), step 3: how effectively does the State, or the end user, act against them?"""

    EFFECTIVE = "effective"
    PARTIAL = "partial"
    INEFFECTIVE = "ineffective"
    NONE = "none"
    UNKNOWN = "unknown"


class Link(StrEnum):
    """Article 7(4), step 4: could the items be used to commit or facilitate the serious acts?"""

    NO_CREDIBLE_LINK = "no_credible_link"
    IDENTIFIED = "identified"
    UNKNOWN = "unknown"


class Mode(StrEnum):
    """Article 7(1)(b): the two ways in which an item can be used towards a violation."""

    COMMIT = "commit"
    FACILITATE = "facilitate"


class Actor(StrEnum):
    """Who would do the harm that a risk describes."""

    STATE = "state"
    NON_STATE = "non_state"
    PRIVATE = "private"


class Mitigation(StrEnum):
    """Article 7(2): what became of the measures considered against one risk."""

    NONE_REQUIRED = "none_required"
    NONE_AVAILABLE = "none_available"
    ADEQUATE = "adequate"
    PARTIAL = "partial"
    PENDING = "pending"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class Overriding(StrEnum):
    """Article 7(3): is the risk that remains after mitigation overriding?"""

    NO = "no"
    YES = "yes"
    UNDETERMINED = "undetermined"


class Reading(StrEnum):
    """How the authority reads "overriding" in Article 7(3)."""

    THRESHOLD = "threshold"
    WEIGHING = "weighing"


OPEN_ANSWERS = frozenset({"unknown", "undetermined", "gaps"})
"""The answers that are given and yet leave their question open."""

FOUND = frozenset({Finding.DOCUMENTED, Finding.CREDIBLE, Finding.ISOLATED})
"""The findings of step 1 that say a form of violence was found."""

AVAILABLE = frozenset({Mitigation.ADEQUATE, Mitigation.PARTIAL, Mitigation.PENDING})
"""The answers to mitigation under which a measure may be relied on."""
