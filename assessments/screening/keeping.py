"""A screening is kept at submission and at the decision; each match is dealt with, and it stays."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import Refusal
from assessments.models import Case, MatchVerdict, ScreeningMatch, ScreeningRun, User

from .of_case import Match, Screening, screen, with_verdicts

VERBS = {
    MatchVerdict.Finding.CLEARED: Verb.MATCH_CLEARED,
    MatchVerdict.Finding.CONFIRMED: Verb.MATCH_CONFIRMED,
}


class DealtWithMeanwhile(Refusal):
    sentence = _(
        "Somebody dealt with this match since you opened the page. Read what they found; what you"
        " typed stands below."
    )


def keep_screening(case: Case, *, on: date, by: User) -> Screening:
    """Screen once more and keep what was found. Nothing is kept while no list was ever loaded."""
    screening = screen(case, on)
    if not screening.loads:
        return screening
    keep_matches(case, screening.matches)
    ScreeningRun.objects.create(
        case=case,
        on=on,
        load_id=screening.load,
        loads=screening.loads,
        subjects=screening.named,
        entries=screening.entries,
        matches=[match.kept.pk for match in screening.matches if match.kept],
        run_by=by,
    )
    record(
        Verb.SCREENED,
        case,
        by=by,
        load=screening.load,
        names=len(screening.subjects),
        entries=screening.entries,
        matches=[[match.subject.key, match.entry_id] for match in screening.matches],
    )
    return screening


def keep_matches(case: Case, matches: list[Match]) -> None:
    """A row for each, so that verdicts and runs can name it."""
    ScreeningMatch.objects.bulk_create(
        (
            ScreeningMatch(
                case=case,
                subject_key=match.subject.key,
                subject=match.subject.as_json(),
                entry_id=match.entry_id,
                found=match.found,
            )
            for match in matches
            if match.kept is None
        ),
        ignore_conflicts=True,
    )
    with_verdicts(case, matches)


def carry_over(case: Case, new: Case) -> None:
    """A case that is split off names the same people: how each match was dealt with goes along."""
    for row in case.screening_matches.prefetch_related("verdicts"):
        verdicts = list(row.verdicts.all())
        row.pk, row.case = None, new
        row.save(force_insert=True)
        for verdict in verdicts:
            verdict.pk, verdict.match = None, row
            verdict.save(force_insert=True)


def deal_with(
    case: Case, match: Match, *, finding: str, reason: str, seen: int, by: User
) -> MatchVerdict:
    """Clear or confirm a match, with the reason; `seen` verdicts were there before.

    Raises DealtWithMeanwhile.
    """
    try:
        with transaction.atomic():
            keep_matches(case, [match])
            verdict = MatchVerdict.objects.create(
                match=match.kept, number=seen + 1, finding=finding, reason=reason, by=by
            )
            record(
                VERBS[MatchVerdict.Finding(finding)],
                case,
                by=by,
                name=match.subject.name,
                listed=match.found["name"],
                entry=match.entry_id,
                reason=reason,
            )
    except IntegrityError as error:
        raise DealtWithMeanwhile from error
    return verdict
