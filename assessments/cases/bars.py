"""What holds back an authorisation beside the ruling (rule 12): never a refusal or prohibition.

The packages that keep evidence, incidents and screening say what stands; wizard/bars.py collects it.
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


KINDS = (
    Kind(
        STALE_EVIDENCE,
        _("Does evidence whose check is overdue hold back an authorisation?"),
        _("Decisive evidence is confirmed or replaced before anything is authorised on it."),
        _("Overdue evidence is pointed out, and whoever decides says why it is good enough."),
    ),
    Kind(
        INCIDENT_WITHOUT_VIEW,
        _("Does a past incident without a view hold back an authorisation?"),
        _("Each incident of the end user and the State is judged, or it is said why it is not."),
        _("Incidents without a view are pointed out, and no more."),
    ),
    Kind(
        MATCH_NOT_CLEARED,
        _("Does a screening match that is not cleared hold back an authorisation?"),
        _("Each match with a list is cleared with a reason before anything is authorised."),
        _("Matches are pointed out, and no more."),
    ),
)
