"""From a case to how similar items were decided, and on to the search."""

import pytest

from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit

pytestmark = pytest.mark.django_db(transaction=True)

OUTCOMES = {"1": "authorise_with_measures", "2": "refuse"}


def test_an_officer_finds_how_the_same_was_decided_and_why(desk, mina, sofia):
    submission = submit(make_case("s04", mina), OUTCOMES, by=mina)
    lines = {item: Line(one, f"As the sources say on {item}.") for item, one in OUTCOMES.items()}
    decide_case(submission, lines=lines, by=sofia)
    case = make_case("s04", mina)
    officer = desk(mina)

    officer.open(f"/cases/{case.reference}/")
    officer.follow("Precedents")
    officer.reads("The same end user", submission.case.reference, "As the sources say on 2.")
    officer.follow("Search all precedents")
    officer.pick("Decision", "Refused")
    officer.press("Show")
    officer.reads("Refused", "As the sources say on 2.")
