"""The record names the lists as they stood, what they said, and what changed by the decision."""

import pytest

from assessments.records.chapters import chapters
from assessments.records.facts import Facts
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit

from .made import loaded, measure

pytestmark = pytest.mark.django_db


def printed(decision):
    return str(
        next(one for one in chapters(Facts(decision.snapshot, "", False)) if one.key == "article-6")
    )


def test_the_record_tells_of_lists_embargoes_and_changes(mina, sofia):
    loaded(measure("on state a", "XA", citation="Resolution 9002"))
    case = make_case("s17", mina)
    submission = submit(case, {"1": "refuse"}, by=mina)
    load = loaded(measure("another", "XA"))

    words = printed(decide_case(submission, lines={"1": Line("refuse", "So.")}, by=sofia))

    assert "Lists as they stood at submission" in words
    assert "To be verified" in words
    assert "Resolution 9002" in words
    assert "Said now: Another. No longer said: On State A." in words
    assert load.file_id[:16] not in words, "the edition is the one of the submission"


def test_without_a_list_and_in_an_older_snapshot_the_record_has_nothing_of_them(mina, sofia):
    submission = submit(make_case("s17", mina), {"1": "refuse"}, by=mina)
    decision = decide_case(submission, lines={"1": Line("refuse", "So.")}, by=sofia)

    assert "Lists as they stood" not in printed(decision)
    del decision.snapshot["lists"]
    assert "On the day of the decision the lists" not in printed(decision)
