"""Every table, one subject a module; acts live in the folders, permissions in cases/access.py."""

from .answer import Answer
from .assignment import Assignment, Reading
from .attachment import Attachment, StoredFile
from .audit import Entry, EntryBody, Link
from .case import Case, Status
from .decision import Condition, Correction, Decision, DecisionLine, Edition, Record
from .evidence import Source, SourceRevision
from .grants import RoleGrant
from .guidance import Considered, OwnGuidance, OwnKind, TreatyText
from .incident import Incident, IncidentLink, IncidentVersion, IncidentView
from .interest import Clearance, Declaration, Purpose
from .letters import ExemptionLetter, LetterLine, LetterUse
from .lists import EntryKind, ListEntry, ListFile, ListFlag, ListKind, ListLoad, ListSource
from .people import Role, Substitution, Unit, User
from .profiles import Adoption, Profile, ProfileKind, ProfileLook, ProfileVersion
from .requests import Act, InformationRequest, RequestAct
from .retention import Disposal, LegalHold
from .review import Note, Reply, Verdict
from .screening import MatchVerdict, ScreeningMatch, ScreeningRun
from .sent import SentForm
from .standards import StandardsVersion
from .submission import ReturnForChanges, SignOff, Submission, Waiver

__all__ = [
    "Adoption",
    "Act",
    "Answer",
    "Assignment",
    "Attachment",
    "Case",
    "Clearance",
    "Condition",
    "Correction",
    "Considered",
    "Decision",
    "DecisionLine",
    "Declaration",
    "Disposal",
    "Edition",
    "Entry",
    "EntryBody",
    "EntryKind",
    "ExemptionLetter",
    "Incident",
    "IncidentLink",
    "IncidentVersion",
    "IncidentView",
    "InformationRequest",
    "LegalHold",
    "LetterLine",
    "LetterUse",
    "Link",
    "ListEntry",
    "ListFile",
    "ListFlag",
    "ListKind",
    "ListLoad",
    "ListSource",
    "MatchVerdict",
    "Note",
    "OwnGuidance",
    "OwnKind",
    "Profile",
    "ProfileKind",
    "ProfileLook",
    "ProfileVersion",
    "Purpose",
    "Reading",
    "Record",
    "Reply",
    "RequestAct",
    "ReturnForChanges",
    "Role",
    "RoleGrant",
    "ScreeningMatch",
    "ScreeningRun",
    "SentForm",
    "SignOff",
    "Source",
    "SourceRevision",
    "StandardsVersion",
    "Status",
    "StoredFile",
    "Submission",
    "Substitution",
    "TreatyText",
    "Unit",
    "User",
    "Verdict",
    "Waiver",
]
