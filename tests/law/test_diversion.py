"""Rule 5: diversion."""

import pytest

from assessments.law import rule
from tests.law.cases import clear_case, item, permits, points

MEASURE = [{"code": "M15"}]
PLAIN = ["refuse", "authorise"]
WITH_MEASURES = ["refuse", "authorise_with_measures"]
ANY = ["refuse", "authorise_with_measures", "authorise"]
ACTIVITIES = ["export", "import", "transit", "trans_shipment", "brokering"]


def case_with(diversion, activity="export", **standards):
    case = clear_case() | {"diversion": diversion, "standards": standards}
    case["items"] = [item("arm", "2.1.a"), item("rounds", "3"), item("parts", "4")]
    case["transfer"]["activity"] = activity
    return case


@pytest.mark.parametrize(
    ("diversion", "code"),
    [(None, "missing"), ({"answer": ""}, "missing"), ({"answer": "unknown"}, "unknown")],
)
def test_an_open_answer_leaves_only_refusal(diversion, code):
    case = case_with(diversion)

    assert permits(case) == dict.fromkeys(("arm", "rounds", "parts"), ["refuse"])
    assert points(case) == [(code, "11.2")]


def test_a_mitigated_risk_bars_plain_authorisation():
    case = case_with({"answer": "elevated_mitigated", "measures": MEASURE})

    assert permits(case) == dict.fromkeys(("arm", "rounds", "parts"), WITH_MEASURES)
    assert points(case) == []


@pytest.mark.parametrize("measures", [[], [{}], [{"code": "", "text": " \u3000"}, {"code": "\n"}]])
def test_a_mitigated_risk_needs_a_measure_that_says_something(measures):
    case = case_with({"answer": "elevated_mitigated", "measures": measures})

    assert permits(case)["arm"] == ["refuse"]
    assert points(case) == [("no_measure_described", "11.2")]


@pytest.mark.parametrize("measure", [{"code": "M15"}, {"text": "Escort."}])
def test_a_measure_is_listed_by_its_code_or_by_its_text(measure):
    case = case_with({"answer": "elevated_mitigated", "measures": [{}, measure]})

    assert points(case) == []


def test_a_high_risk_bars_where_the_standard_says_so():
    case = case_with({"answer": "high_unmitigated"})

    assert permits(case)["arm"] == ["refuse"]
    assert points(case) == []


def test_a_high_risk_otherwise_bars_plain_authorisation_and_needs_no_measure():
    case = case_with({"answer": "high_unmitigated"}, high_diversion_bars=False)

    assert permits(case)["arm"] == WITH_MEASURES
    assert points(case) == []


def test_ammunition_and_parts_are_left_alone_where_the_standard_says_so():
    case = case_with({"answer": "high_unmitigated"}, diversion_covers_ammunition_and_parts=False)

    assert permits(case) == {"arm": ["refuse"], "rounds": PLAIN, "parts": PLAIN}


def test_nothing_is_asked_when_only_ammunition_and_parts_are_left():
    case = case_with(None, diversion_covers_ammunition_and_parts=False)
    case["article_6"]["6.1"] = {"answer": "prohibits", "items": ["arm"]}

    assert points(case) == []
    assert "11.2" not in rule(case).asked


@pytest.mark.parametrize("activity", ACTIVITIES)
@pytest.mark.parametrize("for_all", [True, False])
def test_other_activities_are_asked_where_the_standard_says_so(activity, for_all):
    case = case_with(None, activity, diversion_for_all_transfers=for_all)

    is_asked = for_all or activity == "export"
    assert points(case) == ([("missing", "11.2")] if is_asked else [])
    assert ("11.2" in rule(case).asked) == is_asked


@pytest.mark.parametrize("answer", ["low", "elevated_mitigated", "high_unmitigated"])
@pytest.mark.parametrize("covers", [True, False])
@pytest.mark.parametrize("bars", [True, False])
@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_combination(answer, covers, bars, activity):
    case = case_with(
        {"answer": answer, "measures": MEASURE},
        activity,
        diversion_covers_ammunition_and_parts=covers,
        high_diversion_bars=bars,
    )

    free = PLAIN if activity == "export" else ANY
    high = ["refuse"] if bars else WITH_MEASURES
    asked = {"low": free, "elevated_mitigated": WITH_MEASURES, "high_unmitigated": high}[answer]
    others = asked if covers else free
    assert permits(case) == {"arm": asked, "rounds": others, "parts": others}
