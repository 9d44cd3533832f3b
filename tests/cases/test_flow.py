"""The flow chart: what each box says and how it is drawn, from the examples of the contract."""

import copy

import pytest
from django.template import Context, Template
from django.utils import translation

from assessments.cases.flow import State, chart
from assessments.law import rule
from tests.law.cases import case_from, clear_case, example_names, item, risk
from tests.records.snapshots import example

LINES = ("7.1.a", "7.1.b.i", "7.1.b.ii", "7.1.b.iii", "7.1.b.iv")
STEPS = ("7.4.step_1", "7.4.step_2", "7.4.step_3", "7.4.step_4")


def flow_of(case, **more):
    return chart(case, rule(case), **more)


def boxes(flow):
    """The boxes that have a place, by it."""
    return {box.place: box for box in flow.boxes if box.place}


def states(flow, places):
    return [boxes(flow)[place].state for place in places]


def words(box):
    return [value.words for value in box.values]


def ways_out(flow):
    return [stage.exit for stage in flow.stages if stage.exit]


def shown(flow):
    return Template("{% load flow %}{% flow_chart flow %}").render(Context({"flow": flow}))


# The examples


def test_one_item_rests_on_measures_and_the_other_is_shut_by_its_risks():
    flow = flow_of(example("s04"))

    first, second = flow.lanes

    assert first.outcome.state == State.PERMITTED
    assert words(first.outcome) == ["Refuse", "Authorise with measures"]
    assert second.outcome.state == State.SHUT
    assert second.outcome.what == "7(3): no other decision"
    assert words(second.outcome) == ["Refuse only"]


def test_each_risk_is_followed_to_its_end():
    flow = flow_of(example("s04"))

    commits, facilitates = flow.lanes[0].risks[0], flow.lanes[1].risks[0]

    assert commits.risk.what == "Risk 1, IHL"
    assert words(commits.risk) == ["Commit"]
    assert commits.mitigation.what == "Mitigation: M15, M06"
    assert commits.mitigation.notes == ("Relied on",)
    assert commits.overriding.state == State.ANSWERED
    assert facilitates.risk.what == "Risk 2, IHRL, step 4"
    assert facilitates.overriding.state == State.SHUT


def test_a_line_named_by_a_risk_from_the_six_steps_reads_engaged():
    case = example("s04")
    assert case["article_7"]["lines"]["7.1.b.ii"]["answer"] == "none"

    line = boxes(flow_of(case))["7.1.b.ii"]

    assert line.state == State.FOUND
    assert words(line) == ["Engaged: 1 risk"]


def test_a_prohibited_item_leaves_and_the_other_goes_on():
    flow = flow_of(example("s18"))

    shut = boxes(flow)["6.1"]
    outside, prohibited = ways_out(flow)

    assert shut.state == State.SHUT
    assert words(shut) == ["Prohibits: Item 1"]
    assert (prohibited.is_taken, prohibited.box.what) == (True, "Item 1")
    assert not outside.is_taken
    assert [[each.id for each in lane.items] for lane in flow.lanes] == [["2"]]
    assert flow.lanes[0].outcome.state == State.PERMITTED


def test_after_a_prohibition_of_everything_nothing_is_reached_and_the_article_is_named():
    flow = flow_of(example("s01a"))

    later = flow.stages[2:]

    assert words(boxes(flow)["6.1"]) == ["Exemption does not hold"]
    assert {box.state for stage in later for box in stage.boxes} == {State.UNREACHED}
    assert {stage.is_reached for stage in later} == {False}
    assert {stage.why for stage in later} == {
        "Not reached: every item in scope is prohibited by Article 6(1)."
    }
    assert flow.lanes == ()


def test_what_is_unfinished_is_never_called_refused():
    flow = flow_of(example("s26"))

    (lane,) = flow.lanes

    assert lane.outcome.state == State.OPEN
    assert lane.outcome.what == "Not yet assessable"
    assert words(lane.outcome) == ["5 open points"]
    assert [way.box.what for way in ways_out(flow)] == ["Item 3", "Item 1"]
    assert states(flow, ("6.2", "7.1.b.iii", "7.1.b.iv", *STEPS[1:3])) == [State.OPEN] * 5
    assert words(boxes(flow)["7.1.b.iii"]) == ["Answers disagree"]


def test_article_7_is_not_reached_by_a_transit_and_says_so():
    flow = flow_of(example("s11b"))

    lines = next(stage for stage in flow.stages if stage.article == "Article 7(1)")

    assert states(flow, LINES + STEPS) == [State.UNREACHED] * 9
    assert lines.why == "Not reached: Article 7 speaks of exports, and this is none."
    assert boxes(flow)["6.3"].state == State.FOUND
    assert flow.lanes[0].outcome.state == State.PERMITTED


def test_steps_that_nothing_found_leads_to_are_not_asked():
    flow = flow_of(example("s17"))

    assert states(flow, STEPS) == [State.ANSWERED] + [State.UNREACHED] * 3
    assert words(boxes(flow)["7.4.step_2"]) == ["Not asked"]
    assert words(flow.lanes[0].empty) == ["No risk touches it"]


# Scope


def test_outside_the_treaty_everything_leaves_at_once():
    case = clear_case()
    case["items"] = [item("1", "outside")]
    case["scope"] = {"answer": "out"}

    flow = flow_of(case)

    outside, _prohibited = ways_out(flow)
    assert outside.is_taken
    assert words(outside.box) == ["Outside the Treaty"]
    assert states(flow, ("6.1", "11.2", *LINES)) == [State.UNREACHED] * 7
    assert flow.stages[1].why == "Not reached: the transfer is outside the Treaty, Articles 2 to 4."
    assert flow.lanes == ()


def test_while_scope_is_open_nothing_below_is_judged():
    case = clear_case()
    case["scope"] = None

    flow = flow_of(case)

    assert boxes(flow)["scope"].state == State.OPEN
    assert states(flow, ("6.1", "11.2", *LINES)) == [State.UNREACHED] * 7
    assert flow.stages[1].why == "Not reached: the question of scope is open, Articles 2 to 4."
    assert words(flow.lanes[0].outcome) == ["1 open point"]
    assert not flow.is_reached


def test_a_case_without_items_has_a_chart_too():
    flow = chart(None, None)

    assert boxes(flow)["scope"].state == State.OPEN
    assert flow.lanes == ()


# Between the beginning and the end


def test_what_is_excluded_already_is_said_while_points_are_open():
    case = clear_case()
    case["diversion"] = {"answer": "elevated_mitigated", "measures": [{"code": "M04"}]}
    case["article_7"]["lines"]["7.1.a"] = None

    flow = flow_of(case)

    assert boxes(flow)["11.2"].state == State.FOUND
    assert boxes(flow)["11.2"].notes == ("M04",)
    assert flow.lanes[0].outcome.state == State.OPEN
    assert flow.lanes[0].outcome.notes == ("Already excluded: to authorise without measures",)


def test_an_overriding_risk_shuts_the_way_although_points_are_open():
    case = clear_case()
    case["risks"] = [risk(mitigation={"answer": "partial"}, overriding={"answer": "yes"})]
    case["article_7"]["lines"]["7.1.b.i"] = {"answer": "identified"}
    case["article_7"]["lines"]["7.1.a"] = None

    (lane,) = flow_of(case).lanes

    assert lane.outcome.state == State.SHUT
    assert words(lane.outcome) == ["Refuse only"]


def test_a_bar_of_the_authority_is_not_given_out_for_the_treaty():
    case = clear_case()
    case["diversion"] = {"answer": "high_unmitigated"}

    flow = flow_of(case)

    assert boxes(flow)["11.2"].state == State.SHUT
    assert flow.lanes[0].outcome.what == "Standard of this authority: no other decision"


def test_overriding_risk_is_not_reached_before_mitigation():
    case = clear_case()
    case["risks"] = [risk(mitigation=None, overriding=None)]
    case["article_7"]["lines"]["7.1.b.i"] = {"answer": "identified"}

    (chain,) = flow_of(case).lanes[0].risks

    assert (chain.mitigation.state, chain.overriding.state) == (State.OPEN, State.UNREACHED)
    assert [taken for _box, taken in chain.steps] == [True, False]


def test_the_contribution_stands_with_the_first_line():
    case = clear_case()
    case["article_7"]["contribution"] = None

    line = boxes(flow_of(case))["7.1.a"]

    assert line.state == State.OPEN
    assert line.notes == ("Contribution: No answer",)


def test_items_with_the_same_risks_and_the_same_end_share_a_lane():
    case = clear_case()
    case["items"] = [item(str(number)) for number in range(1, 5)]
    case["risks"] = [risk(items=["2", "4"])]
    case["article_7"]["lines"]["7.1.b.i"] = {"answer": "identified"}

    lanes = flow_of(case).lanes

    assert [[each.id for each in lane.items] for lane in lanes] == [["1", "3"], ["2", "4"]]


def test_many_risks_grow_downwards_and_break_between_sheets():
    case = example("s04")
    case["risks"] = [dict(case["risks"][1], id=f"r{number}") for number in range(60)]

    lane = next(lane for lane in flow_of(case).lanes if lane.risks)
    parts = list(lane.parts)

    assert sum(len(part.risks) for part in parts) == len(lane.risks) == 60
    assert [bool(part.outcome) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert [bool(part.items) for part in parts] == [True] + [False] * (len(parts) - 1)


# The decision


def test_a_refusal_by_choice_is_not_drawn_as_closed_by_law():
    flow = flow_of(example("s04"), decided={"1": "refuse", "2": "refuse"})

    chosen, forced = (lane.outcome for lane in flow.lanes)

    assert (chosen.state, forced.state) == (State.REFUSED, State.SHUT)
    assert words(chosen) == words(forced) == ["Refused"]


def test_an_authorisation_is_drawn_as_permitted():
    flow = flow_of(example("s04"), decided={"1": "authorise_with_measures", "2": "refuse"})

    assert flow.is_decided
    assert flow.lanes[0].outcome.state == State.PERMITTED
    assert words(flow.lanes[0].outcome) == ["Authorised with measures"]


# Any case


@pytest.mark.parametrize("name", example_names())
def test_a_stored_ruling_gives_the_same_chart(name):
    case = example(name)
    ruling = rule(case)

    assert chart(case, ruling.as_json(), asked=sorted(ruling.asked)) == chart(case, ruling)


def test_every_item_of_any_case_has_one_end():
    for seed in range(300):
        case = case_from(seed)
        flow = flow_of(case)

        ends = [each.id for lane in flow.lanes for each in lane.items]
        ruling = rule(case)
        left = [i["id"] for i in case["items"] if i["id"] not in ruling.prohibited]
        outside = {i for i, permitted in ruling.permits.items() if permitted == ("outside_treaty",)}

        assert sorted(ends) == sorted(set(left) - outside)


def test_every_point_of_any_case_is_open_somewhere():
    for seed in range(300):
        case = case_from(seed)
        ruling = rule(case)
        flow = chart(case, ruling)

        drawn = {box.state for box in flow.boxes}

        assert not ruling.open_points or drawn & {State.OPEN, State.SHUT}
        assert ruling.open_points or State.OPEN not in drawn


# On the page


def test_a_box_leads_to_its_step_unless_it_was_not_reached():
    case = example("s11b")

    flow = flow_of(case, links={"6.1": "/steps/6-1/", "7.1.a": "/steps/lines/"})
    html = shown(flow)

    assert 'href="/steps/6-1/"' in html
    assert "/steps/lines/" not in html


def test_where_the_work_stands_is_marked():
    flow = flow_of(example("s26"), here="7.4.step_2", links={"7.4.step_2": "/steps/7-4-2/"})

    html = shown(flow)

    assert [box.place for box in flow.boxes if box.is_here] == ["7.4.step_2"]
    assert html.count("is-here") == 1
    assert html.count("Work stands here.") == 1


def test_the_text_form_says_everything_the_boxes_say():
    flow = flow_of(example("s04"))

    html = shown(flow)
    text = html[html.index("<details") :]

    for box in flow.boxes:
        assert "; ".join(words(box)) in text or box.what == "would be"
    assert "6(1) Security Council: Clear." in text
    assert "Overriding, Risk 2: Yes (closed by law)." in text


def test_somebodys_text_stays_text():
    case = copy.deepcopy(example("s17"))
    case["items"][0]["description"] = "<script>alert(1)</script>\x00\ud800" + "x" * 500

    html = shown(flow_of(case))

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "x" * 61 not in html
    html.encode("utf-8")


def test_arrows_hold_no_words_and_their_own_colours():
    html = shown(flow_of(example("s04")))

    assert "<text" not in html
    assert 'stroke="currentColor"' not in html[html.index('class="flow-arrow') :][:300]


def test_article_numbers_are_isolated_where_the_line_runs_the_other_way():
    with translation.override("ar"):
        what = boxes(flow_of(example("s04")))["6.1"].what

    assert "\u20666(1)\u2069" in what
