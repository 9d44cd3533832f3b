"""Decide a submitted case, item by item, among what the law permits on the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.digests import digest
from assessments.audit.trail import Verb, position, record
from assessments.cases import access, history
from assessments.cases.refusals import (
    Barred,
    FourEyesRequired,
    NotPermitted,
    Refusal,
    RulingChanged,
    SignOffMissing,
)
from assessments.cases.status import move
from assessments.evidence.standing import frozen_sources
from assessments.incidents.of_case import frozen_incidents
from assessments.law import Decision as Outcome
from assessments.law import Ruling
from assessments.lists import flags, letters
from assessments.models import (
    Case,
    Condition,
    Decision,
    DecisionLine,
    Purpose,
    Role,
    Status,
    Submission,
    User,
)
from assessments.models.text import showable
from assessments.profiles.of_case import frozen as frozen_profiles
from assessments.records.tasks import make_later
from assessments.requests import listing
from assessments.screening.freezing import frozen
from assessments.screening.keeping import keep_screening
from assessments.wizard.bars import bars

from .returning import return_changed
from .standing import (
    file_today,
    hold,
    letters_of,
    lists_since,
    require_second_person,
    ruling_today,
    signed_kinds,
    still_stands,
    waived_kinds,
)
from .undertakings import Undertaking, set_out
from .waiving import waive

AUTHORISATIONS = frozenset({Outcome.AUTHORISE, Outcome.AUTHORISE_WITH_MEASURES})
NONE: Mapping[str, Any] = MappingProxyType({})


class ReasonsMissing(Refusal):
    sentence = _("Every item needs its decision and the reasons for it.")


@dataclass(frozen=True)
class Line:
    """What is decided of one item, and the routine conditions that the decider adds."""

    outcome: str
    reasons: str
    conditions: tuple[str, ...] = ()


def decide_case(
    submission: Submission,
    *,
    lines: Mapping[str, Line],
    by: User,
    undertakings: Mapping[str, Undertaking] = NONE,
    waivers: Mapping[str, str] = NONE,
) -> Decision:
    """Choose for each item one of the decisions the law permits. A second person does this.

    `undertakings` say by the key of each measure that a permission rests on how it is kept (the
    key OWN is that of a measure the decider names); `waivers` are reasons by kind of sign-off,
    where nobody else could give it. The ruling is made again for today; if it differs from the one
    submitted, the case is returned and RulingChanged raised. Raises NotMovable, FourEyesRequired,
    NotPermitted, SignOffMissing, ReasonsMissing, MeasureMissing, UndertakingMissing, DueTooLate,
    DueBeforeDecision, SomebodyElseIsThere, Barred, Interested, DeclarationNeeded, with nothing
    recorded.
    """
    with transaction.atomic():
        case = hold(submission)
        require_decider(case, submission, by)
        letters.hold(letters_of(submission))
        ruling = ruling_today(submission)
        if still_stands(submission, ruling):
            if any(line.outcome in AUTHORISATIONS for line in lines.values()):
                waive(submission, waivers, by=by)
            check_lines(submission, ruling, lines)
            check_bars(case, submission, lines)
            conditions = conditions_of(submission, ruling, lines, undertakings)
            return write(case, submission, ruling, lines, conditions, by)
        return_changed(case, submission, ruling, by=by)
    raise RulingChanged


def require_decider(case: Case, submission: Submission, by: User) -> None:
    """A supervisor who neither worked on the case, nor signed it off, nor has an interest in it."""
    access.act_as(by, case, Role.SUPERVISOR)
    require_second_person(case, by)
    access.require_declared(by, case, Purpose.DECIDE)
    if submission.sign_offs.filter(signed_by=by).exists():
        raise FourEyesRequired(_("Who signed a case off does not decide it."))


def is_whole(submission: Submission) -> bool:
    """Whether every part was done: what was submitted unfinished is not authorised."""
    return submission.content.get("is_whole") is True


def check_lines(submission: Submission, ruling: Ruling, lines: Mapping[str, Line]) -> None:
    if lines.keys() != ruling.permits.keys():
        raise ReasonsMissing
    missing = set(ruling.sign_offs) - signed_kinds(submission) - waived_kinds(submission)
    held = {item for point in ruling.open_points for item in ruling.concerns(point)}
    for item, line in lines.items():
        if not line.reasons.strip():
            raise ReasonsMissing
        if line.outcome not in ruling.permits[item]:
            raise NotPermitted
        if line.outcome in AUTHORISATIONS and (item in held or not is_whole(submission)):
            raise NotPermitted
        if line.outcome in AUTHORISATIONS and missing:
            raise SignOffMissing


def check_bars(case: Case, submission: Submission, lines: Mapping[str, Line]) -> None:
    """Nothing is authorised past a bar of rule 12 that stands today. Raises Barred."""
    if any(line.outcome in AUTHORISATIONS for line in lines.values()):
        for bar in bars(case, submission.standards, timezone.localdate()):
            raise Barred(bar.words)


def write(
    case: Case,
    submission: Submission,
    ruling: Ruling,
    lines: Mapping[str, Line],
    conditions: list[dict[str, Any]],
    by: User,
) -> Decision:
    """The decision with its lines and conditions, the move, and the entry, in one transaction."""
    now = timezone.now()
    written_lines = [written(item, lines[item], ruling) for item in ruling.permits]
    decided = facts_of(now, by) | {"lines": written_lines, "conditions": conditions}
    screened = frozen(keep_screening(case, on=timezone.localdate(), by=by))
    snapshot = whole(case, submission, ruling, decided) | {"screening": screened}
    decision = Decision.objects.create(
        case=case,
        submission=submission,
        assessed_by=submission.submitted_by,
        decided_by=by,
        decided_at=now,
        decided_on=decided["on"],
        digest=submission.digest,
        snapshot=snapshot,
        snapshot_digest=digest(snapshot),
    )
    write_rows(decision, decided)
    move(case, to=Status.DECIDED)
    make_later(case)
    record(
        Verb.DECIDED,
        case,
        by=by,
        digest=submission.digest,
        snapshot_digest=decision.snapshot_digest,
        outcomes={item: line.outcome for item, line in lines.items()},
        conditions=conditions,
    )
    return decision


def facts_of(now: datetime, by: User) -> dict[str, Any]:
    return {
        "at": now.isoformat(),
        "on": timezone.localdate().isoformat(),
        "by": history.signature(by),
    }


def written(item: str, line: Line, ruling: Ruling) -> dict[str, Any]:
    return {
        "item": item,
        "outcome": line.outcome,
        "permitted": [str(one) for one in ruling.permits[item]],
        "reasons": line.reasons,
    }


def conditions_of(
    submission: Submission,
    ruling: Ruling,
    lines: Mapping[str, Line],
    undertakings: Mapping[str, Undertaking],
) -> list[dict[str, Any]]:
    """Raises MeasureMissing, UndertakingMissing, DueTooLate, DueBeforeDecision."""
    outcomes = {item: lines[item].outcome for item in ruling.permits}
    return set_out(
        submission.content["case_file"],
        [entry.as_json() for entry in ruling.trace],
        resting=[item for item, one in outcomes.items() if one == Outcome.AUTHORISE_WITH_MEASURES],
        typed={
            item: lines[item].conditions for item, one in outcomes.items() if one in AUTHORISATIONS
        },
        undertakings=undertakings,
    )


def whole(
    case: Case, submission: Submission, ruling: Ruling, decided: dict[str, Any]
) -> dict[str, Any]:
    """The snapshot that the record is made from: what was submitted, and what came of it."""
    seq, hashed = position()
    content = submission.content
    return {
        **content,
        "lists": {**content.get("lists", {}), "since": flags.as_json(lists_since(submission))},
        "status": "decided",
        "case_file": {**file_today(submission), "decision_date": decided["on"]},
        "ruling": ruling.as_json(),
        "ruled_on": decided["on"],
        "submission_digest": submission.digest,
        "incidents": frozen_incidents(case),
        "evidence": frozen_sources(case, timezone.localdate()),
        "profiles": frozen_profiles(case, case.answers.all()),
        **history.of(case),
        **listing.frozen(case),
        "decision": decided,
        "ledger": {"seq": seq, "hash": hashed},
        "bars": [bar.as_json() for bar in bars(case, submission.standards, timezone.localdate())],
        "years_kept": settings.RETENTION_YEARS,
        "site": settings.SITE_ADDRESS,
    }


def write_rows(decision: Decision, decided: dict[str, Any]) -> None:
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, position=position, **line)
        for position, line in enumerate(decided["lines"])
    )
    Condition.objects.bulk_create(
        Condition(decision=decision, position=position, **as_stored(one))
        for position, one in enumerate(decided["conditions"])
    )


def as_stored(condition: dict[str, Any]) -> dict[str, Any]:
    """What a case file may carry and a plain column cannot hold is marked; the snapshot has it."""
    return condition | {name: showable(condition[name]) for name in ("code", "text")}
