"""What is authorised under a letter in any case is no longer there for the next."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from assessments.audit.trail import Verb, facts_of, last_of
from assessments.cases.declaring import declare
from assessments.cases.refusals import NotMovable, NotPermitted, RulingChanged
from assessments.lists.letters import LetterThere, end_letter, with_left
from assessments.models import (
    DecisionLine,
    ExemptionLetter,
    LetterLine,
    LetterUse,
    ListFlag,
    Purpose,
    Role,
)
from assessments.review import deciding
from assessments.review.deciding import Line as Decided
from assessments.wizard.rests import Change, voided
from assessments.wizard.route import Route
from tests.builders import decide_case, submit
from tests.people import made

from .letters import a_letter, case_under, say, yesterday

pytestmark = pytest.mark.django_db
AUTHORISE = {"1": Decided("authorise", "Within the letter.")}
RECOMMENDED = {"1": "authorise"}


def left(letter):
    return with_left(letter.lines.all()).get().left


def permits(case):
    return [str(one) for one in Route(case).ruling.permits["1"]]


def test_what_one_case_was_authorised_is_not_left_for_another(edith, mina, sofia):
    letter = a_letter(edith, "80")
    first, second = case_under(letter, mina), case_under(letter, mina)
    assert permits(second) == ["refuse", "authorise"]

    decide_case(submit(first, RECOMMENDED, by=mina), lines=AUTHORISE, by=sofia)

    assert left(letter) == 30
    assert permits(second) == ["prohibited"]
    file = Route(second).case_file
    assert file["article_6"]["6.1"]["exemption"]["quantities"] == {"1": 30}
    first.refresh_from_db()
    assert permits(first) == ["refuse", "authorise"], "a decided case keeps its ruling"


def test_a_case_submitted_before_another_used_the_letter_up_goes_back(edith, mina, sofia):
    letter = a_letter(edith, "80")
    first, second = case_under(letter, mina), case_under(letter, mina)
    waiting = submit(second, RECOMMENDED, by=mina)
    decide_case(submit(first, RECOMMENDED, by=mina), lines=AUTHORISE, by=sofia)

    with pytest.raises(RulingChanged):
        decide_case(waiting, lines=AUTHORISE, by=sofia)

    second.refresh_from_db()
    assert second.status == "returned"
    assert left(letter) == 30


def test_a_refusal_uses_nothing(edith, mina, sofia):
    letter = a_letter(edith, "80")
    submission = submit(case_under(letter, mina), RECOMMENDED, by=mina)

    decide_case(submission, lines={"1": Decided("refuse", "Not now.")}, by=sofia)

    assert left(letter) == 80


def test_the_record_rests_on_what_was_left(edith, mina, sofia):
    letter = a_letter(edith, "60")
    submission = submit(case_under(letter, mina), RECOMMENDED, by=mina)

    decision = decide_case(submission, lines=AUTHORISE, by=sofia)

    (named,) = decision.snapshot["lists"]["letters"]
    assert named["letter"] == letter.pk
    assert decision.snapshot["case_file"]["article_6"]["6.1"]["exemption"]["quantities"]["1"] == 50
    assert [(use.item, use.quantity) for use in LetterUse.objects.all()] == [("1", 50)]


@pytest.mark.parametrize(
    "change",
    [
        lambda case: say(case, "quantity-6-1", "1", lambda content: content.pop("line")),
        lambda case: say(case, "item", "1", lambda content: content.update(unit="crates")),
    ],
    ids=["no line", "another unit"],
)
def test_an_item_that_no_line_covers_is_not_exempt(edith, mina, change):
    case = case_under(a_letter(edith), mina)

    change(case)

    assert permits(case) == ["prohibited"]


def test_a_letter_that_was_ended_early_exempts_nothing_and_flags_its_cases(edith, mina):
    letter = a_letter(edith)
    case = case_under(letter, mina)

    end_letter(letter, on=timezone.localdate(), because="Withdrawn.", by=edith)

    assert permits(case) == ["prohibited"]
    assert ListFlag.objects.get().case == case
    assert facts_of(last_of(Verb.LETTER_ENDED))["flagged"] == 1
    with pytest.raises(NotMovable):
        end_letter(letter, on=timezone.localdate(), because="Again.", by=edith)


def test_another_letter_opens_the_quantities_again(edith, mina):
    case = case_under(a_letter(edith), mina)
    answers = Route(case).answers
    before = answers.content("6-1")
    after = {**before, "exemption": {**before["exemption"], "letter": "999"}}

    voids = voided(answers, [Change(("6-1", ""), before, after)])

    assert ("quantity-6-1", "1") in [void.key for void in voids]


def test_only_an_editor_records_a_letter_and_once(edith, mina):
    with pytest.raises(NotPermitted):
        a_letter(mina)
    a_letter(edith)
    with pytest.raises(LetterThere):
        a_letter(edith)


def test_the_database_keeps_letters_and_what_they_cover(edith):
    letter = a_letter(edith)
    for change in (
        lambda: LetterLine.objects.create(
            letter=letter, position=1, description="More", quantity=Decimal(9)
        ),
        lambda: LetterLine.objects.update(quantity=Decimal(900)),
        lambda: ExemptionLetter.objects.update(valid_until="2099-01-01"),
        lambda: ExemptionLetter.objects.update(
            ended_on=yesterday(), ended_by=made("nobody", Role.OFFICER), ended_because="So."
        ),
        lambda: LetterUse.objects.create(line=letter.lines.get(), decision_id=1, item="1"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_database_lets_no_line_be_exceeded_whatever_the_program_says(
    edith, mina, sofia, monkeypatch
):
    letter = a_letter(edith, "80")
    first, second = case_under(letter, mina), case_under(letter, mina)
    submissions = [submit(case, RECOMMENDED, by=mina) for case in (first, second)]
    monkeypatch.setattr("assessments.review.standing.applied", lambda file, named: file)
    decide_case(submissions[0], lines=AUTHORISE, by=sofia)

    with pytest.raises(DatabaseError, match="letter of exemption"), transaction.atomic():
        decide_case(submissions[1], lines=AUTHORISE, by=sofia)

    assert left(letter) == 30


@pytest.mark.django_db(transaction=True)
def test_decisions_at_once_do_not_exceed_a_letter(edith, mina):
    letter = a_letter(edith, "100")
    many = 6
    submissions = [submit(case_under(letter, mina), RECOMMENDED, by=mina) for _one in range(many)]
    deciders = [made(f"decider{number}", Role.SUPERVISOR) for number in range(many)]
    for submission, decider in zip(submissions, deciders, strict=True):
        declare(submission.case, purpose=Purpose.DECIDE, by=decider)
    start = threading.Barrier(many)

    def decide(pair):
        submission, decider = pair
        start.wait()
        try:
            deciding.decide_case(submission, lines=AUTHORISE, by=decider)
        except RulingChanged:
            return "returned"
        finally:
            connections.close_all()
        return "decided"

    with ThreadPoolExecutor(many) as pool:
        came = sorted(pool.map(decide, zip(submissions, deciders, strict=True)))

    assert came == ["decided"] * 2 + ["returned"] * 4
    assert left(letter) == 0
    assert DecisionLine.objects.count() == 2


def test_several_items_share_a_line_in_their_order(edith, mina):
    letter = a_letter(edith, "80")
    case = case_under(letter, mina)
    item = case.answers.get(step="item", row="1")
    row = case.answers.get(step="quantity-6-1", row="1")
    for answer in (item, row):
        answer.pk, answer.row, answer.position = None, "2", 1
    item.content = {**item.content, "id": "2"}
    item.save()
    row.save()

    ruling = Route(case).ruling

    assert [str(one) for one in ruling.permits["1"]] == ["refuse", "authorise"]
    assert [str(one) for one in ruling.permits["2"]] == ["prohibited"]
