"""Rules 10 and 11: what remains for the items that nothing bars."""

import pytest

from tests.law.cases import clear_case, item, permits, points, risk

PLAIN = ["refuse", "authorise"]
WITH_MEASURES = ["refuse", "authorise_with_measures"]
ANY = ["refuse", "authorise_with_measures", "authorise"]
RELIED_ON = {"answer": "adequate", "relied_on": True, "measures": [{"code": "M15"}]}


def case_with(*risks, **changes):
    case = clear_case() | {"risks": list(risks)} | changes
    case["items"] = [item("1"), item("2", "4")]
    case["article_7"]["lines"]["7.1.b.i"] = {"answer": "identified" if risks else "none"}
    return case


def test_without_a_risk_an_item_may_be_authorised_or_refused():
    assert permits(case_with()) == {"1": PLAIN, "2": PLAIN}


def test_a_risk_that_touches_the_item_lets_measures_be_attached():
    assert permits(case_with(risk(items=["2"]))) == {"1": PLAIN, "2": ANY}


def test_a_risk_without_items_touches_every_item():
    assert permits(case_with(risk(items=[]))) == {"1": ANY, "2": ANY}


def test_a_measure_relied_on_binds_the_items_it_protects():
    case = case_with(risk("a", items=["2"], mitigation=RELIED_ON), risk("b"))

    assert permits(case) == {"1": ANY, "2": WITH_MEASURES}
    assert points(case) == []


def test_a_measure_that_is_not_relied_on_does_not_bind():
    case = case_with(risk(mitigation={"answer": "adequate", "measures": [{"code": "M15"}]}))

    assert permits(case) == {"1": ANY, "2": ANY}


@pytest.mark.parametrize("risks", [[], [risk()]])
def test_measures_against_diversion_bind_the_items_asked(risks):
    diversion = {"answer": "elevated_mitigated", "measures": [{"text": "Escort."}]}
    standards = {"diversion_covers_ammunition_and_parts": False}
    case = case_with(*risks, diversion=diversion, standards=standards)

    assert permits(case) == {"1": WITH_MEASURES, "2": ANY if risks else PLAIN}
