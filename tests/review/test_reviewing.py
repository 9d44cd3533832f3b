"""The review page, what changed since the last submission, and the pages of the acts."""

import re

import pytest
from django.db import IntegrityError
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from assessments.cases.opening import withdraw_case
from assessments.models import Case, Decision, SignOff
from assessments.review.changes import compared
from assessments.review.returning import return_case
from assessments.wizard.answers import save_answer
from tests.builders import make_case, resubmit, submit, typed_measures

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), PARTIAL, by=mina)


def address(name, submission, *more):
    return reverse(f"review:{name}", args=[submission.case.reference, *more])


def looked_at(browser, submission, query=""):
    return browser.get(address("review", submission) + query)


def answer_again(case, step, row="", *, by, **changes):
    answer = case.answers.get(step=step, row=row)
    content = {**answer.content, **changes}
    save_answer(case, (step, row), content=content, seen_version=answer.version, by=by)


def returned_and_submitted_again(submission, mina, sofia, *changes):
    return_case(submission, reasons="Say more of Article 6(3).", by=sofia)
    for step, row, change in changes:
        answer_again(submission.case, step, row, by=mina, **change)
    return resubmit(submission.case, by=mina)


def test_a_reviewer_sees_every_answer_with_its_reasons(submission, sofia, as_person):
    text = looked_at(as_person(sofia), submission).content.decode()

    assert "No source links the end user to listed crimes." in text
    assert "Escort vehicles" in text
    assert "Custody and marking verified." in text
    assert "As reasoned." in text


def test_for_each_item_what_is_permitted_and_what_is_closed_stands_with_its_article(
    submission, sofia, as_person
):
    items = looked_at(as_person(sofia), submission).context["items"]

    assert [one["permitted"] for one in items] == [
        ["refuse", "authorise_with_measures"],
        ["refuse"],
    ]
    assert items[0]["closed"][0].decisions == ("authorise",)
    assert "Article 7(2)" in items[0]["closed"][0].sentences[0]
    assert items[1]["closed"][0].decisions == ("authorise_with_measures", "authorise")
    assert "Article 7(3)" in items[1]["closed"][0].sentences[0]
    assert not items[1]["closed"][0].is_held


def test_what_an_open_point_holds_is_told_apart_from_what_the_law_closes(mina, sofia, as_person):
    def unknown(file):
        file["diversion"]["answer"] = "unknown"

    case = make_case("s17", mina, change=unknown)
    items = {answer.row: "refuse" for answer in case.answers.filter(step="item")}
    submission = submit(case, items, by=mina)

    page = looked_at(as_person(sofia), submission)

    assert page.context["items"][0]["closed"][0].is_held
    assert "Closed while something is open" in page.content.decode()


def test_what_changed_since_the_last_submission_is_marked_answer_by_answer(
    submission, mina, sofia, as_person
):
    reason = "No source links the end user of item 1 to listed crimes."
    second = returned_and_submitted_again(
        submission,
        mina,
        sofia,
        ("6-3", "", {"reason": reason}),
        ("mitigation", "r1", {"answer": "partial"}),
    )

    page = looked_at(as_person(sofia), second)

    assert page.context["changed"] == 2
    text = page.content.decode()
    assert re.search(r"<ins>\s*of item 1\s*</ins>", text)
    assert "<del>Yes, adequately</del>" in text
    assert "<ins>In part</ins>" in text


def test_only_what_changed_can_be_shown(submission, mina, sofia, as_person):
    second = returned_and_submitted_again(
        submission, mina, sofia, ("6-3", "", {"reason": "Written anew."})
    )

    text = looked_at(as_person(sofia), second, "?changed").content.decode()

    assert "Written anew." in text
    assert "Custody and marking verified." not in text


def test_nothing_is_marked_in_a_first_submission(submission, sofia, as_person):
    page = looked_at(as_person(sofia), submission)

    assert page.context["changed"] == 0
    assert "<ins>" not in page.content.decode()


def test_a_row_that_is_gone_since_is_named(mina, sofia, as_person):
    def with_party(file):
        file["transfer"]["parties"] = [{"role": "broker", "name": "Broker in State B"}]

    first = submit(make_case("s04", mina, change=with_party), PARTIAL, by=mina)
    return_case(first, reasons="Who is the broker?", by=sofia)
    first.case.answers.filter(step="party").delete()
    second = resubmit(first.case, by=mina)

    page = looked_at(as_person(sofia), second)

    assert page.context["changed"] == 1
    assert "<del><bdi>Broker in State B</bdi></del>" in page.content.decode()


@pytest.mark.parametrize(
    ("before", "after", "prose", "expected"),
    [
        ("one two three", "one 2 three", True, ["kept", "gone", "new", "kept"]),
        ("one two three", "four five six", True, ["gone", "new"]),
        ("No source links them to crimes.", "The mission, report of May.", True, ["gone", "new"]),
        ("Yes", "No", False, ["gone", "new"]),
        ("", "all new", True, ["new"]),
        ("文本 один", "文本 два один", True, ["kept", "new", "kept"]),
    ],
)
def test_prose_is_compared_by_words_and_anything_else_whole(before, after, prose, expected):
    found = list(compared(before, {"words": after, "prose": prose}))

    assert [piece.kind for piece in found] == expected
    assert "".join(p.text for p in found if p.kind != "gone") == after
    assert "".join(p.text for p in found if p.kind != "new") == before


def test_a_supervisor_returns_a_case_with_reasons(submission, sofia, as_person):
    browser = as_person(sofia)

    empty = browser.post(address("return", submission), {"reasons": ""})
    assert "Say what is to be mended." in empty.content.decode()
    browser.post(address("return", submission), {"reasons": "Say more."})

    assert Case.objects.get().status == "returned"


def test_a_legal_adviser_signs_off_what_was_submitted(mina, li, as_person):
    def indications(file):
        file["article_6"]["6.3"]["answer"] = "indications"

    submission = submit(make_case("s04", mina, change=indications), PARTIAL, by=mina)
    browser = as_person(li)
    sign = address("sign_off", submission, "legal")

    assert sign in looked_at(browser, submission).content.decode()
    browser.post(sign, {"reasons": "Below knowledge: agreed.", "interest": "none"})

    assert SignOff.objects.get().digest == submission.digest
    assert sign not in looked_at(browser, submission).content.decode()
    assert browser.get(sign).status_code == 404


def test_a_sign_off_that_is_not_asked_for_cannot_be_given(submission, li, helen, as_person):
    assert as_person(li).get(address("sign_off", submission, "legal")).status_code == 404
    assert as_person(helen).post(address("sign_off", submission, "head")).status_code == 404


def decision(submission, **changes):
    return {
        "submission": submission.digest,
        "interest": "none",
        "outcome-1": "authorise_with_measures",
        "reasons-1": "The measures meet the risk.",
        "conditions-1": "Report every year.\n\n  Tell us of any loss. ",
        "outcome-2": "refuse",
        "reasons-2": "Overriding risk.",
        **typed_measures(submission),
        **changes,
    }


def test_a_supervisor_decides_on_the_page_and_the_worker_is_asked_for_the_record(
    submission, sofia, as_person
):
    response = as_person(sofia).post(address("decide", submission), decision(submission))

    assert response.status_code == 302
    made = Decision.objects.get()
    texts = [one["text"] for one in made.snapshot["decision"]["conditions"]]
    assert texts == ["", "", "Report every year.", "Tell us of any loss."]
    assert Case.objects.get().status == "decided"
    job = ProcrastinateJob.objects.get()
    assert (job.queue_name, job.args) == ("records", {"case": str(submission.case_id)})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"outcome-2": "authorise"}, "not offered here"),
        ({"outcome-1": "authorise"}, "not offered here"),
        ({"outcome-1": ""}, "Choose a decision on item 1."),
        ({"reasons-2": " "}, "Give your reasons for item 2."),
    ],
)
def test_what_is_not_permitted_cannot_be_posted(change, sentence, submission, sofia, as_person):
    response = as_person(sofia).post(address("decide", submission), decision(submission, **change))

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert "The measures meet the risk." in response.content.decode()
    assert not Decision.objects.exists()


def test_an_authorisation_is_not_offered_before_its_sign_off(mina, sofia, li, as_person):
    def indications(file):
        file["article_6"]["6.3"]["answer"] = "indications"

    submission = submit(make_case("s04", mina, change=indications), PARTIAL, by=mina)
    browser = as_person(sofia)

    page = browser.get(address("decide", submission))
    assert "Opens when the sign-off is there that the ruling asks for: legal adviser." in (
        page.content.decode()
    )
    posted = browser.post(address("decide", submission), decision(submission))

    assert "not offered here" in posted.content.decode()


def decide_page(browser, submission):
    """The decisions that the page has chosen before anybody did, and the page."""
    markup = browser.get(address("decide", submission)).content.decode()
    inputs = re.findall(r'<input[^>]*name="outcome-[^>]*checked[^>]*>', markup)
    return [re.findall(r'(?:name|value)="([^"]+)"', one) for one in inputs], markup


def test_the_only_decision_that_the_law_permits_is_chosen_and_says_so(submission, sofia, as_person):
    chosen, markup = decide_page(as_person(sofia), submission)

    assert chosen == [["outcome-2", "refuse"]]
    assert markup.count("The only decision the law permits.") == 1


def test_refusal_is_not_chosen_for_an_item_that_waits_for_a_sign_off(mina, sofia, li, as_person):
    def indications(file):
        file["article_6"]["6.3"]["answer"] = "indications"

    submission = submit(make_case("s04", mina, change=indications), PARTIAL, by=mina)

    chosen, markup = decide_page(as_person(sofia), submission)

    assert chosen == [["outcome-2", "refuse"]]
    assert markup.index("Closed while something is open") < markup.index(">Closed<")


def test_the_second_of_two_supervisors_is_told_that_the_case_moved_on(
    submission, sofia, simon, as_person
):
    withdraw_case(submission.case, by=submission.submitted_by, because="By letter.")

    response = as_person(simon).post(address("decide", submission), decision(submission))

    assert response.status_code == 404


def test_a_save_that_meets_a_frozen_case_is_a_page_not_a_failure(rf):
    from assessments.cases.refusals import RefusalsShown

    class Diagnosis:
        constraint_name = "answers_are_frozen"

    cause = Exception()
    cause.diag = Diagnosis
    error = IntegrityError()
    error.__cause__ = cause
    request = rf.get("/")

    response = RefusalsShown(None).process_exception(request, error)

    assert response.status_code == 409
    assert RefusalsShown(None).process_exception(request, IntegrityError()) is None


def many(file):
    """Sixty items and sixty risks."""
    item, risk = file["items"][0], file["risks"][0]
    file["items"] += [{**item, "id": f"n{number}"} for number in range(60)]
    file["risks"] += [{**risk, "id": f"m{number}"} for number in range(60)]


@pytest.mark.parametrize(("name", "most"), [("review", 30), ("decide", 18)])
def test_pages_ask_the_same_however_many_items_and_risks_there_are(
    name, most, mina, sofia, as_person, django_assert_max_num_queries
):
    asked = []
    for change in (None, many):
        case = make_case("s04", mina, change=change)
        items = case.answers.filter(step="item").values_list("row", flat=True)
        submission = submit(case, dict.fromkeys(items, "refuse"), by=mina)
        browser = as_person(sofia)
        browser.get(address(name, submission))  # the first look leaves an entry
        with django_assert_max_num_queries(most) as queries:
            assert browser.get(address(name, submission)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
