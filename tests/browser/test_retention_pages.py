"""The pages of retention in a browser: open to everybody, narrow in the dark, wide in the light."""

import pytest
from django.urls import reverse

from assessments.retention.disposing import confirm_disposal, propose_disposal
from assessments.retention.holding import lift_hold, place_hold
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit
from tests.database import as_owner
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
NARROW, WIDE = (320, "dark"), (1280, "light")
REFUSED = {"1": "refuse", "2": "refuse"}


@pytest.fixture
def look(page, live_server, axe):
    """`look(person, "retention:due", …)` opens a page as somebody, with all that is folded."""

    def at(person, name, *args):
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/sign-in/")
        page.get_by_label("User name").fill(person.username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.goto(live_server.url + reverse(name, args=args))
        for summary in page.get_by_role("main").locator("details > summary").all():
            summary.click()
        for width, scheme in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 700})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width

    return at


def grown_old(mina, sofia):
    submission = submit(make_case("s04", mina), REFUSED, by=mina)
    lines = {item: Line(outcome, "R") for item, outcome in REFUSED.items()}
    decision = decide_case(submission, lines=lines, by=sofia)
    with as_owner() as cursor:
        cursor.execute(
            "update assessments_decision set decided_on = decided_on - interval '11 years'"
            " where id = %s",
            [decision.pk],
        )
    return submission.case


def test_the_pages_of_retention_are_open_to_everybody(look, mina, sofia, adam, ana, li, helen):
    due, proposed, destroyed, held = (grown_old(mina, sofia) for _ in range(4))
    proposal = propose_disposal(proposed, reason="Archive rule 7.", by=adam)
    confirm_disposal(propose_disposal(destroyed, reason="Archive rule 7.", by=adam), by=ana)
    hold = place_hold(held, reason="Case 12/26 of the high court.", by=li)
    lift_hold(place_hold(held, reason="Inquiry.", by=li), because="It reported.", by=helen)

    look(adam, "retention:due")
    look(adam, "retention:propose", due.reference)
    look(ana, "retention:confirm", proposal.pk)
    look(helen, "retention:holds", held.reference)
    look(helen, "retention:lift", held.reference, hold.pk)
