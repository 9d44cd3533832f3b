"""What was written on any form, and could not be sent, is given back to whoever wrote it."""

import pytest
from django.test import Client

from assessments.sign_in.kept import whose_token
from tests.builders import make_case

pytestmark = pytest.mark.django_db
WRITTEN = "Written at length, and not to be written again."
HERE = {"origin": "http://testserver"}


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


def withdraw(case, client, **headers):
    address = f"/cases/{case.reference}/withdraw/"
    return client.post(address, {"because": WRITTEN, "password": "secret"}, headers=headers)


def test_without_a_session_the_text_comes_back_and_no_password(case, client):
    answer = withdraw(case, client)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert WRITTEN in page
    assert "secret" not in page
    assert f"next=/cases/{case.reference}/withdraw/" in page
    case.refresh_from_db()
    assert case.status == "draft"


def test_what_was_signed_with_a_key_that_is_lost_comes_back(case, client, mina, settings):
    whose = whose_token(mina)
    settings.SECRET_KEY = "another one that signs from now on, and knows nothing of the former"
    fields = {"wizard-current_step": "6-1", "whose": whose, "6-1-reason": WRITTEN}

    answer = client.post(f"/cases/{case.reference}/assess/6-1/", fields)

    assert WRITTEN in answer.content.decode()


@pytest.mark.parametrize(
    ("headers", "is_given_back"), [(HERE, True), ({"origin": "https://else.example"}, False)]
)
def test_a_page_from_before_the_last_sign_in_gives_back_what_was_written_here_alone(
    headers, is_given_back, case, mina
):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mina)

    answer = withdraw(case, browser, **headers)

    assert answer.status_code == 403
    assert (WRITTEN in answer.content.decode()) == is_given_back


def test_a_request_for_information_is_carried_through_the_sign_in(case, client, mina):
    address = f"/cases/{case.reference}/requests/new/"

    page = client.post(address, {"whose": whose_token(mina), "text": WRITTEN})

    assert page.status_code == 403
    assert page.context["kept"]
