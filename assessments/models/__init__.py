"""Every table, one subject a module; acts live in the folders, permissions in cases/access.py."""

from .answer import Answer
from .assignment import Assignment, Reading
from .attachment import Attachment, StoredFile
from .audit import Entry, EntryBody, Link
from .case import Case, Status
from .decision import Condition, Decision, DecisionLine, Record
from .interest import Clearance, Declaration, Purpose
from .people import Role, Substitution, Unit, User
from .standards import StandardsVersion
from .submission import ReturnForChanges, SignOff, Submission, Waiver

__all__ = [
    "Answer",
    "Assignment",
    "Attachment",
    "Case",
    "Clearance",
    "Condition",
    "Decision",
    "DecisionLine",
    "Declaration",
    "Entry",
    "EntryBody",
    "Link",
    "Purpose",
    "Reading",
    "Record",
    "ReturnForChanges",
    "Role",
    "SignOff",
    "StandardsVersion",
    "Status",
    "StoredFile",
    "Submission",
    "Substitution",
    "Unit",
    "User",
    "Waiver",
]
