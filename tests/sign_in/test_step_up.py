"""Before what cannot be taken back one confirms who one is; what was written goes along."""

import json
import time

import pytest
from django.urls import reverse

from assessments.models import Decision, Entry, SignOff
from assessments.sign_in import kept
from assessments.sign_in.kept import whose_token
from tests.builders import make_case, recommend, submit
from tests.people import PASSWORD
from tests.sign_in.conftest import add_app, code_at

AGAIN = "/sign-in/again/"
REASONS = "Written for half an hour, and not to be written again."


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), {"1": "refuse", "2": "refuse"}, by=mina)


@pytest.fixture
def address(submission):
    return reverse("review:decide", args=[submission.case.reference])


@pytest.fixture
def strict(settings):
    """As in earnest: signing in is not enough."""
    settings.DEMONSTRATION = False
    settings.REQUIRE_SECOND_FACTOR_FOR_AUDITORS = False


def decided(submission, whose=None):
    """What the page of the decision posts."""
    fields = {"submission": submission.digest, "interest": "none"}
    for item in submission.ruling["items"]:
        fields |= {f"outcome-{item}": "refuse", f"reasons-{item}": REASONS}
    return fields | ({"whose": whose_token(whose)} if whose else {})


def carried(page):
    return page.context["kept"]


def facts(verb):
    return json.loads(Entry.objects.get(action=verb).facts.body)


def test_a_decision_is_carried_through_the_confirmation(
    strict, submission, address, sofia, as_person
):
    add_app(sofia)
    client = as_person(sofia)

    page = client.post(address, decided(submission))
    assert page.status_code == 403
    assert "You are about to decide the case." in page.content.decode()
    assert REASONS in page.content.decode()  # to be copied by whoever leaves the page
    assert not Decision.objects.exists()
    assert not Entry.objects.filter(action="refused").exists()
    fields = {"password": PASSWORD, "code": code_at(time.time()), "kept": carried(page)}
    answer = client.post(AGAIN, fields)

    assert answer.url == reverse("wizard:case", args=[submission.case.reference])
    assert Decision.objects.get().lines.first().reasons == REASONS
    assert facts("decided")["step_up"] == "password_and_code"


def test_a_wrong_password_or_code_carries_nothing_out_and_loses_nothing(
    strict, submission, address, sofia, as_person
):
    add_app(sofia)
    client = as_person(sofia)
    page = client.post(address, decided(submission))

    for fields in (
        {"password": "wrong", "code": code_at(time.time())},
        {"password": PASSWORD, "code": "000000"},
        {"password": PASSWORD},
    ):
        page = client.post(AGAIN, fields | {"kept": carried(page)})
        assert page.status_code == 403
    assert not Decision.objects.exists()
    assert Entry.objects.filter(action="step_up_refused").count() == 3
    assert kept.read(carried(page)).fields["reasons-1"] == [REASONS]


def test_confirming_holds_for_five_minutes(strict, time_machine_at, mina, as_person):
    client = as_person(mina)
    recommend(case := make_case("s04", mina), {"1": "refuse", "2": "refuse"}, by=mina)
    address = reverse("wizard:submit", args=[case.reference])
    client.post(AGAIN, {"password": PASSWORD})

    time_machine_at(seconds=301)
    assert client.post(address).status_code == 403
    client.post(AGAIN, {"password": PASSWORD})
    time_machine_at(seconds=299)

    assert client.post(address).status_code == 302
    assert facts("submitted")["step_up"] == "password"


def test_in_a_demonstration_a_fresh_sign_in_is_enough(mina, as_person, time_machine_at):
    client = as_person(mina)
    recommend(case := make_case("s04", mina), {"1": "refuse", "2": "refuse"}, by=mina)
    address = reverse("wizard:submit", args=[case.reference])

    time_machine_at(seconds=301)
    assert client.post(address).status_code == 403
    fresh = as_person(mina)

    assert fresh.post(address).status_code == 302
    assert facts("submitted")["step_up"] == "password"


def test_a_sign_off_asks_for_it_too(strict, mina, li, as_person):
    def indications(file):
        file["article_6"]["6.3"] |= {"answer": "indications"}

    case = make_case("s04", mina, change=indications)
    submit(case, {"1": "authorise_with_measures", "2": "refuse"}, by=mina)
    add_app(li)
    client = as_person(li)
    address = reverse("review:sign_off", args=[case.reference, "legal"])

    page = client.post(address, {"reasons": REASONS, "interest": "none"})
    assert page.status_code == 403
    assert not SignOff.objects.exists()
    client.post(AGAIN, {"password": PASSWORD, "code": code_at(time.time()), "kept": carried(page)})

    assert SignOff.objects.get().reasons == REASONS
    assert facts("signed_off")["step_up"] == "password_and_code"


def test_a_stranger_is_not_asked_to_confirm_but_told_there_is_no_such_page(
    strict, submission, address, omar, as_person
):
    assert as_person(omar).post(address, decided(submission)).status_code == 404


def test_what_one_person_wrote_another_does_not_carry_out(
    strict, submission, address, sofia, simon, as_person
):
    add_app(sofia)
    add_app(simon)
    page = as_person(sofia).post(address, decided(submission))

    fields = {"password": PASSWORD, "code": code_at(time.time()), "kept": carried(page)}
    as_person(simon).post(AGAIN, fields)

    assert not Decision.objects.exists()


def test_a_decision_posted_after_the_session_ended_is_confirmed_after_the_sign_in(
    submission, address, sofia, client
):
    page = client.post(address, decided(submission, whose=sofia))
    assert page.status_code == 403
    fields = {"username": "sofia", "password": PASSWORD, "kept": carried(page)}
    page = client.post("/sign-in/", fields)

    assert page.status_code == 403
    assert "You are about to decide the case." in page.content.decode()
    assert not Decision.objects.exists()
    client.post(AGAIN, {"password": PASSWORD, "kept": carried(page)})

    assert Decision.objects.get().lines.first().reasons == REASONS


def test_a_session_that_ends_while_one_confirms_loses_nothing(submission, address, sofia, client):
    page = client.post(address, decided(submission, whose=sofia))

    page = client.post(AGAIN, {"password": PASSWORD, "kept": carried(page)})

    assert page.status_code == 403
    assert page.templates[0].name == "sign_in/door.html"
    assert kept.read(carried(page)).fields["reasons-1"] == [REASONS]


def test_reasons_for_a_return_are_not_lost_with_the_session_either(submission, sofia, client):
    address = reverse("review:return", args=[submission.case.reference])
    page = client.post(address, {"reasons": REASONS, "whose": whose_token(sofia)})
    fields = {"username": "sofia", "password": PASSWORD, "kept": carried(page)}
    page = client.post("/sign-in/", fields)
    submission.case.refresh_from_db()
    assert submission.case.status == "submitted"

    client.post(AGAIN, {"password": PASSWORD, "kept": carried(page)})

    submission.case.refresh_from_db()
    assert submission.case.status == "returned"


def test_a_case_that_moved_on_meanwhile_shows_the_reasons_to_be_copied(
    submission, address, sofia, simon, client, as_person
):
    page = client.post(address, decided(submission, whose=sofia))
    as_person(simon).post(address, decided(submission))
    fields = {"username": "sofia", "password": PASSWORD, "kept": carried(page)}

    page = client.post("/sign-in/", fields)

    assert page.status_code == 409
    assert REASONS in page.content.decode()


def test_a_page_with_errors_keeps_its_own_address(strict, submission, address, sofia, as_person):
    add_app(sofia)
    client = as_person(sofia)
    page = client.post(address, decided(submission))
    typed = kept.read(carried(page))

    assert typed.path == address
    assert f'action="{address}"' in client.get(address).content.decode()


def test_a_case_file_carried_to_the_wizard_is_still_only_a_draft(mina, as_person, rf):
    case = make_case("s04", mina, change=lambda file: file["article_6"].pop("6.3"))
    address = reverse("wizard:step", args=[case.reference, "6-3"])
    posted = rf.post(
        address,
        {
            "wizard-current_step": "6-3",
            "seen_version": "{}",
            "6-3-answer": "no_indication",
            "6-3-reason": REASONS,
        },
    )

    as_person(mina).post(AGAIN, {"password": PASSWORD, "kept": kept.write(mina.pk, posted)})

    answer = case.answers.get(step="6-3")
    assert answer.draft["reason"] == [REASONS]
    assert not answer.is_confirmed
