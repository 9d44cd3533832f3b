"""Articles 6 and 7 of the Arms Trade Treaty as plain Python: what a case's answers permit.

`rule` takes a case file that has been checked and gives a `Ruling`; nothing here knows a
database, a form or a language. Modules follow the order of the assessment: `scope`, `article_6`,
`exemptions`, `diversion`, `article_7`, `six_steps`, `risks`, `outcome`; `findings` reads the
case, `ruling` goes through the rules, `route` says which places are asked, and `trace` holds the
facts that a justification is written from.
"""

from assessments.law.answers import (
    Action,
    Activity,
    Actor,
    Contribution,
    Decision,
    Diversion,
    Finding,
    ItemArticle,
    Knowledge,
    Link,
    Mitigation,
    Mode,
    Overriding,
    Potential,
    Prevalence,
    Prohibition,
    Reading,
    Scope,
    Severity,
    SignOff,
)
from assessments.law.blank import folded, is_blank
from assessments.law.places import LINES, RISK_PARTS
from assessments.law.points import OpenPoint, PointCode
from assessments.law.ruling import Ruling, rule
from assessments.law.standards import Standard, Standards
from assessments.law.trace import Effect, Entry, replay

__all__ = [
    "LINES",
    "RISK_PARTS",
    "Action",
    "Activity",
    "Actor",
    "Contribution",
    "Decision",
    "Diversion",
    "Effect",
    "Entry",
    "Finding",
    "ItemArticle",
    "Knowledge",
    "Link",
    "Mitigation",
    "Mode",
    "OpenPoint",
    "Overriding",
    "PointCode",
    "Potential",
    "Prevalence",
    "Prohibition",
    "Reading",
    "Ruling",
    "Scope",
    "Severity",
    "SignOff",
    "Standard",
    "Standards",
    "folded",
    "is_blank",
    "replay",
    "rule",
]
