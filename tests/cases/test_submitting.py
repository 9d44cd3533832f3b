"""From the recommendation to the submission: what may be recommended, when, and once only."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from assessments.audit.digests import digest
from assessments.cases.refusals import NotMovable
from assessments.models import Entry, StandardsVersion, Submission
from assessments.wizard.answers import keep_draft, save_answer
from assessments.wizard.recommending import offered
from assessments.wizard.route import Route
from assessments.wizard.submitting import NotReady, submit_case
from tests.builders import make_case, recommend

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}


def test_only_what_the_law_permits_is_offered_for_each_item(mina):
    route = Route(make_case("s04", mina))

    assert offered(route) == {"1": ("refuse", "authorise_with_measures"), "2": ("refuse",)}


def test_while_a_step_is_left_only_refusal_is_offered(mina):
    case = make_case("s04", mina)
    case.answers.filter(step="lines").update(is_confirmed=False)

    assert offered(Route(case)) == {"1": ("refuse",), "2": ("refuse",)}


def test_a_recommendation_is_chosen_and_reasoned_item_by_item(mina, as_person):
    case = make_case("s04", mina)
    page = reverse("wizard:recommend", args=[case.reference])
    fields = {f"recommendation-decision-{item}": what for item, what in PARTIAL.items()}
    reasons = {f"recommendation-reasons-{item}": "As reasoned." for item in PARTIAL}

    response = as_person(mina).post(page, fields | reasons)

    assert response.status_code == 302
    kept = case.answers.get(step="recommendation")
    assert kept.is_confirmed
    assert kept.content["2"] == {"decision": "refuse", "reasons": "As reasoned."}
    assert "Submit the case" in as_person(mina).get(page).content.decode()


@pytest.mark.parametrize(
    ("item", "decision"), [("2", "authorise"), ("2", "prohibited"), ("1", "authorise"), ("1", "")]
)
def test_what_is_not_offered_cannot_be_recommended(item, decision, mina, as_person):
    case = make_case("s04", mina)
    fields = {f"recommendation-decision-{one}": what for one, what in PARTIAL.items()}
    fields |= {f"recommendation-reasons-{one}": "As reasoned." for one in PARTIAL}
    fields[f"recommendation-decision-{item}"] = decision

    response = as_person(mina).post(reverse("wizard:recommend", args=[case.reference]), fields)

    assert response.status_code == 200
    kept = case.answers.get(step="recommendation")  # what was typed is kept as a draft
    assert not kept.is_confirmed
    assert kept.content is None


def test_the_only_decision_permitted_is_shown_chosen_and_still_reasoned(mina, as_person):
    case = make_case("s04", mina)

    response = as_person(mina).get(reverse("wizard:recommend", args=[case.reference]))

    form = response.context["form"]
    assert form["decision-2"].value() == "refuse"
    assert form["decision-1"].value() is None
    assert "Closed" in response.content.decode()


def test_a_submission_holds_all_that_was_answered_and_the_standards(mina):
    case = make_case("s04", mina)
    recommend(case, PARTIAL, by=mina)

    submission = submit_case(case, by=mina)

    case.refresh_from_db()
    assert case.status == "submitted"
    assert case.standards == StandardsVersion.objects.get()
    assert submission.number == 1
    assert submission.content["case_file"]["items"][1]["description"] == "Escort vehicles"
    assert submission.content["recommendation"]["2"]["decision"] == "refuse"
    assert submission.ruling["items"] == {
        "1": ["refuse", "authorise_with_measures"],
        "2": ["refuse"],
    }
    answers = submission.content["answers"]
    assert [a["step"] for a in answers[:2]] == ["application", "parties"]
    assert all(a["confirmed_by"] == "Mina" for a in answers)


def test_the_digest_is_the_same_after_the_database_kept_the_content(mina):
    case = make_case("s04", mina, change=lambda file: file["items"][0].update(quantity=2.5e22))
    recommend(case, PARTIAL, by=mina)

    submission = submit_case(case, by=mina)

    assert digest(Submission.objects.get().content) == submission.digest
    entry = Entry.objects.get(action="submitted")
    assert submission.digest in entry.facts.body


def test_a_case_is_not_submitted_before_its_recommendation(mina):
    case = make_case("s04", mina)

    with pytest.raises(NotReady):
        submit_case(case, by=mina)

    case.refresh_from_db()
    assert case.status == "draft"


@pytest.mark.parametrize(
    ("first", "is_submitted"), [("refuse", True), ("authorise_with_measures", False)]
)
def test_an_unfinished_case_is_submitted_only_if_nothing_is_to_be_authorised(
    first, is_submitted, mina
):
    case = make_case("s04", mina)
    recommend(case, PARTIAL | {"1": first}, by=mina)
    case.answers.filter(step="7-4-3").update(is_confirmed=False)

    if is_submitted:
        submission = submit_case(case, by=mina)
        assert submission.ruling["complete"] is False
    else:
        with pytest.raises(NotReady):
            submit_case(case, by=mina)


@pytest.mark.parametrize("change", [{}, {"content": None, "draft": {}}])
def test_no_item_goes_undecided_because_it_waits_to_be_confirmed(change, mina):
    case = make_case("s04", mina)
    case.answers.filter(step="item", row="2").update(is_confirmed=False, **change)
    recommend(case, {"1": "refuse"}, by=mina)

    with pytest.raises(NotReady):
        submit_case(case, by=mina)


def test_a_prohibited_case_is_submitted_with_what_was_not_reached(mina):
    case = make_case("s18", mina)
    items = Route(case).ruling.permits
    recommend(case, {item: str(permitted[0]) for item, permitted in items.items()}, by=mina)

    assert submit_case(case, by=mina).number == 1


def test_a_recommendation_that_a_change_opened_again_does_not_count(mina):
    case = make_case("s04", mina)
    recommend(case, PARTIAL, by=mina)
    case.answers.filter(step="recommendation").update(is_confirmed=False)

    with pytest.raises(NotReady):
        submit_case(case, by=mina)


def test_a_recommendation_that_is_no_longer_permitted_does_not_count(mina):
    case = make_case("s04", mina)
    recommend(case, PARTIAL, by=mina)
    six_three = case.answers.get(step="6-3")
    case.answers.filter(pk=six_three.pk).update(content={"answer": "knowledge", "reason": "Now."})

    with pytest.raises(NotReady):
        submit_case(case, by=mina)


def test_a_second_press_of_submit_changes_nothing(mina, as_person):
    case = make_case("s04", mina)
    recommend(case, PARTIAL, by=mina)
    browser, address = as_person(mina), reverse("wizard:submit", args=[case.reference])

    first, second = browser.post(address), browser.post(address)

    assert (first.status_code, second.status_code) == (302, 409)
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_have_one_effect(mina):
    case = make_case("s04", mina)
    recommend(case, PARTIAL, by=mina)
    outcomes = []

    def press():
        try:
            outcomes.append(submit_case(case, by=mina).number)
        except NotMovable:
            outcomes.append("moved on")
        finally:
            connection.close()

    both = [threading.Thread(target=press) for _each in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(outcomes, key=str) == [1, "moved on"]
    assert Entry.objects.filter(action="submitted").count() == 1


def test_answers_of_a_submitted_case_are_frozen(mina, as_person):
    case = make_case("s04", mina)
    recommend(case, PARTIAL, by=mina)
    submit_case(case, by=mina)

    response = as_person(mina).get(reverse("wizard:step", args=[case.reference, "6-1"]))

    assert response.status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_submitting_is_a_post_only(method, mina, as_person):
    case = make_case("s04", mina)

    response = getattr(as_person(mina), method)(reverse("wizard:submit", args=[case.reference]))

    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "press the button there" in response.content.decode()


def test_the_page_of_the_recommendation_asks_the_same_however_many_items_there_are(
    mina, as_person, django_assert_max_num_queries
):
    asked = []

    def more_items(file):
        file["items"] += [{**file["items"][0], "id": f"n{number}"} for number in range(20)]

    few, many = make_case("s04", mina), make_case("s04", mina, change=more_items)
    browser = as_person(mina)

    for case in (few, many):
        address = reverse("wizard:recommend", args=[case.reference])
        browser.get(address)  # the first look leaves an entry
        with django_assert_max_num_queries(16) as queries:
            browser.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_who_confirmed_an_answer_is_not_who_left_a_draft_beside_it(mina, omar, as_person):
    case = make_case("s04", mina)
    case.colleagues.add(omar)
    scope = case.answers.get(step="scope")
    save_answer(case, ("scope", ""), content=scope.content, seen_version=scope.version, by=mina)
    keep_draft(
        case, ("scope", ""), draft={"reason": ["x"]}, seen_version=scope.version + 1, by=omar
    )
    recommend(case, PARTIAL, by=mina)

    answers = submit_case(case, by=mina).content["answers"]

    assert {a["confirmed_by"] for a in answers if a["step"] == "scope"} == {"Mina"}
