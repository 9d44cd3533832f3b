"""The trace: it alone justifies the result, and it says what each rule rests on."""

import json
from collections import Counter

from assessments.law import Effect, replay, rule
from assessments.law.trace import SIGN_OFFS
from tests.law.cases import (
    case_from,
    clear_case,
    example,
    example_names,
    exemption,
    for_any_case,
    item,
    risk,
)

KEYS = {"rule", "items", "answers", "effect"}


def printed_trace(case):
    return json.loads(json.dumps(rule(case).as_json()))["trace"]


@for_any_case
def test_the_trace_alone_justifies_the_permitted_decisions(case):
    names = [item["id"] for item in case["items"]]

    assert replay(printed_trace(case), names) == rule(case).permits


@for_any_case
def test_the_trace_alone_justifies_points_and_sign_offs(case):
    ruling = rule(case)
    trace = printed_trace(case)

    points = {(e["effect"][5:], next(iter(e["answers"]))) for e in trace if is_open(e)}
    invalid = {("exemption_invalid", e["items"][0]) for e in trace if is_invalid(e)}
    assert points == {point[:2] for point in ruling.open_points if not point.item}
    assert invalid == {(point.code, point.item) for point in ruling.open_points if point.item}
    kinds = {kind for entry in trace for kind in SIGN_OFFS.get(entry["effect"], ())}
    assert sorted(kinds) == list(ruling.sign_offs)


def is_open(entry):
    return entry["effect"].startswith("open_")


def is_invalid(entry):
    return entry["rule"] == 3 and entry["effect"] == Effect.PROHIBITED


@for_any_case
def test_entries_are_in_the_order_of_the_rules_and_say_all(case):
    trace = printed_trace(case)
    names = {item["id"] for item in case["items"]}

    assert [entry["rule"] for entry in trace] == sorted(entry["rule"] for entry in trace)
    for entry in trace:
        assert entry.keys() in (KEYS | {"article"}, KEYS | {"standard"})
        assert entry["items"]
        assert entry["items"] == sorted(set(entry["items"]))
        assert set(entry["items"]) <= names
        assert entry["answers"]


@for_any_case
def test_what_is_prohibited_or_outside_meets_no_later_rule(case):
    closed = set()
    for entry in printed_trace(case):
        if entry["rule"] > 3:
            assert not closed.intersection(entry["items"])
        elif entry["effect"] in (Effect.PROHIBITED, Effect.OUTSIDE_TREATY):
            closed.update(entry["items"])


@for_any_case
def test_the_last_rules_speak_of_exactly_the_items_they_leave_open(case):
    ruling = rule(case)
    is_assessed = any(entry.effect == Effect.ARTICLE_7_APPLIES for entry in ruling.trace)
    left = set(ruling.left if is_assessed else ())

    def permitted(*decisions):
        return {item for item in left if ruling.permits[item] == decisions}

    assert items_of(ruling, 10) == permitted("refuse", "authorise_with_measures")
    plainly = permitted("refuse", "authorise")
    anyhow = permitted("refuse", "authorise_with_measures", "authorise")
    assert items_of(ruling, 11, Effect.NO_RISK) == plainly
    assert items_of(ruling, 11, Effect.RISK_NOT_OVERRIDING) == anyhow


def test_an_exemption_not_shown_leaves_nothing_to_the_last_rules():
    case = clear_case()
    case["article_6"]["6.2"] = {"answer": "exempt", "exemption": exemption(quantities={})}

    ruling = rule(case)

    assert ruling.permits == {"1": ("refuse",)}
    assert not items_of(ruling, 11)


def items_of(ruling, number, effect=None):
    entries = [entry for entry in ruling.trace if entry.rule == number]
    return {item for e in entries if effect in (None, e.effect) for item in e.items}


def test_every_rule_fires_somewhere_to_every_effect():
    cases = [example(name)[0] for name in example_names()] + [case_from(n) for n in range(6000)]
    fired = Counter((e["rule"], e["effect"]) for case in cases for e in printed_trace(case))

    opened = {(rule, f"open_{code}") for rule, codes in OPENED.items() for code in codes}
    assert set(fired) == opened | FIRED
    assert {effect for _, effect in fired} == set(Effect)


OPENED = {
    1: ["missing", "unknown", "contradiction"],
    3: ["missing"],
    4: ["missing", "unknown"],
    5: ["missing", "unknown", "no_measure_described"],
    7: ["missing", "unknown", "contradiction", "no_risk_described"],
    8: [
        "missing",
        "unknown",
        "contradiction",
        "unmapped",
        "no_measure_described",
        "pending_measure",
    ],
}
FIRED = {
    (1, "in_scope"),
    (1, "outside_treaty"),
    (1, "sign_off_legal"),
    (2, "prohibited"),
    (3, "prohibited"),
    (3, "exempt"),
    (4, "sign_off_legal"),
    (5, "not_plainly_authorised"),
    (5, "refuse_only"),
    (6, "article_7_applies"),
    (6, "article_7_does_not_apply"),
    (8, "sign_off_legal_and_head"),
    (9, "refuse_only"),
    (10, "measures_relied_on"),
    (11, "risk_not_overriding"),
    (11, "no_risk"),
}


def test_a_line_answered_none_is_shown_beside_the_general_risks_on_it():
    case = clear_case()
    case["article_7"]["lines"]["7.1.a"] = {"answer": "identified"}
    case["risks"] = [risk("a"), risk("b", gbv=True), risk("c", "7.1.a"), risk("d")]

    entry = next(e for e in printed_trace(case) if e["effect"] == Effect.OPEN_CONTRADICTION)

    expected = {"7.1.b.i": "none", "risk:a.line": "7.1.b.i", "risk:d.line": "7.1.b.i"}
    assert entry["answers"] == expected
    case["risks"], case["article_7"]["lines"]["7.1.b.i"] = [risk("a")], {"answer": "unknown"}
    entry = next(e for e in printed_trace(case) if e["effect"] == Effect.OPEN_UNKNOWN)
    assert entry["answers"] == {"7.1.b.i": "unknown"}


def test_an_exemption_that_does_not_fit_is_shown_beside_what_it_should_have_matched():
    case, _ = example("s01a-exemption-exceeded")

    (entry,) = [entry for entry in printed_trace(case) if entry["rule"] == 3]

    assert entry["answers"] == {
        "6.1": "exempt",
        "6.1.exemption.end_user": "Coast guard of State A",
        "end_user": "Army of State A",
        "6.1.exemption.quantities.1": 1500,
        "item:1.quantity": 2000,
    }


def test_an_exemption_that_fits_is_shown_with_all_that_it_was_held_against():
    case = clear_case()
    case["article_6"]["6.2"] = {"answer": "exempt", "exemption": exemption(quantities={"1": 12})}

    (entry,) = [entry for entry in printed_trace(case) if entry["rule"] == 3]

    assert entry["effect"] == Effect.EXEMPT
    assert entry["answers"] == {
        "6.2": "exempt",
        "6.2.exemption.valid_until": exemption()["valid_until"],
        "decision_date": case["decision_date"],
        "6.2.exemption.end_user": exemption()["end_user"],
        "end_user": case["transfer"]["end_user"]["name"],
        "6.2.exemption.quantities.1": 12,
        "item:1.quantity": case["items"][0]["quantity"],
    }


def entries(case, rule_number):
    return [
        (entry["items"], entry["effect"])
        for entry in printed_trace(case)
        if entry["rule"] == rule_number
    ]


def test_a_risk_and_a_measure_are_shown_for_the_items_that_get_so_far():
    case = clear_case() | {"items": [item("1"), item("2", "4"), item("3"), item("4")]}
    case["article_6"]["6.1"] = {"answer": "unknown", "items": ["1"]}
    case["diversion"] = {"answer": "elevated_mitigated", "measures": [{"code": "M15"}]}
    case["standards"] = {"diversion_covers_ammunition_and_parts": False}

    assert entries(case, 10) == [(["3", "4"], "measures_relied_on")]
    assert entries(case, 11) == [(["2"], "no_risk")]
    case["article_6"]["6.1"]["items"] = ["1", "3", "4"]
    assert entries(case, 10) == []


def test_an_item_that_a_risk_touches_is_not_shown_as_untouched():
    case = clear_case() | {"items": [item("1"), item("2")], "risks": [risk(items=["2"])]}
    case["article_7"]["lines"]["7.1.b.i"] = {"answer": "identified"}

    assert entries(case, 11) == [(["2"], "risk_not_overriding"), (["1"], "no_risk")]
    case["risks"][0]["overriding"] = {"answer": "yes"}
    case["risks"][0]["mitigation"] = {"answer": "rejected"}
    assert entries(case, 9) == [(["2"], "refuse_only")]
    assert entries(case, 11) == [(["1"], "no_risk")]


def test_a_risk_of_prohibited_items_leaves_no_trace_in_rules_8_and_9():
    case = clear_case() | {"items": [item("1"), item("2")]}
    case["risks"] = [risk(None, items=["2"], overriding={"answer": "yes"})]
    case["risks"][0] |= {"id": "r1", "mitigation": {"answer": "rejected"}}
    case["article_6"]["6.2"] = {"answer": "prohibits", "items": ["2"]}

    assert entries(case, 8) == entries(case, 9) == []


def test_the_forms_that_leave_a_step_open_are_named_in_the_order_of_their_codes():
    found = [{"code": code, "finding": "credible"} for code in ("SV-2", "CH-1", "SV-1")]
    case = clear_case() | {"gbv": {"step_1": {"answer": "complete"}, "forms": found}}

    (entry,) = [entry for entry in printed_trace(case) if entry["rule"] == 7]

    assert entry["answers"] == {"7.4.step_2": None, "7.4.forms": ["CH-1", "SV-1", "SV-2"]}
    del found[0]["finding"]
    entry = next(entry for entry in printed_trace(case) if entry["rule"] == 7)
    assert entry["answers"] == {"7.4.step_1": "complete", "7.4.forms": ["SV-2"]}


def test_an_answer_that_concerns_no_item_leaves_no_trace():
    case = clear_case() | {"items": [item("1"), item("2", "outside")]}
    for place, answer in (("6.1", "prohibits"), ("6.2", "unknown"), ("6.3", "knowledge")):
        case["article_6"][place] = {"answer": answer, "items": ["2"]}

    assert not {2, 3, 4}.intersection(entry["rule"] for entry in printed_trace(case))


def test_an_item_of_which_the_trace_does_not_speak_has_no_permitted_decision():
    assert replay([], ["1"]) == {"1": ()}
