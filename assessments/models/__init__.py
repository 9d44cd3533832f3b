"""Every table, one subject a module; acts live in the folders, permissions in cases/access.py."""

from .answer import Answer
from .attachment import Attachment, StoredFile
from .audit import Entry, EntryBody, Link
from .case import Case, Status
from .decision import Condition, Decision, DecisionLine, Record
from .people import Role, Substitution, Unit, User
from .standards import StandardsVersion
from .submission import ReturnForChanges, SignOff, Submission

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "Condition",
    "Decision",
    "DecisionLine",
    "Entry",
    "EntryBody",
    "Link",
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
]
