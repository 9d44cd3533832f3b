"""What is usual for a measure of the catalogue: a suggestion that the decider keeps or changes."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

EXPORTER = _("The exporter")
END_USER = _("The end user")
RECIPIENT = _("The recipient State")
IMPORTING = _("The importing authority")
AUTHORITY = _("This authority")
CARRIER = _("The carrier")
# Who may answer for a measure: offered beside the field, where anybody else may be typed.
OWNERS = (
    EXPORTER,
    END_USER,
    RECIPIENT,
    IMPORTING,
    AUTHORITY,
    _("Our mission in the recipient State"),
    _("The transit State"),
    CARRIER,
    _("The broker"),
)
CONSEQUENCE = _(
    "Nothing more ships, and the authorisation is suspended until it is reassessed under Article"
    " 7(7)."
)
SHIPS, DAY = "ships", "day"  # due before anything ships, or by a day


class Usual(NamedTuple):
    """Who usually answers for a measure, when it is due and what shows that it is kept."""

    owner: Words = ""
    due: str = ""
    proof: Words = ""


BY_CODE = {
    "M01": Usual(END_USER, SHIPS, _("The signed certificate, checked with who issued it.")),
    "M02": Usual(RECIPIENT, SHIPS, _("The signed assurance: acts, unit, duty to report.")),
    "M03": Usual(RECIPIENT, SHIPS, _("The signed undertaking.")),
    "M04": Usual(AUTHORITY, DAY, _("The report of the visit: serial numbers seen and missing.")),
    "M05": Usual(IMPORTING, DAY, _("The delivery verification certificate.")),
    "M06": Usual(END_USER, DAY, _("The records of use, handed over and read by us.")),
    "M07": Usual(END_USER, SHIPS, _("The contract, which names the unit and those excluded.")),
    "M08": Usual(EXPORTER, SHIPS, _("The amended order.")),
    "M09": Usual(AUTHORITY, DAY, _("A report on the benchmark before each further lot.")),
    "M10": Usual(AUTHORITY, SHIPS, _("The authorisation, with its last day.")),
    "M11": Usual(END_USER, DAY, _("The witnessed protocol of destruction, with serial numbers.")),
    "M12": Usual(END_USER, SHIPS, _("The report of a survey of the store.")),
    "M13": Usual(RECIPIENT, SHIPS, _("The rule in force, and the number of weapons withdrawn.")),
    "M14": Usual(RECIPIENT, SHIPS, _("The list of those trained, and the evaluation.")),
    "M15": Usual(RECIPIENT, SHIPS, _("The agreement that gives the advisers their authority.")),
    "M16": Usual(RECIPIENT, SHIPS, _("The result of the vetting for each person.")),
    "M17": Usual(RECIPIENT, SHIPS, _("The judgments or reports that end the named cases.")),
    "M18": Usual(END_USER, SHIPS, _("The orders, and what became of complaints.")),
    "M19": Usual(RECIPIENT, SHIPS, _("A report of the United Nations that it is carried out.")),
    "M20": Usual(AUTHORITY, DAY, _("The agreements with the organisations, and their reports.")),
    "M21": Usual(RECIPIENT, DAY, _("The agreed programme with its budget, and its reports.")),
    "M22": Usual(RECIPIENT, DAY, _("The notes on notifications and visits.")),
    "M23": Usual(EXPORTER, SHIPS, _("The contract, with the right to suspend and revoke.")),
    "M24": Usual(CARRIER, SHIPS, _("The plan of the route, with seals and escort.")),
    "M25": Usual(AUTHORITY, SHIPS, _("The answers of the partner States.")),
    "M26": Usual(EXPORTER, SHIPS, _("The amended application.")),
    "M27": Usual(EXPORTER, DAY, _("The exporter’s report, also where nothing happened.")),
}


def usual(code: str) -> Usual:
    """What is suggested; nothing for a measure that is not in the catalogue."""
    return BY_CODE.get(code, Usual())
