"""What must hold of every case, whatever was answered."""

import json
import random
from copy import deepcopy

from assessments.law import Decision, OpenPoint, PointCode, rule
from assessments.reference.case_format import faults_of, read
from tests.law.cases import case_from, for_any_case

ORDER = list(Decision)
AUTHORISED = {Decision.AUTHORISE, Decision.AUTHORISE_WITH_MEASURES}


@for_any_case
def test_a_generated_case_is_a_good_case_file(case):
    assert faults_of(case) == []
    assert read(json.dumps(case)) == case


@for_any_case
def test_every_item_has_a_decision_and_decisions_are_in_their_order(case):
    for permitted in rule(case).permits.values():
        assert permitted
        assert list(permitted) == sorted(permitted, key=ORDER.index)


@for_any_case
def test_a_prohibition_permits_nothing_else(case):
    ruling = rule(case)

    for item, permitted in ruling.permits.items():
        if Decision.PROHIBITED in permitted or item in ruling.prohibited:
            assert permitted == (Decision.PROHIBITED,)


@for_any_case
def test_no_item_is_authorised_while_a_point_that_concerns_it_is_open(case):
    ruling = rule(case)

    for point in ruling.open_points:
        concerned = ruling.concerns(point)
        assert concerned
        for item in concerned:
            assert not AUTHORISED.intersection(ruling.permits[item])


@for_any_case
def test_one_overriding_risk_leaves_only_refusal_for_its_items(case):
    ruling = rule(case)
    is_assessed = any(entry.effect == "article_7_applies" for entry in ruling.trace)

    for risk in case.get("risks") or []:
        if is_assessed and (risk.get("overriding") or {}).get("answer") == "yes":
            for item in set(risk.get("items") or ruling.left).intersection(ruling.left):
                assert ruling.permits[item] == (Decision.REFUSE,)


@for_any_case
def test_refusal_is_open_for_every_item_in_scope_that_article_6_does_not_prohibit(case):
    ruling = rule(case)

    for item, permitted in ruling.permits.items():
        is_outside = permitted == (Decision.OUTSIDE_TREATY,)
        is_prohibited = permitted == (Decision.PROHIBITED,)
        assert (Decision.REFUSE in permitted) == (not is_outside and not is_prohibited)
        assert (item in ruling.left) <= (Decision.REFUSE in permitted)


@for_any_case
def test_the_order_of_entry_changes_nothing(case):
    chance = random.Random(0)

    before = rule(case).as_json()
    after = rule(shuffled(case, chance)).as_json()

    assert after == before


@for_any_case
def test_items_are_listed_in_the_order_of_the_file(case):
    assert list(rule(case).permits) == [item["id"] for item in case["items"]]


@for_any_case
def test_a_blank_is_a_blank_however_it_is_written(case):
    before = rule(case).as_json()

    assert rule(stripped(case)).as_json() == before
    assert rule(spelled_out(case)).as_json() == before


@for_any_case
def test_a_reason_or_any_other_text_changes_nothing(case):
    told = deepcopy(case) | {"title": "Another", "reference": "X", "evidence": []}
    for node in nodes_of(told):
        if "answer" in node or "code" not in node:
            node.pop("reason", None)
            node.pop("missing", None)
    told["transfer"] |= {"recipient_state": "ZZ", "parties": [], "end_use": ""}

    assert rule(told).as_json() == rule(case).as_json()


@for_any_case
def test_answers_off_the_route_never_count_for_items_prohibited_or_outside(case):
    ruling = rule(case)

    if not ruling.left and ruling.in_scope:
        bare = {key: case[key] for key in case if key not in ("article_7", "gbv", "diversion")}
        assert rule(bare).as_json() == ruling.as_json()


@for_any_case
def test_a_case_is_complete_exactly_when_nothing_is_open(case):
    ruling = rule(case)

    assert ruling.complete == (ruling.open_points == ())
    assert list(ruling.open_points) == sorted(set(ruling.open_points))
    assert {point.code for point in ruling.open_points} <= set(PointCode)
    for point in ruling.open_points:
        assert isinstance(point, OpenPoint)
        assert bool(point.item) == (point.code == PointCode.EXEMPTION_INVALID)


@for_any_case
def test_not_knowing_under_article_6_opens_authorisation_to_no_item(case):
    for place in ("6.1", "6.2", "6.3"):
        unknown = deepcopy(case)
        unknown.setdefault("article_6", {})[place] = {"answer": "unknown"}

        ruling = rule(unknown)

        for item in ruling.in_scope:
            assert not AUTHORISED.intersection(ruling.permits[item])


def test_the_ruling_does_not_change_the_case():
    for seed in range(200):
        case = case_from(seed)
        kept = deepcopy(case)

        ruling = rule(case)
        ruling.as_json(), ruling.asked, ruling.engaged

        assert case == kept


# --- the same case, written differently


def shuffled(value, chance):
    """The case with every list and every object in another order."""
    if isinstance(value, dict):
        keys = chance.sample(list(value), len(value))
        return {key: shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        return [shuffled(row, chance) for row in chance.sample(value, len(value))]
    return value


def nodes_of(value):
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from nodes_of(child)
    if isinstance(value, list):
        for row in value:
            yield from nodes_of(row)


def is_answered(value):
    return value not in (None, "", [], {}) and value is not False


def stripped(value):
    """The case without anything that is blank, absent booleans and lists included."""
    if isinstance(value, dict):
        kept = {key: stripped(child) for key, child in value.items() if key != "standards"}
        kept = {key: child for key, child in kept.items() if is_answered(child) or key == "gbv"}
        return kept | {key: value[key] for key in value if key == "standards"}
    return [stripped(row) for row in value] if isinstance(value, list) else value


def spelled_out(case):
    """The case with its blanks written as null, empty text and empty lists."""
    told = deepcopy(case)
    for key in ("scope", "diversion"):
        told.setdefault(key, None)
    answers = told.setdefault("article_6", {})
    for place in ("6.1", "6.2", "6.3"):
        answers.setdefault(place, {"answer": ""})
    told.setdefault("article_7", {}).setdefault("contribution", {"answer": None})
    gbv = told.setdefault("gbv", {})
    for step in ("step_1", "step_3", "step_4"):
        gbv.setdefault(step, None)
    for risk in told.setdefault("risks", []):
        for key, blank in (("mitigation", {}), ("overriding", None), ("items", []), ("line", None)):
            risk.setdefault(key, blank)
    return told
