"""The small vocabularies of a case: words for a value, with picture and manner of its mark."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import Choice


class Mark(NamedTuple):
    """Words, a picture and the manner of a tag (static/css/app.css, `tag--…`)."""

    label: str | Promise
    icon: str
    manner: str


STATUSES = {
    "draft": Mark(_("Draft"), "ring", "rest"),
    "submitted": Mark(_("Submitted"), "forward", "active"),
    "submitted_again": Mark(_("Submitted again"), "forward", "active"),
    "returned": Mark(_("Returned"), "turn", "act"),
    "decided": Mark(_("Decided"), "seal", "firm"),
    "closed": Mark(_("Closed"), "seal", "rest"),
    "withdrawn": Mark(_("Withdrawn"), "cross", "rest"),
}
PART_STATES = {
    "not_started": Mark(_("Not started"), "ring", "rest"),
    "in_progress": Mark(_("In progress"), "half", "active"),
    "done": Mark(_("Done"), "tick", "done"),
    "waiting": Mark(_("Cannot start yet"), "ring-dashed", "wait"),
    "reopened": Mark(_("Reopened"), "turn", "act"),
    "will_reopen": Mark(_("Will be reopened"), "turn", "act"),
    "taken_over": Mark(_("Taken over, to be confirmed"), "turn", "act"),
    "open": Mark(_("Not enough information"), "question", "act"),
    "not_reached": Mark(_("Not reached"), "ring-dashed", "wait"),
    "not_asked": Mark(_("Not asked"), "ring-dashed", "wait"),
}
MEASURES = {
    "relied_on": Mark(_("Relied on"), "tick", "active"),
    "dismissed": Mark(_("Considered, dismissed"), "diamond", "rest"),
    "pending": Mark(_("Pending"), "hourglass", "wait"),
    "condition": Mark(_("Condition precedent"), "shield", "active"),
}
REQUESTS = {  # for information
    "draft": Mark(_("Draft"), "ring", "rest"),
    "sent": Mark(_("Sent, no answer yet"), "hourglass", "wait"),
    "reminded": Mark(_("Reminded, no answer yet"), "hourglass", "wait"),
    "answered": Mark(_("Answered"), "tick", "done"),
    "unanswered": Mark(_("Asked, not answered"), "question", "act"),
    "withdrawn": Mark(_("Withdrawn"), "cross", "rest"),
}
STANDINGS = {  # of a piece of guidance
    "binding": Mark(_("Binding"), "", "binding"),
    "voluntary": Mark(_("Voluntary"), "", "voluntary"),
    "standard of this authority": Mark(_("Standard of this authority"), "", "authority"),
    "own": Mark(_("This authority’s own"), "", "authority"),  # beside the guidance, not in it
}
OTHERS = {
    "changed": Mark(_("Changed"), "changed", "new"),
    "signed": Mark(_("Signed"), "seal", "done"),
    "unsigned": Mark(_("Not yet signed"), "clock", "act"),
    "void": Mark(_("Void, and kept"), "ring-dashed", "wait"),
    "to_verify": Mark(_("To be verified"), "", "voluntary"),
    "unconfirmed": Mark(_("Not confirmed"), "ring-dashed", "wait"),
    "interested": Mark(_("Declared an interest: takes no part"), "flag", "act"),
    "worked_on": Mark(_("Worked on it: does not review it"), "lock", "wait"),
    "waived": Mark(_("Waived: nobody else could give it"), "flag", "act"),
    "overdue": Mark(_("Overdue"), "clock", "act"),
    "decisive": Mark(_("Decisive"), "flag", "active"),
    "never_checked": Mark(_("Never checked"), "clock", "act"),
    "revised": Mark(_("Revised in the register"), "changed", "new"),
    "protected": Mark(_("Could lead to a survivor"), "lock", "act"),
}

# Always listed in this order.
DECISIONS = {
    "outside_treaty": Mark(_("Outside the Treaty"), "outside", "wait"),
    "prohibited": Mark(_("Prohibited"), "prohibited", "closed"),
    "refuse": Mark(_("Refuse"), "refuse", "rest"),
    "authorise_with_measures": Mark(_("Authorise with measures"), "shield", "active"),
    "authorise": Mark(_("Authorise"), "authorise", "active"),
}
DECIDED = {
    "outside_treaty": Mark(_("Outside the Treaty"), "outside", "wait"),
    "prohibited": Mark(_("Prohibited"), "prohibited", "closed"),
    "refuse": Mark(_("Refused"), "refuse", "closed"),
    "authorise_with_measures": Mark(_("Authorised with measures"), "shield", "firm"),
    "authorise": Mark(_("Authorised"), "authorise", "firm"),
}

ROLES = {
    "officer": _("officer"),
    "supervisor": _("supervisor"),
    "legal": _("legal adviser"),
    "head": _("head of the authority"),
    "auditor": _("auditor"),
    "editor": _("register editor"),
    "administrator": _("administrator"),
}
LANGUAGES = {
    "ar": _("Arabic"),
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "ru": _("Russian"),
    "zh-hans": _("Chinese"),
}

ARTICLES = (
    Choice("2.1.a", _("Battle tanks")),
    Choice("2.1.b", _("Armoured combat vehicles")),
    Choice("2.1.c", _("Large-calibre artillery systems")),
    Choice("2.1.d", _("Combat aircraft")),
    Choice("2.1.e", _("Attack helicopters")),
    Choice("2.1.f", _("Warships")),
    Choice("2.1.g", _("Missiles and missile launchers")),
    Choice("2.1.h", _("Small arms and light weapons")),
    Choice("3", _("Ammunition and munitions")),
    Choice("4", _("Parts and components")),
    Choice("outside", _("Outside these articles")),
)
ACTIVITIES = (
    Choice("export", pgettext_lazy("activity", "Export")),
    Choice("import", pgettext_lazy("activity", "Import")),
    Choice("transit", _("Transit")),
    Choice("trans_shipment", _("Trans-shipment")),
    Choice("brokering", _("Brokering")),
)
MODES = (
    Choice("commit", _("Commit"), _("The item itself is used in the act.")),
    Choice(
        "facilitate",
        _("Facilitate"),
        _("The item makes the act easier, also in the hands of others."),
    ),
)
ACTORS = (
    Choice("state", _("State forces or officials")),
    Choice("non_state", _("Armed groups or other non-State actors")),
    Choice("private", _("Private persons or companies")),
)
RELIABILITY = (
    Choice("A", _("Completely reliable")),
    Choice("B", _("Usually reliable")),
    Choice("C", _("Fairly reliable")),
    Choice("D", _("Not usually reliable")),
    Choice("E", _("Unreliable")),
    Choice("F", _("Reliability cannot be judged")),
)
CREDIBILITY = (
    Choice("1", _("Confirmed by independent sources")),
    Choice("2", _("Probably true")),
    Choice("3", _("Possibly true")),
    Choice("4", _("Doubtful")),
    Choice("5", _("Improbable")),
    Choice("6", _("Truth cannot be judged")),
)
STANCE = (
    Choice("for", _("Supports the finding")),
    Choice("against", _("Speaks against the finding")),
)
READING = (
    Choice(
        "threshold", _("Threshold reading"), _("The risk that stays is held against a threshold.")
    ),
    Choice(
        "weighing",
        _("Weighing reading"),
        _("The risk that stays may be weighed against a substantial contribution to peace."),
    ),
)
