"""A clear export from the opening to the submission: without JavaScript, with the keyboard."""

import pytest
from django.urls import reverse

from assessments.models import Case
from tests.people import PASSWORD
from tests.wizard.pages import step

pytestmark = pytest.mark.django_db(transaction=True)
FORMS = [f"SV-{number}" for number in range(1, 7)]
LINES = ["7_1_a", "7_1_b_i", "7_1_b_ii", "7_1_b_iii", "7_1_b_iv"]
MOST_SUBMITS = 20


class Keys:
    """A page worked on with the keyboard alone."""

    def __init__(self, page):
        self.page = page

    def field(self, name):
        return self.page.locator(f'[name="{name}"]')

    def write(self, name, words):
        self.field(name).focus()
        self.page.keyboard.type(words)

    def tick(self, name, value=""):
        box = f'[name="{name}"]' + (f'[value="{value}"]' if value else "")
        self.page.locator(box).focus()
        self.page.keyboard.press("Space")

    def press(self, words, role="button"):
        self.page.get_by_role(role, name=words, exact=True).focus()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def answer(self, step, value):
        """One question with its reasons, and on."""
        assert f"/assess/{step}/" in self.page.url
        self.tick(f"{step}-answer", value)
        self.write(f"{step}-reason", "As the sources say.")
        self.press("Continue")

    def follow(self, address):
        self.page.locator(f'main a[href^="{address}"]').first.focus()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture
def keys(browser, live_server, mina):
    """Mina's browser without JavaScript, signed in by the keyboard."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in/")
    keys = Keys(page)
    keys.write("username", mina.username)
    keys.write("password", PASSWORD)
    keys.press("Sign in")
    yield keys
    context.close()


@pytest.fixture
def look(page, live_server, axe, mina):
    """axe needs JavaScript: it looks at the same addresses from a browser that has it."""
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_label("User name").fill(mina.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    def at(*addresses):
        for address in addresses:
            assert page.goto(live_server.url + address).ok
            assert axe(page) == [], address

    return at


def apply(keys):
    keys.write("application-title", "Rifles for Arcadia")
    keys.tick("application-activity", "export")
    keys.field("application-recipient_state").select_option(index=1)
    keys.write("application-end_user_name", "Army of Arcadia")
    keys.press("Continue")
    keys.press("Continue")


def add_item(keys, case):
    keys.follow(f"/cases/{case.reference}/rows/item/")
    keys.write("item.1-description", "Rifles")
    keys.field("item.1-article").select_option("2.1.h")
    keys.write("item.1-quantity", "100")
    keys.write("item.1-reason", "Small arms.")
    keys.press("Continue")
    keys.press("Continue")


def answer_the_lines(keys):
    for name in ("contribution", *LINES):
        keys.tick(f"lines-{name}", "none")
        keys.write(f"lines-{name}_reason", "Nothing found.")
    keys.press("Continue")


def answer_six_steps(keys, case):
    keys.follow(f"/cases/{case.reference}/rows/form/")
    for form in FORMS:
        keys.tick(f"form.{form}-listed")
        keys.field(f"form.{form}-finding").select_option("documented")
    keys.press("Continue")
    keys.answer("7-4-1", "complete")
    keys.follow(f"/cases/{case.reference}/rows/severity/")
    for form in FORMS:
        keys.tick(f"severity.{form}-severity", "serious")
        keys.write(f"severity.{form}-reason", "Grave harm.")
    keys.press("Continue")
    keys.press("Continue")
    keys.tick("7-4-3-state", "effective")
    keys.tick("7-4-3-end_user", "effective")
    keys.write("7-4-3-reason", "Courts sit.")
    keys.press("Continue")
    keys.answer("7-4-4", "no_credible_link")


def recommend(keys):
    keys.press("Continue to your recommendation", role="link")
    keys.tick("recommendation-decision-1", "authorise")
    keys.write("recommendation-reasons-1", "Nothing stands in the way.")
    keys.press("Continue")
    keys.press("Submit the case")


def test_a_clear_export_is_submitted_by_keyboard_without_javascript(keys, look, live_server):
    submits, complaints = [], []
    keys.page.on("request", lambda r: submits.append(r.url) if r.method == "POST" else None)
    keys.page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    keys.page.goto(live_server.url + reverse("cases:mine"))

    keys.press("Open a case", role="link")
    keys.tick("interest", "none")
    keys.press("Open the case")
    apply(keys)
    case = Case.objects.get()
    add_item(keys, case)
    answers = ("clear", "clear", "no_indication", "low")
    keys.answer("scope", "in")
    for name, value in zip(("6-1", "6-2", "6-3", "diversion"), answers, strict=True):
        keys.answer(name, value)
    answer_the_lines(keys)
    answer_six_steps(keys, case)
    look(*(step(case, name) for name in ("application", "items", "lines", "7-4-2", "check")))
    look(*(f"/cases/{case.reference}/rows/{name}/" for name in ("item/1", "form", "severity")))
    recommend(keys)

    look(reverse("wizard:case", args=[case.reference]))
    case.refresh_from_db()
    assert case.status == "submitted"
    assert 0 < len(submits) <= MOST_SUBMITS
    assert complaints == []
