"""What was shown of incidents is frozen with the case, and stands in its record."""

import copy

from assessments.incidents.of_case import leave_out
from assessments.records.chapters import chapters
from assessments.records.facts import Facts
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit
from tests.incidents.making import judge, make_incident

REFUSED = {item: Line("refuse", "Not now.") for item in "12"}


def lines_of(snapshot):
    facts = Facts.of(snapshot, draft=False, unlettered=frozenset())
    (chapter,) = (one for one in chapters(facts) if one.key == "lines")
    return str(chapter.blocks)


def test_the_snapshot_of_the_decision_has_the_views_in_force_then(mina, sofia, edith, li):
    case = make_case("s04", mina)
    judged, left = make_incident(edith), make_incident(edith, actor="Border Guard")
    leave_out(case, left, reason="Another ministry.", by=mina)
    submission = submit(case, {"1": "refuse", "2": "refuse"}, by=mina)
    assert [one["view"] for one in submission.content["incidents"]] == [None, None]

    judge(judged, li, "possible")
    decision = decide_case(submission, lines=REFUSED, by=sofia)
    judge(judged, li, "not")

    found = {one["incident"]: one for one in decision.snapshot["incidents"]}
    view = found[judged.incident_id]["view"]
    assert (view["conclusion"], view["formed_by"]) == ("possible", "Li")
    assert found[left.incident_id]["is_shown"] is False

    told = lines_of(decision.snapshot)
    assert "A breach is possible" in told
    assert "Another ministry. (Mina)" in told
    long = "What the mission saw on the fourth day. " * 50
    for one in decision.snapshot["incidents"]:
        one["view"] = {**view, "reasons": long}
        one["is_shown"] = True
    assert long in lines_of(decision.snapshot), "a view is never cut"


def test_the_record_says_that_there_was_none_and_reads_older_snapshots(mina):
    snapshot = submit(make_case("s04", mina), {"1": "refuse", "2": "refuse"}, by=mina).content
    older = copy.deepcopy(snapshot)
    del older["incidents"]

    assert "The register had no incident" in lines_of(snapshot)
    assert "register" not in lines_of(older)
