"""Checks across answers and cases: questions, computed when looked at, never barring anything."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from assessments.cases.opening import add_file, withdraw_case
from assessments.models import Case
from assessments.review.deciding import Line
from assessments.wizard.answers import save_answer
from assessments.wizard.route import Route
from assessments.wizard.splitting import split_case
from assessments.xrays import across, looking
from tests.builders import decide_case, make_case, submit
from tests.incidents.making import judge, make_incident
from tests.precedents.ending import destroyed
from tests.profiles.builders import STATE, profile_of, published
from tests.requests.asking import done, draft

pytestmark = pytest.mark.django_db

PASTED = (
    "The mission of the United Nations named the brigade in its report. Its commander was neither"
    " suspended nor charged, and the unit went on to serve at the same checkpoints for a year."
)
REFUSED = {"1": "refuse", "2": "refuse"}


def found(case, reader, name=None):
    """What each X-ray finds, by its name."""
    route = Route(case)
    seen, is_finished = looking.look(case, route.answers, reader)
    assert is_finished
    by_name = {one.xray.name: one.findings for one in seen}
    return by_name if name is None else by_name.get(name, [])


def answered(case, step, row="", **changes):
    """As if the officer had answered so, without a trace of a change."""
    answer = case.answers.get(step=step, row=row)
    answer.content = {**answer.content, **changes}
    answer.save()


def where(finding):
    return [(place.step, place.row, place.part) for place in finding.places]


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


@pytest.fixture
def trusting(case):
    """The same case, if training were held to be enough."""
    for risk in ("r2", "r3"):
        answered(case, "overriding", risk, answer="no")
    return case


def test_paper_alone_against_violence_that_the_case_calls_widespread_is_asked_about(trusting, mina):
    case = trusting
    assert found(case, mina, "paper_against_a_pattern") == []

    answered(case, "severity", "f1", reason="Rape at checkpoints is widespread.")
    (one, two) = found(case, mina, "paper_against_a_pattern")

    assert where(one) == [("mitigation", "r2", ""), ("severity", "f1", "")]
    assert "M14 Training of the unit" in one.words
    assert "“widespread”" in one.words
    assert where(two)[0] == ("mitigation", "r3", "")


@pytest.mark.parametrize("reason", ["It is not widespread.", "Few, and isolated.", "并非普遍。"])
def test_what_is_denied_or_not_said_is_no_pattern(reason, trusting, mina):
    answered(trusting, "severity", "f1", reason=reason)

    assert found(trusting, mina, "paper_against_a_pattern") == []


def test_where_the_risk_is_overriding_all_the_same_nothing_hangs_on_the_paper(case, mina):
    answered(case, "severity", "f1", reason="Widespread.")

    assert found(case, mina, "paper_against_a_pattern") == []


def test_one_measure_that_works_on_the_ground_is_enough_not_to_be_asked(trusting, mina):
    case = trusting
    answered(case, "severity", "f1", reason="Systematic.")
    for risk in ("r2", "r3"):
        measures = [{"code": "M14", "text": ""}, {"code": "M17", "text": ""}]
        answered(case, "mitigation", risk, measures=measures)

    assert found(case, mina, "paper_against_a_pattern") == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Les viols sont systématiques.", "though the reasons say “systématiques”"),
        ("性暴力在该地区普遍存在。", "though the reasons say “普遍”"),
        ("Насилие носит систематический характер.", "though the reasons say “систематический”"),
        ("Two cases.", "Documented in step 1, and judged not serious"),
    ],
)
def test_not_serious_is_held_against_what_the_case_itself_says(reason, words, case, mina):
    answered(case, "severity", "f1", severity="not_serious", reason=reason)

    (one,) = found(case, mina, "not_serious_against_findings")

    assert words in one.words


def profile_that_says(editor, **form):
    content = {**STATE, "forms": {"SV-1": {**STATE["forms"]["SV-1"], **form}}}
    return published(profile_of("XA", editor), editor, content)


def test_not_serious_is_held_against_the_newest_profile(case, mina, edith):
    version = profile_that_says(edith, reason="Systematic, as a means of war.")
    answered(case, "severity", "f1", severity="not_serious", reason="Few cases.")
    answered(case, "form", "f1", finding="credible")

    (one,) = found(case, mina, "not_serious_against_findings")

    assert one.words == "Judged not serious, though the profile says “Systematic”. Why is it not?"
    assert one.links[0].address == f"/profiles/{version.profile_id}/versions/1/"

    published(version.profile, edith)
    (one,) = found(case, mina, "not_serious_against_findings")
    assert "though the profile says serious" in one.words


def test_paper_alone_is_held_against_the_profile_and_repeated_incidents(trusting, mina, edith):
    case = trusting
    for number in (1, 2, 3):
        actor = "Armed forces of State C"
        version = make_incident(edith, actor=actor, what=f"The market was shelled: {number}.")
        judge(version, edith, "not" if number == 3 else "possible")
    answered(case, "mitigation", "r1", measures=[{"code": "M01", "text": ""}])

    of_ihl, *of_the_six = found(case, mina, "paper_against_a_pattern")

    assert of_ihl.words.startswith("Of 2 incidents on this case the authority’s view is")
    assert of_ihl.links[0].address == f"/cases/{case.reference}/incidents/"
    assert len(of_the_six) == 2

    profile_that_says(edith, perpetrators="Widespread in the Third Brigade")
    _of_ihl, *of_the_six = found(case, mina, "paper_against_a_pattern")
    assert all("The profile says “Widespread” of SV-1" in one.words for one in of_the_six)


def test_step_6_that_was_confirmed_before_step_5_is_asked_about(case, mina):
    assert found(case, mina, "step_6_before_step_5") == []

    earlier = timezone.now() - timedelta(days=1)
    case.answers.filter(step="overriding", row="r1").update(confirmed_at=earlier)

    (one,) = found(case, mina, "step_6_before_step_5")
    assert where(one) == [("overriding", "r1", ""), ("mitigation", "r1", "")]


def test_conclusions_that_rest_on_nothing_are_listed_and_gaps_are_none(case, mina):
    (one,) = found(case, mina, "without_evidence")
    assert ("6-3", "", "") in where(one)
    assert ("lines", "", "7.1.b.ii") in where(one)

    answered(case, "6-3", cites=["reason:6-1"])
    answered(case, "6-1", answer="unknown")
    lines = case.answers.get(step="lines").content["lines"]
    lines["7.1.b.ii"]["cites"] = ["file:1"]
    answered(case, "lines", lines=lines)

    (one,) = found(case, mina, "without_evidence")
    asked = where(one)
    assert not {("6-3", "", ""), ("6-1", "", ""), ("lines", "", "7.1.b.ii")} & set(asked)


def test_a_source_for_or_against_a_conclusion_is_evidence(mina):
    def with_source(file):
        file["evidence"] = [
            {"id": "e1", "title": "Report", "supports": ["6.3", "risk:r1.mitigation"]}
        ]

    (one,) = found(make_case("s04", mina, change=with_source), mina, "without_evidence")

    assert not {("6-3", "", ""), ("mitigation", "r1", "")} & set(where(one))
    assert ("mitigation", "r2", "") in where(one)


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        ("Refusal would cost 400 jobs at the yard.", "jobs"),
        ("Others will sell if we do not.", "Others will sell"),
        ("Un refus coûterait des emplois.", "emplois"),
        ("Протокол сохраняет рабочие места.", "рабочие места"),
        ("拒绝会影响就业。", "就业"),
        ("الرفض يهدد وظائف كثيرة", "وظائف"),
        ("No jobs were considered, and no profit.", ""),
        ("The custody of weapons is tight.", ""),
    ],
)
def test_an_economic_interest_in_the_reasons_is_asked_about_in_each_language(
    reason, word, case, mina
):
    answered(case, "overriding", "r1", reason=reason)

    words = [one.words for one in found(case, mina, "economic_interest")]

    assert words == (
        [f"The reasons speak of “{word}”. Is this a ground of the answer?"] if word else []
    )


def pasted(officer, text, end_user="Coast guard of State B", **about):
    def change(file):
        file["diversion"]["reason"] = text
        file["transfer"]["end_user"]["name"] = end_user

    return make_case("s04", officer, change=change, **about)


def test_a_passage_is_found_again_whatever_its_year_its_citation_and_its_quotation(
    case, mina, omar
):
    pasted(mina, PASTED.replace("report", "report (A/77/12, paragraph 9)").upper())
    pasted(omar, f"“As said elsewhere.” {PASTED} What follows is new.")

    answered(case, "6-3", reason=f"First, in 2026. {PASTED}")
    (one,) = found(case, mina, "same_passage")

    assert where(one) == [("6-3", "", "")]
    assert "Its commander was neither suspended" in one.quotes[0]
    assert [other.end_user for other in one.cases] == ["Coast guard of State B"]
    assert one.hidden == 1


@pytest.mark.parametrize(
    "reason",
    ["No source links the end user to listed crimes.", f"“{PASTED}”", f"See [{PASTED}].", ""],
)
def test_a_formula_a_quotation_and_a_citation_may_stand_in_every_case(reason, case, mina):
    pasted(mina, reason)

    answered(case, "6-3", reason=reason)

    assert found(case, mina, "same_passage") == []


def test_what_was_adopted_from_a_profile_stands_in_many_cases_and_says_so(case, mina):
    pasted(mina, PASTED)
    answered(case, "7-4-1", reason=PASTED)
    assert len(found(case, mina, "same_passage")) == 1

    case.answers.filter(step="7-4-1").update(taken_from="profile:3")

    assert found(case, mina, "same_passage") == []


def test_withdrawn_cases_and_those_split_off_do_not_count(case, mina):
    answered(case, "6-3", reason=PASTED)
    split_case(case, items=["2"], by=mina)
    withdraw_case(pasted(mina, PASTED), by=mina, because="By letter.")

    assert found(case, mina, "same_passage") == []


def test_practice_cases_do_not_count(case, mina):
    answered(case, "6-3", reason=PASTED)
    practice = pasted(mina, PASTED)
    Case.objects.filter(pk=practice.pk).update(imported={"practice": "an-example"})

    assert found(case, mina, "same_passage") == []


def test_disposed_cases_do_not_count(case, mina, sofia, adam, helen):
    answered(case, "6-3", reason=PASTED)

    def same(file):
        file["article_6"]["6.3"]["reason"] = PASTED

    destroyed(refused(mina, sofia, change=same), adam, helen)

    assert found(case, mina, "same_passage") == []
    assert found(case, mina, "refused_before") == []


def refused(officer, supervisor, change=None):
    submission = submit(make_case("s04", officer, change=change), REFUSED, by=officer)
    lines = {item: Line("refuse", f"Too many gaps on item {item}.") for item in REFUSED}
    decide_case(submission, lines=lines, by=supervisor)
    return submission.case


def test_an_earlier_refusal_of_the_same_is_asked_about_with_its_reasons(case, mina, sofia):
    earlier = refused(mina, sofia)

    both = found(case, mina, "refused_before")

    assert [one.cases[0].reference for one in both] == [earlier.reference] * 2
    assert {one.quotes for one in both} == {
        ("Too many gaps on item 1.",),
        ("Too many gaps on item 2.",),
    }
    assert "to the same end user" in both[0].words


def test_of_refusals_that_the_reader_may_not_see_only_the_number_is_told(case, mina, omar, sofia):
    refused(omar, sofia)

    both = found(case, mina, "refused_before")

    assert [(one.cases, one.quotes, one.hidden) for one in both] == [((), (), 1)] * 2


def test_a_newer_source_a_word_on_it_or_another_refusal_answers_the_question(case, mina, sofia):
    earlier = refused(mina, sofia)

    answered(case, "7-4-3", reason=f"Unlike in {earlier.reference}, the courts work.")

    assert found(case, mina, "refused_before") == []


def test_another_state_and_another_category_are_not_similar(mina, sofia):
    def elsewhere(file):
        file["transfer"]["recipient_state"] = "XB"
        file["transfer"]["end_user"]["name"] = "Navy of State B"

    def other_goods(file):
        file["items"][0]["article"], file["items"][1]["article"] = "2.1.f", "4"

    refused(mina, sofia, change=elsewhere)
    refused(mina, sofia, change=other_goods)

    assert found(make_case("s04", mina), mina, "refused_before") == []


def test_the_name_of_the_end_user_is_found_again_in_another_order_and_case(mina, sofia):
    def elsewhere(file):
        file["transfer"]["recipient_state"] = "XB"
        file["transfer"]["end_user"]["name"] = "STATE C, armed forces (of)"

    refused(mina, sofia, change=elsewhere)

    assert len(found(make_case("s04", mina), mina, "refused_before")) == 2


def say(case, step, by, row="", **changes):
    answer = case.answers.get(step=step, row=row)
    content = {**answer.content, **changes}
    save_answer(case, (step, row), content=content, seen_version=answer.version, by=by)


def test_unknown_that_became_none_without_anything_new_is_asked_about(case, mina):
    say(case, "7-4-4", mina, answer="unknown")
    say(case, "7-4-4", mina, answer="no_credible_link")

    (one,) = found(case, mina, "unknown_to_none")

    assert where(one) == [("7-4-4", "", "")]
    assert "“Not enough information” became “No credible link”" in one.words


def test_a_new_source_file_or_citation_is_something_new(case, mina):
    say(case, "diversion", mina, answer="unknown")
    say(case, "6-3", mina, answer="unknown")
    say(case, "6-3", mina, answer="no_indication", cites=["reason:6-1"])
    add_file(case, by=mina, name="a", kind="other", content_type="", body=b"x")
    say(case, "diversion", mina, answer="low")

    assert found(case, mina, "unknown_to_none") == []


def test_the_answer_to_a_request_for_information_is_something_new(case, mina):
    asked = draft(case, by=mina)
    say(case, "diversion", mina, answer="unknown")
    done(asked, "sent", by=mina, channel="By courier.")
    done(asked, "answered", by=mina, words="They keep the weapons in one store.")
    say(case, "diversion", mina, answer="low")

    assert found(case, mina, "unknown_to_none") == []


def test_a_line_of_article_7_is_followed_by_itself(case, mina):
    def lines(answer):
        content = case.answers.get(step="lines").content["lines"]
        return {**content, "7.1.b.iii": {**content["7.1.b.iii"], "answer": answer}}

    say(case, "lines", mina, lines=lines("unknown"))
    say(case, "lines", mina, lines=lines("none"))

    (one,) = found(case, mina, "unknown_to_none")
    assert where(one) == [("lines", "", "7.1.b.iii")]


def test_answers_that_wait_to_be_confirmed_are_not_looked_at(mina):
    case = make_case("s04", mina, confirmed=False)
    case.answers.filter(step="severity").update(
        content={"severity": "not_serious", "reason": "Widespread."}
    )

    assert found(case, mina) == {}


def test_the_look_at_other_cases_goes_by_indexes(case):
    _set, statement, _reset = across.STATEMENT.split(";\n")
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(f"explain {statement}", {"case": case.pk, **across.LIMITS})
        plan = " ".join(line for (line,) in cursor.fetchall())

    assert "answer_prints" in plan
    assert "Seq Scan on assessments_case" not in plan
    assert "Seq Scan on assessments_answer" not in plan


def test_a_look_that_takes_too_long_says_so_and_the_other_checks_stand(case, mina, monkeypatch):
    slow = across.STATEMENT.replace("\nselect\n", "\nselect pg_sleep(9),\n")
    monkeypatch.setattr(across, "STATEMENT", slow.replace(f"= {across.PATIENCE};", "= 20;"))

    seen, is_finished = looking.look(case, Route(case).answers, mina)

    assert not is_finished
    assert [one.xray.name for one in seen] == ["without_evidence"]
    with connection.cursor() as cursor:
        cursor.execute("show statement_timeout")
        assert cursor.fetchone() == ("0",)
