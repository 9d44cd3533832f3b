"""What each rule rests on: the Treaty, or a standard of this authority."""

import pytest

from assessments.law import LINES, Standard, rule
from tests.law.cases import clear_case, item, risk


def bases(case, rule_number):
    return [
        entry.get("standard") or entry["article"]
        for entry in rule(case).as_json()["trace"]
        if entry["rule"] == rule_number
    ]


def test_the_sign_off_for_an_exclusion_is_a_standard_and_the_exclusion_is_the_treaty():
    case = clear_case() | {"scope": {"answer": "excluded"}}

    assert bases(case, 1) == ["2(3)", Standard.LEGAL_SIGN_OFF_FOR_EXCLUSION]


def test_diversion_is_the_treaty_for_exports_of_arms_and_a_standard_beyond():
    case = clear_case() | {"diversion": None}
    case["items"] = [item("1", "2.1.a"), item("2", "3"), item("3", "4")]

    assert bases(case, 5) == ["11(2)", Standard.DIVERSION_COVERS_AMMUNITION_AND_PARTS]
    case["transfer"]["activity"] = "transit"
    assert bases(case, 5) == [Standard.DIVERSION_FOR_ALL_TRANSFERS]


def test_a_bar_for_high_diversion_is_a_standard():
    case = clear_case() | {"diversion": {"answer": "high_unmitigated"}}

    assert bases(case, 5) == [Standard.HIGH_DIVERSION_BARS]
    case["standards"] = {"high_diversion_bars": False}
    assert bases(case, 5) == ["11(2)"]


def test_steps_1_to_3_bar_by_a_standard_and_step_4_by_the_treaty():
    case = clear_case()
    case["gbv"] = {"forms": [{"code": "SV-1", "finding": "credible", "severity": "serious"}]}

    assert bases(case, 7) == [Standard.SIX_STEPS_BAR, Standard.SIX_STEPS_BAR, "7(4)"]


@pytest.mark.parametrize("line", LINES)
def test_each_line_cites_its_own_paragraph(line):
    case = clear_case()
    case["article_7"]["lines"][line] = None

    cited = {"7.1.a": "7(1)(a)", "7.1.b.i": "7(1)(b)(i)", "7.1.b.ii": "7(1)(b)(ii)"}
    cited |= {"7.1.b.iii": "7(1)(b)(iii)", "7.1.b.iv": "7(1)(b)(iv)"}
    assert bases(case, 7) == [cited[line]]


def test_an_unmapped_risk_rests_on_a_standard_or_on_national_law():
    case = clear_case() | {"risks": [risk(line=None, gbv=True, overriding={"answer": "yes"})]}
    case["risks"][0]["mitigation"] = {"answer": "none_available"}

    assert bases(case, 8) == [Standard.SIX_STEPS_MAPPED_TO_A_LINE]
    case["standards"] = {"gbv_is_national_ground": True}
    assert bases(case, 8) == []
    assert bases(case, 9) == [Standard.GBV_IS_NATIONAL_GROUND]


def test_a_mapped_risk_rests_on_the_treaty_whatever_national_law_adds():
    case = clear_case() | {"standards": {"gbv_is_national_ground": True}}
    case["risks"] = [risk("a", None), risk("b", gbv=True), risk("c", "7.1.a", gbv=True)]
    for each in case["risks"]:
        each |= {"mitigation": {"answer": "rejected"}, "overriding": {"answer": "yes"}}

    assert bases(case, 8) == ["7(1)"]
    assert bases(case, 9) == ["7(3)", "7(3)", "7(3)"]


def test_an_overriding_risk_beside_none_required_is_a_contradiction_and_no_rule_9():
    case = clear_case() | {"risks": [risk(overriding={"answer": "yes"})]}

    assert bases(case, 8) == ["7(2)"]
    assert bases(case, 9) == []


@pytest.mark.parametrize("activity", ["export", "brokering"])
def test_article_7_applies_by_the_treaty_to_exports_and_by_a_standard_to_others(activity):
    case = clear_case() | {"standards": {"article_7_for_all_transfers": True}}
    case["transfer"]["activity"] = activity

    is_export = activity == "export"
    assert bases(case, 6) == ["7(1)" if is_export else Standard.ARTICLE_7_FOR_ALL_TRANSFERS]
    case["standards"] = {}
    assert bases(case, 6) == ["7(1)"]


def test_measures_against_diversion_bind_on_the_ground_on_which_diversion_was_asked():
    case = clear_case() | {"items": [item("1"), item("2", "4")]}
    case["diversion"] = {"answer": "elevated_mitigated", "measures": [{"code": "M15"}]}

    assert bases(case, 10) == bases(case, 5)
    assert bases(case, 5) == ["11(2)", Standard.DIVERSION_COVERS_AMMUNITION_AND_PARTS]


def test_weighing_is_a_standard_where_it_is_permitted_and_where_it_is_not():
    weighed = {"answer": "no", "weighed_against_contribution": True}
    case = clear_case() | {"risks": [risk(overriding=weighed)]}

    assert bases(case, 8) == [Standard.WEIGHING]
