"""Passkeys, an authenticator app without JavaScript, and a session about to end, in a browser."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Answer, Case
from tests.browser.desk import Desk
from tests.builders import make_case, recommend
from tests.people import PASSWORD
from tests.sign_in.conftest import code_at
from tests.wizard.pages import step

pytestmark = pytest.mark.django_db(transaction=True)
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def key(desk):
    """`key(desk)` plugs a passkey of the browser's own into a desk."""

    def plug_in(one):
        devtools = one.page.context.new_cdp_session(one.page)
        devtools.send("WebAuthn.enable")
        made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

        def verifies(whether):
            told = {"authenticatorId": made["authenticatorId"], "isUserVerified": whether}
            devtools.send("WebAuthn.setUserVerified", told)

        return verifies

    return plug_in


def test_a_passkey_is_added_signs_in_and_confirms(desk, key, mina, settings, live_server):
    case = make_case("s04", mina)
    recommend(case, {"1": "refuse", "2": "refuse"}, by=mina)
    one = desk(mina)
    verifies = key(one)

    one.open("/your-sign-in/")
    one.follow("Add a second factor")
    one.follow("Add a passkey")
    one.write("What you call it", "Office computer")
    one.press("Add a passkey")
    one.is_on("Your recovery codes")
    one.press("I have kept them")
    one.open("/your-sign-in/")
    one.reads("Office computer", "10 are left")
    assert Authenticator.objects.get(type="webauthn").wrap().is_passwordless

    one.press("Sign out")
    one.press("Use a passkey")
    one.is_on("My work")

    settings.DEMONSTRATION = False  # where signing in is not enough to submit
    settings.SECURE_SSL_REDIRECT = False
    one.open(reverse("wizard:recommend", args=[case.reference]))
    one.press("Submit the case")
    one.is_on("Confirm that it is you")
    one.reads("You are about to submit the case.")
    verifies(False)
    one.page.get_by_role("button", name="Use a passkey").click()
    expect(one.page.get_by_role("alert")).to_contain_text("The passkey was not used.")
    assert Case.objects.get().status == "draft"
    verifies(True)
    one.press("Use a passkey")

    assert Case.objects.get().status == "submitted"
    one.complaints = [said for said in one.complaints if "403" not in said]


def test_a_passkey_is_a_second_factor_after_the_password(desk, key, mina):
    one = desk(mina)
    key(one)
    one.open("/your-sign-in/add/passkey/")
    one.press("Add a passkey")
    one.press("I have kept them")
    one.press("Sign out")

    one.sign_in(mina)
    one.is_on("Your second factor")
    one.press("Use a passkey")

    one.is_on("My work")


def test_what_was_typed_goes_through_a_passkey_too(desk, key, mina):
    case = make_case("s04", mina)
    one = desk(mina)
    key(one)
    one.open("/your-sign-in/add/passkey/")
    one.press("Add a passkey")
    one.open(step(case, "6-1"))
    one.page.fill('[name="6-1-reason"]', "Typed before the session ended.")
    Session.objects.all().delete()

    one.go_on()
    one.is_on("Sign in")
    one.press("Use a passkey")

    assert one.page.url.endswith(step(case, "6-1"))
    assert one.page.input_value('[name="6-1-reason"]') == "Typed before the session ended."
    one.complaints = [said for said in one.complaints if "403" not in said]


def test_an_app_is_added_and_used_without_javascript(browser, live_server, mina, sofia, axe):
    page = browser.new_context(java_script_enabled=False).new_page()

    def press(words):
        with page.expect_navigation():
            page.get_by_role("button", name=words, exact=True).click()

    def sign_in():
        page.goto(f"{live_server.url}/sign-in/")
        page.get_by_label("User name").fill("sofia")
        page.get_by_label("Password").fill(PASSWORD)
        press("Sign in")

    sign_in()
    assert not page.get_by_role("button", name="Use a passkey").is_visible()
    page.get_by_role("link", name="Your sign-in").click()
    page.get_by_role("link", name="Add a second factor").click()
    with page.expect_response("**/picture/") as picture:
        page.get_by_role("link", name="Add an authenticator app").click()
    assert picture.value.ok
    secret = page.locator("code").inner_text().replace(" ", "")
    began = time.time()
    page.get_by_label("The code that the app shows now").fill(code_at(began, secret))
    press("Add the app")
    assert page.locator(".codes li").count() == 10
    recovery = page.locator(".codes li").first.inner_text()
    press("I have kept them")
    press("Sign out")

    sign_in()
    assert page.get_by_role("heading", level=1).inner_text() == "Your second factor"
    page.get_by_label(re.compile("Code from your")).fill("000000")
    press("Continue")
    page.get_by_text("This was not accepted.").first.wait_for()
    page.get_by_label(re.compile("Code from your")).fill(recovery)
    press("Continue")

    assert page.get_by_role("heading", level=1).inner_text() == "To review"
    page.context.close()


def test_a_session_about_to_end_says_so_and_what_is_typed_is_kept(desk, mina, settings):
    settings.SESSION_IDLE_MINUTES = 5 + 4 / 60  # the notice comes after four seconds
    case = make_case("s04", mina)
    one = desk(mina)
    one.open(step(case, "6-1"))
    one.page.fill('[name="6-1-reason"]', "Typed just before.")

    notice = one.page.locator('[data-ends="idle"]')
    notice.wait_for(timeout=15_000)
    one.look_closely()
    expect(notice).to_contain_text(re.compile(r"signed out at \d\d:\d\d, unless you stay"))
    expect(one.page.locator("[data-autosave-line]")).to_contain_text("Saved", timeout=15_000)
    answer = Answer.objects.get(case=case, step="6-1")
    assert answer.draft["reason"] == ["Typed just before."]

    if notice.is_visible():  # keeping the text was activity; the notice may be gone by itself
        with one.page.expect_response("**/sign-in/stay/") as stayed:
            one.page.get_by_role("button", name="Stay signed in").click()
        assert stayed.value.status == 204
    expect(notice).to_be_hidden()
    assert one.page.input_value('[name="6-1-reason"]') == "Typed just before."


def test_the_end_of_the_whole_session_cannot_be_put_off(desk, mina, settings):
    settings.SESSION_HOURS = (5 * 60 + 3) / 3600
    one = desk(mina)
    one.open("/cases/")

    notice = one.page.locator('[data-ends="whole"]')
    notice.wait_for(timeout=15_000)
    one.look_closely()

    expect(notice).to_contain_text(re.compile(r"signed out at \d\d:\d\d, whatever you do"))
    assert notice.get_by_role("button").count() == 0


def test_every_page_of_signing_in_is_open_to_all(browser, live_server, axe, mina, adam):
    from tests.sign_in.conftest import add_app

    add_app(mina)
    page = browser.new_context().new_page()
    one = Desk(page, live_server.url, axe)
    one.open()
    one.look_closely()
    one.sign_in(mina)
    one.look_closely()
    one.write("Code from your authenticator app, or a recovery code", code_at(time.time()))
    one.press("Continue")
    addresses = ["/your-sign-in/", "/your-sign-in/add/", "/your-sign-in/password/"]
    key = Authenticator.objects.get(type="totp").pk
    addresses += ["/your-sign-in/add/passkey/", f"/your-sign-in/{key}/remove/", "/sign-in/again/"]
    for address in addresses:
        one.open(address)
        one.look_closely()
    one.open("/your-sign-in/password/")
    one.write("New password", "short")
    one.press("Choose this password")
    one.look_closely()
    page.context.close()
    assert one.complaints == []
