"""Each red flag is raised by what it asks about and by nothing else; those that cannot say so."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from assessments.audit.trail import Verb, record
from assessments.auditing import flags
from assessments.auditing.flag_queries import FOLDER
from assessments.cases.comments import write_note
from assessments.cases.opening import add_file
from assessments.models import Case
from assessments.people.granting import propose_roles
from assessments.people.leaving import deactivate
from assessments.review.deciding import Line
from assessments.review.returning import return_case
from assessments.wizard.answers import save_answer
from tests.builders import ASKED, decide_case, make_case, resubmit, sign_off, submit

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
LATER, DAY, LONG = timedelta(minutes=5), timedelta(days=1), timedelta(days=60)


@pytest.fixture
def decided(mina, sofia):
    """`decided(change=…, before=…)`: a case of Mina's that Sofia decided, five minutes later."""

    def make(change=None, before=lambda case: None, lines=None, wait=LATER):
        case = make_case("s04", mina, change=change)
        before(case)
        outcomes = lines or PARTIAL
        submission = submit(case, outcomes, by=mina)
        with time_machine.travel(timezone.now() + wait):
            told = {item: Line(outcome, "R") for item, outcome in outcomes.items()}
            decide_case(submission, lines=told, by=sofia)
        return Case.objects.get(pk=case.pk)

    return make


def text_of(response):
    return " ".join(response.content.decode().split())


def raised(name):
    """What a flag finds among today's decisions: pairs of references and facts."""
    today = timezone.now().date()
    flag = next(one for one in flags.FLAGS if one.name == name)
    first, last = flags.moments(today - timedelta(days=1), today + timedelta(days=1))
    found = flags.computed(flag, {"begin": first, "end": last, **flags.PARAMETERS})
    assert not found.was_too_slow
    assert found.found == len(found.findings)
    return [(finding.cases, dict(finding.facts)) for finding in found.findings]


def reasons(file):
    """Every reason another one."""
    for number, line in enumerate(file["article_7"]["lines"].values()):
        line["reason"] = f"What was looked at for this line alone is told in annex {number}."


def test_every_flag_has_its_question_and_every_question_its_flag():
    asked = [flag.name for flag in flags.FLAGS]

    assert sorted(asked) == sorted(path.stem for path in FOLDER.glob("*.sql"))
    assert len(asked) == 14


@pytest.mark.django_db
def test_the_same_reason_under_several_lines_is_found_and_in_several_cases(decided):
    case = decided()

    ((cases, facts),) = raised("same_text")

    assert cases == [case.reference]
    assert (facts["times"], facts["in"]) == (4, 1)

    other = decided()
    found = raised("same_text")
    assert ([case.reference, other.reference], 8, 2) in [
        (cases, facts["times"], facts["in"]) for cases, facts in found
    ]


@pytest.mark.django_db
def test_white_space_and_capitals_make_no_other_text_and_other_texts_are_none(decided):
    decided(change=reasons)
    assert raised("same_text") == []

    def shouted(file):
        reasons(file)
        lines = file["article_7"]["lines"]
        lines["7.1.a"]["reason"] = f"  {lines['7.1.b.ii']['reason'].upper()}\n"

    decided(change=shouted)
    assert {facts["times"] for _cases, facts in raised("same_text")} == {2, 3}


@pytest.mark.django_db
def test_an_overriding_risk_judged_before_its_mitigation_is_found(decided):
    decided()
    assert raised("step_6_first") == []

    def mitigated_later(case):
        answer = case.answers.filter(step="mitigation", row="r1")
        answer.update(confirmed_at=timezone.now() + timedelta(seconds=1))

    case = decided(before=mitigated_later)

    assert raised("step_6_first") == [([case.reference], {"risk": "r1"})]


@pytest.mark.django_db
def test_a_decision_in_the_minute_of_the_submission_is_found(decided):
    decided()
    assert raised("same_minute") == []

    case = decided(wait=timedelta(seconds=20))

    ((cases, facts),) = raised("same_minute")
    assert cases == [case.reference]
    assert facts["seconds"] in (20, 21, 22)


@pytest.mark.django_db
def test_one_person_in_both_parts_is_found_though_the_database_refuses_it(decided, sofia, as_owner):
    case = decided()
    assert raised("same_person") == []

    with as_owner() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table assessments_case disable trigger user")
        cursor.execute(
            "update assessments_case set officer_id = %s where id = %s", [sofia.pk, case.pk]
        )

    assert raised("same_person") == [([case.reference], {"person": "Sofia"})]


def with_source(published, *, cited=True):
    def change(file):
        file["evidence"] = [{"id": "e1", "title": "A report", "published_on": published}]

    def cite(case):
        answer = case.answers.get(step="6-3")
        content = {**answer.content, **({"cites": ["source:e1"]} if cited else {})}
        case.answers.filter(pk=answer.pk).update(content=content)

    return {"change": change, "before": cite}


@pytest.mark.django_db
def test_an_old_source_that_reasons_rest_on_is_found(decided):
    recent = f"{timezone.now().date() - timedelta(days=300)}"
    decided(**with_source(recent))
    decided(**with_source("2019-05-01", cited=False))
    assert raised("stale") == []

    case = decided(**with_source("2019-05-01"))

    assert raised("stale") == [([case.reference], {"source": "e1", "published": "2019-05-01"})]


def answered(case, mina, step, change):
    answer = case.answers.get(step=step)
    content = change(answer.content)
    seen = answer.version
    save_answer(case, (step, ""), content=content, seen_version=seen, by=mina, asked=ASKED)


def unknown_and_back(mina, step, between=lambda case: None):
    """The answer becomes “unknown” and then what it was."""

    def change(case):
        first = case.answers.get(step=step).content
        answered(case, mina, step, lambda content: {**content, "answer": "unknown"})
        between(case)
        answered(case, mina, step, lambda content: first)

    return change


@pytest.mark.django_db
def test_unknown_that_became_none_without_a_new_source_is_found(decided, mina):
    case = decided(before=unknown_and_back(mina, "6-1"))

    assert raised("unknown_to_none") == [
        ([case.reference], {"step": "6-1", "part": "", "before": "unknown", "after": "clear"})
    ]


@pytest.mark.django_db
def test_a_line_is_looked_at_by_itself(decided, mina):
    def line(answer):
        def change(content):
            lines = {**content["lines"], "7.1.b.iv": {"answer": answer, "reason": "R"}}
            return {**content, "lines": lines}

        return change

    def before(case):
        answered(case, mina, "lines", line("unknown"))
        answered(case, mina, "lines", line("none"))

    case = decided(before=before)

    ((cases, facts),) = raised("unknown_to_none")
    assert (cases, facts["part"], facts["after"]) == ([case.reference], "7.1.b.iv", "none")


@pytest.mark.django_db
def test_unknown_that_became_none_with_a_new_file_or_source_is_no_question(decided, mina):
    def file(case):
        add_file(case, by=mina, name="a", kind="other", content_type="", body=b"A")

    def source(case):
        content = {"id": "e9", "title": "New"}
        save_answer(case, ("evidence", "e9"), content=content, seen_version=0, by=mina)

    decided(before=unknown_and_back(mina, "6-1", file))
    decided(before=unknown_and_back(mina, "6-1", source))

    assert raised("unknown_to_none") == []


def measured_by(*measures):
    def change(file):
        file["risks"][0]["mitigation"]["measures"] = [
            {"code": code, "text": text} for code, text in measures
        ]

    return change


@pytest.mark.django_db
def test_a_certificate_as_the_only_measure_is_found(decided):
    decided(change=measured_by(("M01", ""), ("M06", "")))
    decided(change=measured_by(("M01", ""), ("", "A visit every month")))
    assert raised("certificate_alone") == []

    case = decided(change=measured_by(("M01", "Signed by the ministry")))

    assert raised("certificate_alone") == [([case.reference], {"risk": "r1"})]


@pytest.mark.django_db
def test_like_cases_with_unlike_outcomes_are_found_together(decided):
    def elsewhere(file):
        file["transfer"]["end_user"]["name"] = "Coast guard of State C"

    first = decided()
    decided(change=elsewhere, lines={"1": "refuse", "2": "refuse"})
    assert raised("unlike") == []

    second = decided(lines={"1": "refuse", "2": "refuse"})

    assert raised("unlike") == [
        ([first.reference, second.reference], {"state": "XA", "article": "3"})
    ]


def returned(case, mina, sofia, between):
    submission = submit(case, PARTIAL, by=mina)
    return_case(submission, reasons="Look again.", by=sofia)
    case.refresh_from_db()
    between(case)
    answer = case.answers.get(step="recommendation")
    refused = {item: {"decision": "refuse", "reasons": "As reasoned."} for item in PARTIAL}
    save_answer(case, ("recommendation", ""), content=refused, seen_version=answer.version, by=mina)
    lines = dict.fromkeys(PARTIAL, Line("refuse", "R"))
    decide_case(resubmit(case, by=mina), lines=lines, by=sofia)
    return case


@pytest.mark.django_db
def test_another_recommendation_after_a_return_without_new_answers_is_found(mina, sofia):
    def reread(case):
        answered(case, mina, "scope", lambda content: {**content, "reason": "Read again."})

    returned(make_case("s04", mina), mina, sofia, reread)
    assert raised("turned") == []

    case = returned(make_case("s04", mina), mina, sofia, lambda case: None)

    assert raised("turned") == [([case.reference], {"number": 2})]


@pytest.mark.django_db
def test_what_was_added_after_the_decision_is_found(decided, mina):
    case = decided()
    assert raised("afterwards") == []

    record(Verb.FILE_ADDED, case, by=mina, name="late.pdf")

    assert raised("afterwards") == [([case.reference], {"action": "file_added"})]


def with_indications(file):
    file["article_6"]["6.3"]["answer"] = "indications"


@pytest.mark.django_db
def test_a_sign_off_or_decision_of_what_was_never_opened_is_found(mina, sofia, li):
    case = make_case("s04", mina, change=with_indications)
    submission = submit(case, PARTIAL, by=mina)
    record(Verb.READ, case, by=li)
    with time_machine.travel(timezone.now() + LATER):
        sign_off(submission, kind="legal", reasons="R", by=li)
        decide_case(submission, lines=LINES, by=sofia)

    assert raised("in_seconds") == [
        ([case.reference], {"person": "Sofia", "act": "decided", "seconds": None})
    ]
    record(Verb.READ, case, by=sofia)
    assert raised("in_seconds") == []


@pytest.mark.django_db
def test_a_decision_within_seconds_of_the_first_look_is_found(decided, sofia):
    case = decided(
        wait=timedelta(seconds=12), before=lambda case: record(Verb.READ, case, by=sofia)
    )

    ((cases, facts),) = raised("in_seconds")
    assert (cases, facts["act"]) == ([case.reference], "decided")
    assert 11 <= facts["seconds"] <= 13


@pytest.mark.django_db
def test_a_waived_sign_off_is_found(mina, sofia):
    case = make_case("s04", mina, change=with_indications)
    submission = submit(case, PARTIAL, by=mina)
    decide_case(submission, lines=LINES, waivers={"legal": "Nobody else is here."}, by=sofia)

    assert raised("waived") == [([case.reference], {"person": "Sofia", "kind": "legal"})]


@pytest.mark.django_db
@pytest.mark.parametrize(("contact", "found"), [("A minister's office", True), ("", False)])
def test_another_outcome_after_a_contact_from_outside_is_found(contact, found, mina, sofia):
    case = make_case("s04", mina)
    submission = submit(case, {"1": "refuse", "2": "refuse"}, by=mina)
    write_note(case, "They called and asked how it stands.", contact=contact, by=sofia)
    decide_case(submission, lines=LINES, by=sofia)

    day = f"{timezone.now().date()}"
    expected = [([case.reference], {"contact": contact, "day": day})]
    assert raised("contact") == (expected if found else [])


@pytest.mark.django_db
def test_a_contact_that_changed_nothing_is_no_question(decided, sofia):
    decided(before=lambda case: write_note(case, "A call.", contact="The exporter", by=sofia))

    assert raised("contact") == []


@pytest.mark.django_db
def test_roles_given_alone_by_whoever_deactivated_the_other_administrator_are_found(
    mina, omar, adam, amina
):
    deactivate(omar, because="Left.", by=adam)
    deactivate(amina, because="Left too.", by=adam)
    assert raised("alone") == []

    propose_roles(mina, roles=["supervisor"], reason="Nobody else.", by=adam)

    assert raised("alone") == [([], {"person": "Mina", "by": "Adam", "other": "Amina"})]


@pytest.mark.django_db
def test_acts_from_before_reading_was_noted_are_left_out(decided):
    decided()

    assert raised("in_seconds") == []


@pytest.mark.django_db
def test_the_page_shows_what_is_raised_with_links(decided, ana, as_person):
    case = decided()
    days = {"begin": f"{timezone.now().date() - LONG}", "end": f"{timezone.now().date() + DAY}"}

    page = text_of(as_person(ana).get("/flags/", days))

    assert "” stands in 4 places; cases: 1." in page
    assert f'href="/cases/{case.reference}/"' in page
    assert f'href="/trail/?case={case.reference}"' in page
    assert page.count("the database refuses it, and this was checked") == 2


@pytest.mark.django_db
def test_every_sentence_can_be_said(decided, mina, sofia, ana, as_person):
    decided(before=unknown_and_back(mina, "6-1"), change=measured_by(("M01", "")))
    decided(
        lines={"1": "refuse", "2": "refuse"}, wait=timedelta(seconds=5), **with_source("2019-05-01")
    )
    record(Verb.READ, decided(before=lambda case: record(Verb.READ, case, by="nobody")), by=mina)
    returned(make_case("s04", mina), mina, sofia, lambda case: None)

    response = as_person(ana).get("/flags/", {"end": f"{timezone.now().date() + DAY}"})

    said = {one["flag"].name: one["findings"] for one in response.context["raised"]}
    assert {name for name, findings in said.items() if findings} >= {
        "same_text", "same_minute", "stale", "unknown_to_none", "certificate_alone", "unlike",
        "turned", "in_seconds",
    }  # fmt: skip
    words = [found["words"] for findings in said.values() for found in findings]
    assert "Sofia: decided the case without having opened it." in words
    assert "Security Council measures: from “Not enough information” to “Clear”." in words
    assert not any("%(" in one or "None" in one for one in words)


@pytest.mark.django_db
def test_a_year_is_the_longest_period(ana, as_person):
    page = text_of(as_person(ana).get("/flags/", {"begin": "2024-01-01", "end": "2025-06-01"}))

    assert "Choose a year or less." in page
    assert "Step 6 before step 5" not in page


@pytest.mark.django_db
def test_a_case_of_another_period_is_left_out(decided, ana, as_person):
    decided()

    page = text_of(as_person(ana).get("/flags/", {"begin": "2020-01-01", "end": "2020-02-01"}))

    assert "stands in" not in page


@pytest.mark.django_db(transaction=True)
def test_a_flag_that_takes_too_long_says_so_and_the_others_are_shown(ana, as_person, monkeypatch):
    """The table of submissions is locked by somebody else meanwhile."""
    monkeypatch.setattr(flags, "PATIENCE", "500ms")
    browser = as_person(ana)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("reset role; begin; lock table assessments_submission")
        page = text_of(browser.get("/flags/"))
        cursor.execute("rollback")
    other.close()

    assert "It would take too long over so many days" in page
    assert "None in this period." in page
