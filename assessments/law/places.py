"""The names of the places where answers are given; open points, trace and evidence use them."""

SCOPE = "scope"

SECURITY_COUNCIL = "6.1"
AGREEMENTS = "6.2"
KNOWLEDGE = "6.3"

DIVERSION = "11.2"

CONTRIBUTION = "7.1.a.contribution"

PEACE_AND_SECURITY = "7.1.a"
IHL = "7.1.b.i"
IHRL = "7.1.b.ii"
TERRORISM = "7.1.b.iii"
ORGANISED_CRIME = "7.1.b.iv"

LINES = (PEACE_AND_SECURITY, IHL, IHRL, TERRORISM, ORGANISED_CRIME)
"""The five negative consequences of Article 7(1), in its order."""

STEP_1 = "7.4.step_1"
STEP_2 = "7.4.step_2"
STEP_3 = "7.4.step_3"
STEP_4 = "7.4.step_4"

RISK_PARTS = ("line", "modes", "mitigation", "overriding")

# Facts that no question of their own asks for; only the trace speaks of them.
ACTIVITY = "activity"
END_USER = "end_user"
DECISION_DATE = "decision_date"
FORMS = "7.4.forms"
READING = "overriding_reading"

ARTICLES = {
    PEACE_AND_SECURITY: "7(1)(a)",
    IHL: "7(1)(b)(i)",
    IHRL: "7(1)(b)(ii)",
    TERRORISM: "7(1)(b)(iii)",
    ORGANISED_CRIME: "7(1)(b)(iv)",
    SECURITY_COUNCIL: "6(1)",
    AGREEMENTS: "6(2)",
    KNOWLEDGE: "6(3)",
}
"""How the Treaty's own provisions are cited, by the place where they are asked."""


def of_risk(risk_id: str, part: str) -> str:
    """The place of one part of a risk: `risk:r1.mitigation`."""
    return f"risk:{risk_id}.{part}"


def of_item(item_id: str, part: str) -> str:
    """The place of one fact about an item: `item:1.quantity`."""
    return f"item:{item_id}.{part}"
