"""Who may see, edit, review, sign off, decide and audit a case. Every view starts here.

A person who may not is told that there is no such page (404): a stranger learns nothing. Who may
see a case and is kept from an act by what they declared is told so, and what to do (403).

Need-to-know: officers have their own cases and those shared with them; reviewers those of their
unit, once submitted, and those assigned to them by name; auditors what is decided. Who belongs to
no unit works for the whole authority, and a case of no unit is everybody's of a role. Who stands
in for somebody has what that person's role gives them, and acts as themselves: four eyes count
whoever acts. An administrator reads no case.
"""

from assessments.models.assignment import REVIEWERS

from .declarable import declarable_case, must_declare
from .hats import require, roles_of
from .interests import has_interest, interested, require_declared, what_to_do
from .looking import lookable_case
from .reviewing import (
    UNDER_REVIEW,
    act_as,
    assignable_case,
    clearable,
    ever_worked_on,
    lead_as,
    movable_case,
    open_to_review,
    reviewable_case,
    reviewing_hats,
    waivers,
    worked_on,
)
from .rights import Rights, rights
from .seeing import (
    audited_cases,
    copyable_case,
    decided_case,
    decided_list,
    issuable_case,
    officers_listed,
    review_list,
    visible_case,
    visible_cases,
    work_list,
)
from .ways import READERS, SUBMITTED_OR_LATER
from .working import (
    asked_first,
    editable_case,
    followed_case,
    holds,
    own_case,
    own_clean_case,
    own_or_shared_case,
    workable_case,
    works_on,
)

__all__ = [
    "READERS",
    "REVIEWERS",
    "SUBMITTED_OR_LATER",
    "UNDER_REVIEW",
    "Rights",
    "act_as",
    "asked_first",
    "assignable_case",
    "audited_cases",
    "clearable",
    "copyable_case",
    "decided_case",
    "declarable_case",
    "decided_list",
    "editable_case",
    "followed_case",
    "ever_worked_on",
    "has_interest",
    "holds",
    "interested",
    "issuable_case",
    "lead_as",
    "lookable_case",
    "movable_case",
    "must_declare",
    "officers_listed",
    "open_to_review",
    "own_case",
    "own_clean_case",
    "own_or_shared_case",
    "require",
    "require_declared",
    "reviewable_case",
    "reviewing_hats",
    "review_list",
    "rights",
    "roles_of",
    "visible_case",
    "visible_cases",
    "waivers",
    "what_to_do",
    "work_list",
    "workable_case",
    "worked_on",
    "works_on",
]
