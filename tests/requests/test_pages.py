"""The pages of requests, and what other pages show of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.cases.access import visible_cases
from assessments.models import Act, Case, InformationRequest
from assessments.requests import asking, listing
from tests.builders import make_case, submit
from tests.requests.asking import done, draft, sent
from tests.wizard.pages import fields_of, fill, step

pytestmark = pytest.mark.django_db
REFUSED = {"1": "refuse", "2": "refuse"}


@pytest.fixture
def case(mina):
    made = make_case("s04", mina)
    Case.objects.filter(pk=made.pk).update(opened_at=timezone.now() - timedelta(days=30))
    made.refresh_from_db()
    return made


@pytest.fixture
def officer(mina, as_person):
    return as_person(mina)


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def page(browser, name, *args):
    return browser.get(reverse(f"requests:{name}", args=args)).content.decode()


def test_an_officer_asks_a_mission_with_questions_from_the_templates(officer, case):
    new = reverse("requests:new", args=[case.reference])
    answer = fill(
        officer,
        new,
        addressee="mission",
        name="Embassy in Xandria",
        places=["7.4.step_1", "7.1.b.iii"],
        channel="Letter",
        classification="restricted",
        stops_clock="on",
    )

    edit = reverse("requests:edit", args=[case.reference, 1])
    assert answer.url == edit
    words = fields_of(officer.get(edit))
    assert "End user: Armed forces of State C" in words["introduction"][0]
    assert "Item: Precision-guided munitions, 200 pieces" in words["introduction"][0]
    assert "Which forms of gender-based violence" in words["on-7-4-step_1"][0]
    assert fill(officer, edit, **{"on-7-1-b-iii": "Who arms them?"}).status_code == 302
    letter = page(officer, "letter", case.reference, 1)
    assert "Who arms them?" in letter
    text = officer.get(reverse("requests:text", args=[case.reference, 1]))
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "Who arms them?" in text.content.decode()


def test_a_part_that_is_ticked_later_brings_its_questions_and_one_unticked_takes_them_away(
    officer, case, mina
):
    draft(case, by=mina, places=("6.1", "7.4.step_1"))
    edit = reverse("requests:edit", args=[case.reference, 1])

    assert fill(officer, edit, places=["7.4.step_1", "7.4.step_3"]).url == edit
    assert "on-6-1" not in fields_of(officer.get(edit))
    assert "Are the laws applied" in fields_of(officer.get(edit))["on-7-4-step_3"][0]


def test_what_is_typed_on_a_draft_that_somebody_changed_is_not_lost(officer, case, mina):
    asked = draft(case, by=mina)
    edit = reverse("requests:edit", args=[case.reference, 1])
    typed = {**fields_of(officer.get(edit)), "introduction": "My words."}
    asking.change(asked, {"introduction": "Theirs."}, seen_version=1, by=mina)

    shown = officer.post(edit, typed)
    assert "Somebody changed this draft" in shown.content.decode()
    assert fields_of(shown)["introduction"] == ["My words."]
    officer.post(edit, fields_of(shown))
    assert InformationRequest.objects.get().introduction == "My words."


def test_it_is_recorded_as_sent_reminded_and_answered_and_the_clock_says_so(officer, case, mina):
    draft(case, by=mina)
    home = reverse("wizard:case", args=[case.reference])

    def act(kind, **typed):
        return fill(officer, reverse("requests:act", args=[case.reference, 1, kind]), **typed)

    assert act("sent", done_on=f"{ago(9)}").status_code == 302
    text = officer.get(home).content.decode()
    assert "21 days" in text
    assert "Clock stopped since" in text
    assert "for 9 days" in text
    assert "for 9 days" in officer.get(reverse("cases:mine")).content.decode()
    assert act("reminded", done_on=f"{ago(5)}").status_code == 302
    assert act("answered", done_on=f"{ago(4)}", outcome="part", words="Two.").status_code == 302
    text = officer.get(home).content.decode()
    assert "25 days" in text
    assert "Stopped for 5 days" in text
    assert act("answered").status_code == 409
    assert "Enter the answer as a source" in page(officer, "request", case.reference, 1)


def test_an_answer_becomes_a_source_that_says_whose_it_is(officer, case, mina):
    answered = sent(case, by=mina, on=ago(9), places=("6.1", "7.1.a"))
    new = reverse("wizard:row", args=[case.reference, "evidence", "new"]) + "?request=1"

    def offered(part):
        fields = fields_of(officer.get(new, follow=True))
        return next(said for name, said in fields.items() if name.endswith(f"-{part}"))

    assert offered("title") == [""]
    done(answered, "answered", by=mina, on=ago(4), outcome="full", words="Two depots.")
    assert new in page(officer, "request", case.reference, 1)
    assert offered("title") == [f"Answer of Embassy in Xandria to request {case.reference} / 1"]
    assert offered("supports") == ["6.1", "7.1.a"]
    assert offered("published_on") == [f"{ago(4)}"]


def test_a_part_without_a_template_is_not_sent_before_its_question_is_written(officer, case, mina):
    request = draft(case, by=mina, places=("7.4.step_1", "6.1"))
    InformationRequest.objects.filter(pk=request.pk).update(
        questions=[{"place": "6.1", "words": " "}]
    )
    sending = reverse("requests:act", args=[case.reference, 1, "sent"])
    answer = fill(officer, sending, done_on=timezone.localdate().isoformat(), channel="Letter")
    assert "has no question yet" in answer.content.decode()
    assert not request.acts.exists()


def test_a_day_that_cannot_be_is_said_on_the_page(officer, case, mina):
    sent(case, by=mina, on=ago(5))
    address = reverse("requests:act", args=[case.reference, 1, "answered"])

    def said(on, kind="answered"):
        address = reverse("requests:act", args=[case.reference, 1, kind])
        return fill(officer, address, done_on=f"{on}", words="x").content.decode()

    assert "This day has not come yet" in said(ago(-2))
    assert "It cannot have been before" in said(ago(6))
    assert "It cannot have been before" in said(ago(0), "unanswered")
    assert "Choose what came back" in officer.post(address, {"words": ""}).content.decode()


def test_the_steps_show_what_was_asked_and_offer_it_as_the_gap(officer, case, mina):
    asked = sent(case, by=mina, on=ago(9), due_on=ago(2), places=("6.1",))
    done(asked, "unanswered", by=mina)
    sent(case, by=mina, places=("7.4.step_1",), name="Ministry of justice")

    text = officer.get(step(case, "6-1")).content.decode()
    assert "Asked about this part" in text
    assert "Embassy in Xandria" in text
    reference = f"{case.reference} / 1"
    assert f"Asked, not answered: request {reference} to Embassy in Xandria" in text
    text = officer.get(step(case, "6-2")).content.decode()
    assert "Asked about this part" not in text
    onward = f"{reverse('requests:new', args=[case.reference])}?place=6.2"
    assert onward in text
    assert fields_of(officer.get(onward))["places"] == ["6.2"]
    assert "Ministry of justice" in officer.get(step(case, "7-4-1")).content.decode()


def test_a_late_answer_is_new_to_the_reviewer(case, mina, sofia, as_person):
    early, late = sent(case, by=mina, on=ago(9)), sent(case, by=mina, on=ago(9))
    done(early, "answered", by=mina)
    submit(case, REFUSED, by=mina)
    review = reverse("review:review", args=[case.reference])
    assert "New since the submission" not in as_person(sofia).get(review).content.decode()
    answered = reverse("requests:act", args=[case.reference, late.number, "answered"])
    assert "Record the answer" in page(as_person(mina), "request", case.reference, late.number)
    fill(as_person(mina), answered, outcome="full", words="All of it.")

    text = as_person(sofia).get(review).content.decode()
    assert text.count("New since the submission") == 2
    assert "All of it." in text
    decide = as_person(sofia).get(reverse("review:decide", args=[case.reference]))
    assert "New since the submission" in decide.content.decode()


def test_what_is_out_is_listed_to_those_who_see_the_case_the_most_urgent_first(
    case, mina, omar, as_person
):
    sent(case, by=mina, name="Later", on=ago(9))
    sent(case, by=mina, name="Overdue", on=ago(9), due_on=ago(1))
    draft(case, by=mina, name="Not sent")
    done(sent(case, by=mina, name="Over"), "withdrawn", by=mina)

    text = page(as_person(mina), "out")
    assert text.index("Overdue") < text.index("Later")
    assert "Not sent" not in text
    assert (
        "The answer to one is overdue"
        in as_person(mina).get(reverse("cases:mine")).content.decode()
    )
    assert not visible_cases(omar).exists()
    assert "No request is out." in page(as_person(omar), "out")
    assert list(listing.out_of(omar)) == []


@pytest.mark.parametrize(
    "name", ["wizard:case", "requests:requests", "requests:out", "cases:mine", "assess"]
)
def test_no_page_asks_more_of_the_database_for_many_requests(name, officer, case, mina):
    def count():
        whole = {"assess": step(case, "7-4-1"), "requests:out": reverse("requests:out")}
        args = [case.reference] if name in ("wizard:case", "requests:requests") else []
        address = whole.get(name) or reverse(name, args=args)
        officer.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(address).status_code == 200
        return len(queries)

    if name == "requests:out":  # an empty list is not asked for
        sent(case, by=mina)
    few = count()
    for _number in range(24):
        sent(case, by=mina)

    assert count() == few


def test_the_page_of_one_request_asks_no_more_for_many_reminders(officer, case, mina):
    asked = sent(case, by=mina)
    address = reverse("requests:request", args=[case.reference, 1])

    def count():
        with CaptureQueriesContext(connection) as queries:
            officer.get(address)
        return len(queries)

    few = count()
    for _number in range(9):
        done(asked, Act.REMINDED, by=mina)
    assert count() <= few
