"""A submission as it lies before its reviewers, and what must hold before anybody acts on it."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from assessments.cases import access
from assessments.cases.refusals import FourEyesRequired, NotMovable
from assessments.cases.status import locked
from assessments.law import Ruling, Standards, rule
from assessments.lists.flags import Since, changed_since
from assessments.lists.letters import applied
from assessments.lists.touching import Supply
from assessments.models import Case, Role, Status, Submission, User

SIGNERS = {"legal": Role.LEGAL, "head": Role.HEAD}


def last_submission(case: Case) -> Submission:
    """What the officer handed over last. A submitted case has one."""
    submissions = case.submissions.select_related("submitted_by", "standards")
    return submissions.prefetch_related("sign_offs__signed_by").latest("number")


def hold(submission: Submission) -> Case:
    """The case, locked, while this submission waits for a decision. Raises NotMovable.

    A page made from an earlier submission must not act on a later one.
    """
    case = locked(submission.case)
    last = case.submissions.order_by("-number").values_list("pk", flat=True).first()
    if case.status != Status.SUBMITTED or last != submission.pk:
        raise NotMovable
    return case


def require_second_person(case: Case, by: User) -> None:
    """Raises FourEyesRequired for anybody who had a hand in the assessment."""
    if access.worked_on(by, case):
        raise FourEyesRequired


def ruling_today(submission: Submission) -> Ruling:
    """The ruling on what was submitted, under its standards, for today in the authority's zone."""
    return rule(
        file_today(submission),
        standards=Standards.from_file(submission.standards.choices),
        on=timezone.localdate(),
    )


def letters_of(submission: Submission) -> list[dict[str, Any]]:
    """The letters of exemption that the submission names."""
    return (submission.content.get("lists") or {}).get("letters") or []


def file_today(submission: Submission) -> dict[str, Any]:
    """What was submitted, exemptions as far as their letters still reach."""
    return applied(submission.content["case_file"], letters_of(submission))


def lists_since(submission: Submission) -> Since:
    """What the lists say otherwise than when the case was submitted, as far as it concerns it."""
    supply = Supply.of_file(submission.content["case_file"])
    named = [naming["letter"] for naming in letters_of(submission)]
    return changed_since(supply, named, submission.submitted_at)


def still_stands(submission: Submission, ruling: Ruling) -> bool:
    """Whether the law permits today what it permitted when the case was submitted."""
    submitted, today = submission.ruling, ruling.as_json()
    return all(submitted[what] == today[what] for what in ("items", "open_points", "sign_offs"))


def signed_kinds(submission: Submission) -> set[str]:
    return set(submission.sign_offs.values_list("kind", flat=True))


def waived_kinds(submission: Submission) -> set[str]:
    return set(submission.waivers.values_list("kind", flat=True))


def kinds_for(user: User, submission: Submission, roles: Collection[str]) -> list[str]:
    """The sign-offs that this person could give: asked for, not given, of one of their roles."""
    signed = {one.kind: one.signed_by_id for one in submission.sign_offs.all()}
    if user.pk in signed.values():
        return []
    wanted: list[Any] = submission.ruling["sign_offs"]
    return [kind for kind in wanted if kind not in signed and SIGNERS[kind] in roles]
