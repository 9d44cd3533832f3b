"""From the recommendation to the record in a browser, and axe on every page on the way."""

import pytest
from django.urls import reverse

from assessments.cases.in_force import in_force
from assessments.models import Case, SignOff
from assessments.standards.proposing import propose_standards
from tests.builders import make_case, submit
from tests.people import PASSWORD

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # WeasyPrint leaves the file of its colour profile to be closed by the collector of garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


def indications(file):
    file["article_6"]["6.3"]["answer"] = "indications"


@pytest.fixture
def visit(page, live_server, axe):
    """`visit("review:decide", …)` opens a page, narrow in the dark and wide in the light."""

    def look(name, *args):
        page.goto(live_server.url + reverse(name, args=args))
        for size, scheme in ((NARROW, "dark"), (WIDE, "light")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    return look


@pytest.fixture
def sign_in(page, live_server):
    def enter(person):
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/sign-in/")
        page.get_by_label("User name").fill(person.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()

    return enter


def test_from_the_recommendation_to_the_record(
    page, visit, sign_in, mina, li, sofia, ana, live_server
):
    case = make_case("s04", mina, change=indications)

    sign_in(mina)
    visit("wizard:recommend", case.reference)
    page.get_by_label("Authorise with measures").check()
    page.get_by_label("Reasons for item 1").fill("The measures meet the risk.")
    page.get_by_label("Reasons for item 2").fill("The risk is overriding.")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Submit the case").click()

    sign_in(li)
    visit("review:review", case.reference)
    page.get_by_role("link", name="Sign off as legal adviser").first.click()
    page.get_by_label("No, none that I know of").check()
    page.get_by_label("Your reasons").fill("Below knowledge: agreed.")
    page.get_by_role("button", name="Sign off").click()
    assert SignOff.objects.get().signed_by == li

    sign_in(sofia)
    visit("review:decide", case.reference)
    page.get_by_label("No, none that I know of").check()
    page.get_by_label("Authorise with measures").check()
    page.get_by_label("Your reasons for item 1").fill("I follow the recommendation.")
    page.get_by_label("Further conditions for item 1").fill("A report every year.")
    page.get_by_label("Your reasons for item 2").fill("Refused under Article 7(3).")
    say_how_the_measures_are_kept(page)
    page.get_by_role("button", name="Record the decision").click()
    assert "Its record is being made" in page.content()
    page.get_by_role("button", name="Make the record now").click()
    assert Case.objects.get().status == "closed"

    sign_in(ana)
    visit("wizard:case", case.reference)
    with page.expect_download() as download:
        page.get_by_role("link", name="Decision record (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def say_how_the_measures_are_kept(page):
    """The first as it is usual, the second by hand."""
    second = page.get_by_role("group", name="M06 Use monitoring")
    second.get_by_label("Who answers for it?").fill("The embassy")
    second.get_by_label("By a day").check()
    second.get_by_label("By which day?").fill("2126-03-01")
    second.get_by_label("What shows that it is kept?").fill("A report of each quarter.")
    second.get_by_label("What follows if it is not kept?").fill("The second lot does not leave.")


def test_pages_of_officers_are_open_to_everybody(visit, sign_in, mina, omar):
    case = make_case("s04", mina)
    sign_in(mina)

    for name in ("cases:mine", "cases:decided", "reference:guidance"):
        visit(name)
    for name in ("reference:security", "reference:protection", "reference:conformance"):
        visit(name)
    for name in ("cases:files", "cases:colleagues", "cases:hand_over", "cases:withdraw"):
        visit(name, case.reference)


def test_pages_of_reviewers_are_open_to_everybody(visit, sign_in, mina, sofia, li):
    submission = submit(make_case("s04", mina, change=indications), PARTIAL, by=mina)

    sign_in(sofia)
    visit("cases:to_review")
    for name in ("review:review", "review:decide", "review:return"):
        visit(name, submission.case.reference)
    sign_in(li)
    visit("review:sign_off", submission.case.reference, "legal")


def test_pages_of_administrators_are_open_to_everybody(visit, sign_in, adam, amina):
    sign_in(amina)
    visit("standards:propose")
    choices = {**in_force().choices, "overriding_threshold": "clear risk"}
    propose_standards(choices, reasons={"overriding_threshold": "EU law."}, by=adam)

    visit("standards:standards")


def test_errors_of_a_decision_are_listed_and_lead_to_their_fields(
    page, visit, sign_in, mina, sofia, axe
):
    submission = submit(make_case("s04", mina), PARTIAL, by=mina)
    sign_in(sofia)
    visit("review:decide", submission.case.reference)

    page.get_by_label("Your reasons for item 2").fill("Refused.")
    page.get_by_role("button", name="Record the decision").click()

    assert axe(page) == []
    page.get_by_role("link", name="Give your reasons for item 1.").click()
    assert page.evaluate("document.activeElement.name") == "reasons-1"
    assert page.get_by_label("Your reasons for item 2").input_value() == "Refused."

    page.get_by_label("Authorise with measures").check()
    page.get_by_label("Who answers for it?").first.fill("")
    page.get_by_role("button", name="Record the decision").click()

    assert axe(page) == []
    page.get_by_role("link", name="Say who answers for M15").click()
    assert page.evaluate("document.activeElement.name") == "owner-m1"
    page.get_by_role("link", name="Say by which day M06").click()
    assert page.evaluate("document.activeElement.name") == "day-m2"
