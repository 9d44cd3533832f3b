"""Signing in; and what was typed on a page whose session had ended."""

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from assessments.models import Answer
from assessments.sign_in import kept
from assessments.sign_in.kept import whose_token
from tests.builders import make_case
from tests.people import PASSWORD

SIGN_IN = "/sign-in/"


def credentials(username, **more):
    return {"username": username, "password": PASSWORD, **more}


def typed(whose, text="Typed for half an hour."):
    """What the page of 6(3) posts."""
    return {
        "wizard-current_step": "6-3",
        "seen_version": "{}",
        "whose": whose_token(whose),
        "6-3-answer": "no_indication",
        "6-3-reason": text,
    }


@pytest.fixture
def case(mina):
    return make_case("s04", mina, change=lambda file: file["article_6"].pop("6.3"))


@pytest.fixture
def address(case):
    return reverse("wizard:step", args=[case.reference, "6-3"])


def draft_of(case):
    answer = Answer.objects.filter(case=case, step="6-3").first()
    return answer and answer.draft


def carried(response):
    return response.context["kept"]


def test_a_person_signs_in_and_out(mina):
    browser = Client()

    assert browser.post(SIGN_IN, credentials("mina")).url == "/"
    assert browser.get("/").status_code == 302
    assert browser.post("/sign-out/").url == SIGN_IN
    assert browser.get("/").url.startswith(SIGN_IN)


def test_signing_out_is_a_post(mina, as_person):
    assert as_person(mina).get("/sign-out/").status_code == 405


def test_a_wrong_password_says_so_without_saying_which_part_is_wrong(mina):
    pages = [
        Client().post(SIGN_IN, {"username": name, "password": "wrong"}).content.decode()
        for name in ("mina", "nobody")
    ]

    assert all("do not go together" in page for page in pages)


def test_an_address_asked_for_is_shown_after_signing_in(case):
    address = reverse("wizard:case", args=[case.reference])

    assert Client().post(SIGN_IN, credentials("mina", next=address)).url == address
    elsewhere = Client().post(SIGN_IN, credentials("mina", next="https://example.org/"))
    assert elsewhere.url == "/"


def test_accounts_of_the_demonstration_are_shut_out_in_earnest(mina, settings):
    mina.is_demonstration = True
    mina.save()
    browser = Client()
    browser.post(SIGN_IN, credentials("mina"))
    assert browser.get("/cases/").status_code == 200

    settings.DEMONSTRATION = False
    settings.SECURE_SSL_REDIRECT = False

    assert browser.get("/cases/").status_code == 302
    assert Client().post(SIGN_IN, credentials("mina")).status_code == 200


def test_a_server_in_earnest_does_not_start_with_accounts_of_the_demonstration(mina, settings):
    def faults():
        return [one.id for one in run_checks(tags=["database"], databases=["default"])]

    settings.DEMONSTRATION = False
    assert "attwizard.E010" not in faults()
    mina.is_demonstration = True
    mina.save()

    assert "attwizard.E010" in faults()


def test_what_is_posted_after_the_session_has_ended_is_kept_as_a_draft(case, mina, address):
    browser = Client()

    page = browser.post(address, typed(mina))
    assert page.status_code == 403
    assert "what you typed is here" in page.content.decode()
    assert draft_of(case) is None
    answered = browser.post(SIGN_IN, credentials("mina", kept=carried(page)))

    assert answered.url == address
    assert draft_of(case)["reason"] == ["Typed for half an hour."]
    assert not Answer.objects.get(case=case, step="6-3").is_confirmed
    assert "was kept as a draft" in browser.get(address).content.decode()


def test_the_text_survives_a_wrong_password(case, mina, address):
    browser = Client()
    page = browser.post(address, typed(mina))

    wrong = browser.post(SIGN_IN, {"username": "mina", "password": "x", "kept": carried(page)})
    browser.post(SIGN_IN, credentials("mina", kept=carried(wrong)))

    assert draft_of(case)["reason"] == ["Typed for half an hour."]


def test_long_texts_in_every_script_come_through(case, mina, address):
    text = "النص 文本 текст <b>&amp;</b> " * 2000

    page = Client().post(address, typed(mina, text))
    Client().post(SIGN_IN, credentials("mina", kept=carried(page)))

    assert draft_of(case)["reason"] == [text]


def test_another_person_gets_neither_the_text_nor_the_draft(case, mina, omar, address):
    browser = Client()
    page = browser.post(address, typed(mina))

    answered = browser.post(SIGN_IN, credentials("omar", kept=carried(page)), follow=True)

    assert draft_of(case) is None
    assert "It is theirs." in answered.content.decode()
    assert "half an hour" not in answered.content.decode()


def test_the_sign_in_page_does_not_show_the_text(mina, address):
    assert "half an hour" not in Client().post(address, typed(mina)).content.decode()


def test_a_page_of_one_person_posted_by_another_asks_the_first_to_sign_in(
    case, mina, omar, address, as_person
):
    case.colleagues.add(omar)
    browser = as_person(omar)

    page = browser.post(address, typed(mina))
    assert page.status_code == 403
    assert draft_of(case) is None
    browser.post(SIGN_IN, credentials("mina", kept=carried(page)))

    assert draft_of(case)["reason"] == ["Typed for half an hour."]


def test_a_page_older_than_the_sign_in_keeps_its_text_too(case, mina, address):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mina)

    page = browser.post(address, typed(mina))
    assert page.status_code == 403
    token = browser.get(SIGN_IN).cookies["csrftoken"].value
    fields = credentials("mina", kept=carried(page), csrfmiddlewaretoken=token)
    browser.post(SIGN_IN, fields)

    assert draft_of(case)["reason"] == ["Typed for half an hour."]


def test_a_sign_in_page_older_than_another_sign_in_still_carries_the_text(mina, address):
    browser = Client(enforce_csrf_checks=True)
    first = Client().post(address, typed(mina))

    stale = browser.post(SIGN_IN, credentials("mina", kept=carried(first)))

    assert stale.status_code == 403
    assert carried(stale) == carried(first)


def test_a_case_that_moved_on_shows_the_text_to_be_copied(mina, address, case):
    page = Client().post(address, typed(mina))
    case.answers.all().delete()
    case.status, case.withdrawn_because = "withdrawn", "By letter."
    case.save()

    answered = Client().post(SIGN_IN, credentials("mina", kept=carried(page)))

    assert answered.status_code == 409
    assert "Typed for half an hour." in answered.content.decode()


def test_a_text_somebody_else_saved_over_meanwhile_is_shown_beside_it(case, mina, address):
    page = Client().post(address, typed(mina))
    signed_in = Client()
    signed_in.force_login(mina)
    signed_in.post(address, typed(mina, "Saved meanwhile.") | {"seen_version": '{"6-3": 0}'})

    answered = Client().post(SIGN_IN, credentials("mina", kept=carried(page)))

    assert answered.status_code == 409
    text = answered.content.decode()
    assert "Saved meanwhile." in text
    assert "Typed for half an hour." in text


@pytest.mark.parametrize("whose", ["", "1", "1:forged"])
def test_a_post_that_does_not_say_whose_it_is_is_given_back_and_carried_nowhere(
    whose, mina, address
):
    response = Client().post(address, typed(mina) | {"whose": whose})

    assert response.status_code == 403
    assert 'name="kept"' not in response.content.decode()
    assert "Typed for half an hour." in response.content.decode()


def test_forged_fields_are_not_delivered(case, mina):
    answered = Client().post(SIGN_IN, credentials("mina", kept="forged:by:somebody"))

    assert answered.url == "/"
    assert draft_of(case) is None


def test_other_pages_are_not_carried(mina, case):
    for address in (
        reverse("cases:withdraw", args=[case.reference]),
        reverse("cases:hand_over", args=[case.reference]),
    ):
        response = Client().post(address, {"whose": whose_token(mina), "because": "x"})
        assert response.status_code == 302


def test_what_is_signed_for_another_address_is_not_delivered(case, mina, rf):
    withdraw = reverse("cases:withdraw", args=[case.reference])
    text = kept.write(mina.pk, rf.post(withdraw, {"because": "Forged."}))

    Client().post(SIGN_IN, credentials("mina", kept=text))

    case.refresh_from_db()
    assert case.status == "draft"


def test_files_are_not_carried(case, mina):
    address = reverse("wizard:row", args=[case.reference, "item", "1"])
    with open(__file__, "rb") as file:
        page = Client().post(address, {"whose": whose_token(mina), "file": file, "x": "text here"})

    assert kept.read(carried(page)).fields == {"x": ["text here"]}


def test_what_is_old_is_not_delivered(case, mina, address, monkeypatch):
    page = Client().post(address, typed(mina))
    monkeypatch.setattr(kept, "HOURS", 0)

    Client().post(SIGN_IN, credentials("mina", kept=carried(page)))

    assert draft_of(case) is None


def test_an_autosave_without_a_session_is_told_apart_from_one_that_was_kept(mina, address):
    page = Client().post(address, typed(mina) | {"autosave": "1"})

    assert page.status_code == 403
    assert page["Content-Type"].startswith("text/html")


def test_a_form_without_its_token_is_refused_on_a_page_of_ours(mina):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mina)

    page = browser.post("/cases/open/")

    assert page.status_code == 403
    assert "Load it again." in page.content.decode()


def test_the_language_can_be_chosen_before_signing_in(db):
    answered = Client().post("/i18n/setlang/", {"language": "en", "next": SIGN_IN})

    assert answered.url == SIGN_IN
    assert answered.cookies["django_language"].value == "en"
