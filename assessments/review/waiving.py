"""A sign-off that nobody else could give: waived at the decision, looked at again later."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases import access
from assessments.cases.refusals import NotPermitted, Refusal
from assessments.models import Submission, User, Waiver

from .standing import signed_kinds

REVIEW_AFTER = timedelta(days=90)


class SomebodyElseIsThere(Refusal):
    sentence = _(
        "A sign-off is waived only where nobody else in the authority could give it. Somebody can:"
        " ask for it, or assign the case to that person."
    )


def waivable(submission: Submission, by: User) -> list[str]:
    """The sign-offs asked for and not given that nobody but the decider could still give."""
    given = signed_kinds(submission)
    return [
        kind
        for kind in submission.ruling["sign_offs"]
        if kind not in given and not somebody_signs_off(submission, kind, by)
    ]


def somebody_signs_off(submission: Submission, kind: str, decider: User) -> bool:
    """The database's own answer (migration 0024), by which it accepts a waiver."""
    with connection.cursor() as cursor:
        cursor.execute("select somebody_signs_off(%s, %s, %s)", [submission.pk, kind, decider.pk])
        return cursor.fetchone()[0]


def waive(submission: Submission, reasons: Mapping[str, str], *, by: User) -> None:
    """With the decision, in its transaction. Raises SomebodyElseIsThere."""
    if not reasons.keys() <= set(waivable(submission, by)):
        raise SomebodyElseIsThere
    review_on = timezone.localdate() + REVIEW_AFTER
    for kind, reason in reasons.items():
        Waiver.objects.create(
            submission=submission, kind=kind, reason=reason, by=by, review_on=review_on
        )
        record(Verb.WAIVED, submission.case, by=by, kind=kind, reason=reason, review_on=review_on)


@transaction.atomic
def review_waiver(waiver: Waiver, *, review: str, by: User) -> None:
    """Another person looks at it, once. Raises NotPermitted."""
    # The row itself, not whether it exists: that would lock rows of others too, which nobody may.
    found = access.waivers(by).select_for_update(of=("self",)).filter(pk=waiver.pk).first()
    if found is None:
        raise NotPermitted
    waiver = found
    access.visible_case(by, waiver.submission.case.reference)  # says for whom the person acts
    waiver.reviewed_by, waiver.reviewed_at, waiver.review = by, timezone.now(), review
    waiver.save(update_fields=["reviewed_by", "reviewed_at", "review"])
    record(Verb.WAIVER_REVIEWED, waiver.submission.case, by=by, kind=waiver.kind, review=review)
