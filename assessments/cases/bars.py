"""What holds back an authorisation beside the ruling (rule 12): never a refusal or prohibition.

The packages that keep evidence, incidents and screening say what stands; wizard/bars.py collects.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STALE_EVIDENCE = "stale_evidence"
INCIDENT_WITHOUT_VIEW = "incident_without_view"
MATCH_NOT_CLEARED = "match_not_cleared"


@dataclass(frozen=True)
class Bar:
    """One thing that holds an authorisation back: which kind, in a sentence, and where it ends."""

    code: str
    words: str
    address: str = ""

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "words": str(self.words)}


@dataclass(frozen=True)
class Kind:
    """A kind of bar, as a choice of the authority: it holds back unless the standards lift it."""

    code: str
    question: str | Promise
    kept: str | Promise
    lifted: str | Promise
    for_it: str | Promise
    against_it: str | Promise


KINDS = (
    Kind(
        STALE_EVIDENCE,
        _("Does evidence whose check is overdue hold back an authorisation?"),
        _("Decisive evidence is confirmed or replaced before anything is authorised on it."),
        _("Overdue evidence is pointed out, and no more."),
        _("What was true when it was read may have changed before the arms leave."),
        _("A small staff may not be able to check every source again in time."),
    ),
    Kind(
        INCIDENT_WITHOUT_VIEW,
        _("Does a past incident without a view hold back an authorisation?"),
        _("Each incident of the end user and the State is judged, or it is said why it is not."),
        _("Incidents without a view are pointed out, and no more."),
        _("A court asks of each incident what the authority made of it."),
        _("A register that others fill may name more incidents than can be judged."),
    ),
    Kind(
        MATCH_NOT_CLEARED,
        _("Does a screening match that is not cleared hold back an authorisation?"),
        _("Each match with a list is cleared with a reason before anything is authorised."),
        _("Matches are pointed out, and no more."),
        _("A listed party behind another spelling is the costliest mistake of all."),
        _("Common names match often, and each has to be cleared by hand."),
    ),
)
