"""No bar and no letter is passed by what a program writes with the application's rights.

Python's own checks are taken away; the rules of the database are left alone to hold.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from assessments.cases.opening import store
from assessments.models import (
    Act,
    Attachment,
    Case,
    Correction,
    MatchVerdict,
    Record,
    ScreeningRun,
    SourceRevision,
    StandardsVersion,
)
from assessments.review import deciding
from assessments.review.deciding import Line
from assessments.screening.keeping import deal_with, keep_screening
from assessments.screening.of_case import screen
from tests.builders import decide_case, issued, make_case, submit
from tests.evidence.sources import registered
from tests.incidents.making import make_incident
from tests.lists.letters import a_letter, case_under, say
from tests.lists.made import loaded
from tests.requests.asking import done, sent
from tests.review.test_deciding import raw_decision
from tests.review.test_rules_of_the_database import line

pytestmark = pytest.mark.django_db
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "As reasoned.") for item, outcome in RECOMMENDED.items()}
LISTED = {"key": "p1", "kind": "person", "name": "Muhammad Al Khatibi"}


def named(file):
    file["transfer"]["parties"] = [
        {"name": "Mohammed al-Khatibi", "role": "consignee", "country": "XB"}
    ]


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), RECOMMENDED, by=mina)


@pytest.fixture
def past_python(monkeypatch):
    monkeypatch.setattr(deciding, "check_bars", lambda *_given: None)
    return monkeypatch


def refused(rule, write):
    with pytest.raises(DatabaseError, match=rule), transaction.atomic():
        write()


@pytest.mark.parametrize("days", [-400, -3, 3])
def test_no_decision_is_of_another_day_on_which_nothing_would_bar_it(
    days, submission, sofia, past_python
):
    day = timezone.localdate() + timedelta(days=days)
    past_python.setattr("tests.review.test_deciding.timezone.localdate", lambda: day)

    refused("is the day on which it is taken", lambda: raw_decision(submission, sofia))


def test_no_source_was_checked_on_a_day_to_come(mina):
    source = registered(mina)
    later = timezone.localdate() + timedelta(days=900)
    same = SourceRevision.objects.filter(pk=source.pk).values().get()
    same |= {
        "id": None,
        "number": 2,
        "because": "Asked.",
        "made_at": timezone.now() + timedelta(days=900),
        "checked_on": later,
        "next_check_on": later,
    }

    refused("still to come", lambda: SourceRevision.objects.create(**same))


@pytest.mark.parametrize(
    "change",
    [
        {"end_user": "Nobody"},
        {"recipient_state": "XZ"},
        {"imported": {"practice": "s04"}},
        {"standards": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_a_case_is_judged_by_stands_still_while_it_is_reviewed(change, submission):
    case = Case.objects.filter(pk=submission.case_id)

    refused("rests on is not changed", lambda: case.update(**change))


def test_no_case_is_judged_by_standards_that_only_one_person_wants(mina, adam):
    case = make_case("s04", mina)
    wanted = StandardsVersion.objects.create(
        number=2,
        choices=StandardsVersion.objects.get().choices,
        bars_lifted=["match_not_cleared"],
        proposed_by=adam,
        proposed_at=timezone.now(),
    )

    refused(
        "by the standards in force",
        lambda: Case.objects.filter(pk=case.pk).update(standards=wanted),
    )


def test_no_incident_is_dodged_by_naming_another_state_beside_the_answers(mina, edith):
    make_incident(edith)
    case = make_case("s04", mina)
    Case.objects.filter(pk=case.pk).update(recipient_state="XZ", end_user="Nobody")

    refused("is not the one that its answers name", lambda: submit(case, RECOMMENDED, by=mina))


@pytest.mark.parametrize("finding", ["", "confirmed"])
def test_no_screening_leaves_out_what_was_found(finding, mina, sofia, past_python):
    loaded(LISTED)
    submission = submit(make_case("s04", mina, change=named), RECOMMENDED, by=mina)
    case = submission.case
    if finding:
        (match,) = screen(case, timezone.localdate()).matches
        deal_with(case, match, finding=finding, reason="The same.", seen=0, by=mina)

    def keep_nothing(case, *, on, by):
        kept = keep_screening(case, on=on, by=by)
        last = ScreeningRun.objects.filter(case=case).values().last()
        ScreeningRun.objects.create(**last | {"id": None, "matches": []})
        return kept

    past_python.setattr(deciding, "keep_screening", keep_nothing)
    refused("is not cleared", lambda: decide_case(submission, lines=LINES, by=sofia))


def test_who_does_not_work_on_a_case_clears_none_of_its_matches(mina, omar, sofia):
    loaded(LISTED)
    submission = submit(make_case("s04", mina, change=named), RECOMMENDED, by=mina)
    (match,) = submission.case.screening_matches.all()

    for person in (omar, sofia):
        refused(
            "deals with its matches",
            lambda by=person: MatchVerdict.objects.create(
                match=match, number=1, finding="cleared", reason="So.", by=by
            ),
        )


@pytest.mark.parametrize("change", [{"end_user": "Army of State A"}, {"unit": "crates"}])
def test_no_letter_serves_another_end_user_or_unit(change, edith, mina, sofia, past_python):
    past_python.setattr("assessments.wizard.route.applied", lambda file, _named, **_when: file)
    case = case_under(a_letter(edith), mina)
    other = a_letter(edith, reference="Letter 15", **change)
    say(case, "6-1", "", lambda content: content["exemption"].update(letter=str(other.pk)))
    covering = f"{other.lines.get().pk}"
    say(case, "quantity-6-1", "1", lambda content: content.update(line=covering))
    submission = submit(case, {"1": "authorise"}, by=mina)

    refused("not for this supply", lambda: line(raw_decision(submission, sofia), "1", "authorise"))


def test_no_record_has_a_number_or_digest_of_its_own(submission, sofia):
    decision = decide_case(submission, lines=LINES, by=sofia)

    refused("no record of the edition", lambda: issued(decision, b"%PDF", sofia, number=0))
    refused("no record of the edition", lambda: issued(decision, b"%PDF", sofia, edition="private"))

    issued(decision, b"%PDF", sofia)
    other = Record.objects.values().get() | {"id": None, "code": "X", "edition": "public"}
    other["body"] = b"%PDF other"
    refused("is that of its bytes", lambda: Record.objects.create(**other))


def test_who_worked_on_a_case_does_not_correct_its_record(mina, omar, sofia, simon):
    case = make_case("s04", mina)
    case.colleagues.add(simon)
    decision = decide_case(submit(case, RECOMMENDED, by=mina), lines=LINES, by=sofia)
    issued(decision, b"%PDF", sofia)

    refused(
        "had no hand in the assessment",
        lambda: Correction.objects.create(
            decision=decision, number=2, statements=[{}], reason="A slip.", made_by=simon
        ),
    )


def test_no_file_is_put_to_an_answer_once_the_case_is_decided(mina, sofia):
    case = make_case("s04", mina)
    request = sent(case, by=mina)
    done(request, Act.ANSWERED, by=mina)
    file = Attachment.objects.create(
        case=case,
        name="a.txt",
        stored_id=store(b"Later."),
        kind="other",
        content_type="text/plain",
        size=6,
        added_by=mina,
    )
    decide_case(submit(case, RECOMMENDED, by=mina), lines=LINES, by=sofia)
    answer = request.acts.get(kind="answered")

    refused("before its case is decided", lambda: answer.files.add(file))
