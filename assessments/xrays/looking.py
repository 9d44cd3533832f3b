"""All X-rays of a case: what each found, and whether the look at other cases was finished."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from assessments.cases import access
from assessments.models import Answer, Case, User

from .across import Across, look_across
from .against_profiles import lighter_than_a_profile
from .among import refused_before, same_passage, unknown_to_none
from .finding import Finding, Other, Sight, Xray
from .patterns import not_serious_against_findings, paper_against_a_pattern
from .within import economic_interest, step_6_before_step_5, without_evidence

XRAYS = (
    Xray(
        refused_before,
        _("A similar transfer was refused before"),
        _(
            "Like cases are treated alike: the assessment is objective and non-discriminatory."
            " A different outcome needs a reason that a court can see."
        ),
        "7.1",
    ),
    Xray(
        unknown_to_none,
        _("“Not enough information” became “none”"),
        _("That nothing is known of a risk is not the same as that there is none."),
        "7.1",
    ),
    Xray(
        not_serious_against_findings,
        _("Judged not serious, against what case or profile say"),
        _(
            "Each act is judged by its gravity and the harm it does. A pattern is enough for it to"
            " be serious, and none is needed."
        ),
        "7.4.step_2",
    ),
    Xray(
        lighter_than_a_profile,
        _("Lighter than a profile of the authority finds it"),
        _(
            "What the authority keeps of a State or an end user is no rule for a case. A case that"
            " judges otherwise says what it knows better."
        ),
        "7.4.step_2",
    ),
    Xray(
        paper_against_a_pattern,
        _("Measures on paper against deep-rooted violence"),
        _(
            "Promises, certificates and courses seldom change what is deep-rooted. Paragraphs 129"
            " to 135 of the Voluntary Guide ask whether a measure works on this risk, and in time."
        ),
        "mitigation",
    ),
    Xray(
        step_6_before_step_5,
        _("Overriding risk answered before mitigation"),
        _("Overriding risk is what stays after the measures that are available, Article 7(2)."),
        "overriding",
    ),
    Xray(
        economic_interest,
        _("Reasons that speak of an economic interest"),
        _(
            "Jobs, sales and competitors are no ground under Article 7: none of them lowers a risk,"
            " and none is weighed against it."
        ),
        "overriding",
    ),
    Xray(
        same_passage,
        _("The same passage in several cases"),
        _(
            "Each export is assessed on its own facts. A passage taken over is right where it is"
            " true here, too."
        ),
        "7.1",
    ),
    Xray(
        without_evidence,
        _("Conclusions that cite nothing"),
        _("A court asks of each conclusion what it rests on, and what speaks against it."),
        "7.1",
    ),
)


@dataclass(frozen=True)
class Seen:
    """What one X-ray found."""

    xray: Xray
    findings: list[Finding]


def look(case: Case, answers: Iterable[Answer], reader: User) -> tuple[list[Seen], bool]:
    """What the X-rays find, those that found nothing left out; and whether they were finished."""
    across = look_across(case)
    sight = Sight.of(case, answers, across, known_to(reader, {case.pk, *cases_of(across)}))
    found = (Seen(xray, list(xray.find(sight))) for xray in XRAYS)
    return [seen for seen in found if seen.findings], across.is_finished


def cases_of(across: Across) -> Iterator[UUID]:
    """The other cases that something was found in."""
    yield from (one.case for one in across.refused)
    yield from (pk for one in across.alike for pk in one.cases)


def known_to(reader: User, cases: set[UUID]) -> dict[UUID, Other]:
    """Those of the cases that the reader may see; asked even where there is only this one."""
    seen = access.visible_cases(reader).filter(pk__in=cases)
    rows = seen.values_list("pk", "reference", "recipient_state", "end_user")
    return {pk: Other(*told) for pk, *told in rows}
