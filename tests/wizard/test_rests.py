"""What rests on what: each row of the table, and that nothing else is opened again."""

import pytest

from assessments.models import Answer
from assessments.wizard.answers import Answers
from assessments.wizard.rests import Change, voided
from tests.builders import make_case

pytestmark = pytest.mark.django_db

BELOW_ITEMS = {
    "scope", "6-1", "6-2", "6-3", "diversion", "lines", "line-7-1-b-i", "7-4-1", "form",
    "7-4-2", "severity", "7-4-3", "7-4-4", "risk", "mitigation", "overriding",
}  # fmt: skip


@pytest.fixture
def answers(mina):
    case = make_case("s04", mina)
    recommendation = {"1": {"decision": "refuse", "reasons": "x"}}
    Answer.objects.create(
        case=case,
        step="recommendation",
        content=recommendation,
        is_confirmed=True,
        saved_by=mina,
        saved_at=case.opened_at,
    )
    return Answers(case)


def opened(answers, step, row="", **after):
    """The steps that a change opens, with rows where only some of a list are."""
    before = answers.get(step, row).content
    voids = voided(answers, [Change((step, row), before, {**before, **after})])
    return {void.key for void in voids} - {("recommendation", "")}


def steps(keys):
    return {step for step, _row in keys}


def transfer(answers, **changes):
    return {"transfer": {**answers.content("application")["transfer"], **changes}}


@pytest.mark.parametrize(
    "change",
    [
        {"activity": "transit"},
        {"recipient_state": "XB"},
        {"end_user": {"name": "Another"}},
        {"end_use": "Police"},
    ],
)
def test_a_changed_transfer_opens_everything_below(answers, change):
    assert steps(opened(answers, "application", **transfer(answers, **change))) == BELOW_ITEMS


def test_a_changed_route_or_title_opens_nothing(answers):
    assert opened(answers, "application", **transfer(answers, route=["XD"])) == set()
    assert opened(answers, "application", title="Another title") == set()


def test_a_changed_item_opens_everything_below(answers):
    assert steps(opened(answers, "item", "1", quantity=5)) == BELOW_ITEMS


def test_why_an_item_is_classified_so_opens_nothing(answers):
    assert opened(answers, "item", "1", reason="Another reason") == set()


def test_a_changed_scope_opens_everything_below_it(answers):
    assert steps(opened(answers, "scope", answer="out")) == BELOW_ITEMS - {"scope"}


@pytest.mark.parametrize("step", ["6-1", "6-2"])
def test_6_1_and_6_2_open_the_recommendation_alone(answers, step):
    before = answers.get(step).content
    voids = voided(answers, [Change((step, ""), before, {**before, "answer": "unknown"})])

    assert [void.key for void in voids] == [("recommendation", "")]


def test_6_3_opens_ihl_and_ihrl_and_the_risks_on_them(answers):
    before = answers.get("6-3").content
    voids = voided(answers, [Change(("6-3", ""), before, {**before, "answer": "unknown"})])

    by_key = {void.key: void.parts for void in voids}
    assert by_key[("lines", "")] == ("7.1.b.i", "7.1.b.ii")
    assert ("mitigation", "r1") in by_key
    assert ("7-4-4", "") not in by_key


def test_diversion_opens_the_five_lines_and_step_4(answers):
    keys = opened(answers, "diversion", answer="unknown")

    assert {"lines", "7-4-4", "risk", "mitigation", "overriding"} == steps(keys)
    assert ("risk", "r1") not in keys  # not from the six steps


def test_the_contribution_opens_only_what_weighs_it(answers):
    assert opened(answers, "lines", contribution={"answer": "none"}) == set()
    Answer.objects.filter(step="overriding", row="r1").update(
        content={"answer": "no", "weighed_against_contribution": True}
    )
    answers.load()

    assert opened(answers, "lines", contribution={"answer": "none"}) == {("overriding", "r1")}


def test_a_changed_line_opens_mitigation_and_overriding_of_its_own_risks(answers):
    lines = answers.content("lines")["lines"]
    keys = opened(answers, "lines", lines={**lines, "7.1.b.ii": {"answer": "unknown"}})

    assert keys == {("mitigation", "r2"), ("overriding", "r2")}


def test_step_1_opens_2_and_4_and_its_risks(answers):
    keys = opened(answers, "7-4-1", answer="gaps")

    assert steps(keys) == {"7-4-2", "severity", "7-4-4", "risk", "mitigation", "overriding"}


def test_a_changed_finding_of_a_form_opens_its_seriousness_and_step_4(answers):
    keys = opened(answers, "form", "f1", code="SV-2")

    assert ("severity", "f1") in keys
    assert ("7-4-4", "") in keys


@pytest.mark.parametrize(
    ("step", "row", "change"),
    [("severity", "f1", {"severity": "not_serious"}), ("7-4-3", "", {"state": "effective"})],
)
def test_steps_2_and_3_open_step_4_and_its_risks(answers, step, row, change):
    keys = opened(answers, step, row, **change)

    assert ("7-4-4", "") in keys
    assert {key for key in keys if key[0] == "risk"} == {("risk", "r2"), ("risk", "r3")}


def test_a_changed_risk_opens_its_mitigation_and_that_its_overriding_answer(answers):
    keys = opened(answers, "risk", "r2", modes=["commit"])

    assert keys == {("mitigation", "r2"), ("overriding", "r2")}


def test_a_risk_told_in_other_words_opens_nothing(answers):
    before = answers.get("risk", "r2").content
    change = Change(("risk", "r2"), before, {**before, "description": "In other words"})

    assert voided(answers, [change]) == []


@pytest.mark.parametrize(
    "change", [{"line": "7.1.a"}, {"items": ["1"]}, {"actors": ["armed_group"]}, {"who": "Unit 7"}]
)
def test_every_part_of_a_risk_that_is_an_answer_opens_what_rests_on_it(answers, change):
    assert opened(answers, "risk", "r2", **change) == {("mitigation", "r2"), ("overriding", "r2")}


def test_changed_reasons_on_the_lines_open_nothing(answers):
    lines = answers.content("lines")["lines"]
    said = {line: {**node, "reason": "Said again"} for line, node in lines.items()}

    assert opened(answers, "lines", lines=said) == set()


def test_a_changed_mitigation_opens_its_overriding_answer_alone(answers):
    assert opened(answers, "mitigation", "r1", answer="partial") == {("overriding", "r1")}


def test_a_changed_reason_opens_nothing_anywhere(answers):
    for answer in answers:
        if answer.step not in ("recommendation", "application", "evidence", "lines"):
            assert opened(answers, answer.step, answer.row, reason="Said again") == set()


def test_an_answer_changed_on_the_same_page_is_not_opened_again(answers):
    form = answers.get("form", "f1").content
    changes = [
        Change(("form", "f1"), form, {**form, "code": "SV-2"}),
        Change(("severity", "f1"), {"severity": "serious"}, {"severity": "not_serious"}),
    ]

    keys = {void.key for void in voided(answers, changes)}
    assert ("severity", "f1") not in keys
