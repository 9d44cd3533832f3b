"""The registers that cases draw on, as the page "Sources" lists them."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Register(NamedTuple):
    """The name of its address, its title, and in a sentence what is in it."""

    name: str
    title: str | Promise
    holds: str | Promise


# One line a register, in the order in which an assessment needs them.
REGISTERS: tuple[Register, ...] = (
    Register(
        "profiles:profiles",
        _("Profiles of States and end users"),
        _("What is known for steps 1 to 3 of Article 7(4), in versions that cases adopt."),
    ),
    Register(
        "evidence:sources",
        _("Evidence"),
        _(
            "Reports, judgments, answers of missions and all else that cases cite, each graded"
            " once, with its files and the day of its next check."
        ),
    ),
    Register(
        "incidents:register",
        _("Past incidents"),
        _("What forces, units and end users did, with the view formed of each."),
    ),
    Register(
        "lists:lists",
        _("Lists"),
        _(
            "Embargoes, States Parties, the treaties of this State, denials, the control list and"
            " brokers, each as of a day."
        ),
    ),
    Register(
        "lists:letters",
        _("Letters of exemption"),
        _("Approvals and notifications of supplies, with what is left of each."),
    ),
    Register(
        "guidance:own",
        _("Notes and questions of this authority"),
        _("What the authority itself puts beside the guidance, in versions, from a day on."),
    ),
    Register(
        "guidance:treaty_text",
        _("Authentic text of the Treaty"),
        _("In the working language of the authority, shown beside the questions."),
    ),
)
