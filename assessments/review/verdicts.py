"""A verdict on each part of a submission: accepted, or to be mended, with a comment."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.models import Role, Submission, User, Verdict

from .standing import hold, require_second_person


class Judged(NamedTuple):
    """What a supervisor makes of a part."""

    is_accepted: bool
    comment: str = ""


def given(submission: Submission) -> dict[str, Verdict]:
    """The verdicts so far, by part."""
    return {one.part: one for one in submission.verdicts.select_related("given_by")}


@transaction.atomic
def give_verdicts(submission: Submission, judged: Mapping[str, Judged], *, by: User) -> None:
    """New and changed verdicts; each is an entry. Raises NotMovable, NotPermitted.

    They stay the supervisor's until the case is returned or decided.
    """
    case = hold(submission)
    access.act_as(by, case, Role.SUPERVISOR)
    require_second_person(case, by)
    before = given(submission)
    for part, (is_accepted, comment) in judged.items():
        was = before.get(part)
        if was and (was.is_accepted, was.comment) == (is_accepted, comment):
            continue
        said = {"is_accepted": is_accepted, "comment": comment}
        Verdict.objects.update_or_create(
            submission=submission,
            part=part,
            defaults={**said, "given_by": by, "given_at": timezone.now()},
        )
        record(Verb.PART_REVIEWED, case, by=by, part=part, number=submission.number, **said)
