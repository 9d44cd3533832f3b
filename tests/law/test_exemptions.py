"""Rule 3: an exemption must fit what is being supplied."""

import pytest

from tests.law.cases import clear_case, exemption, item, permits, points

WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000"


def case_with(claim, place="6.1", **answer):
    case = clear_case()
    case["items"] = [item("1"), item("2")]
    case["article_6"][place] = {"answer": "exempt", "exemption": claim, "items": ["1"]} | answer
    return case


@pytest.mark.parametrize("place", ["6.1", "6.2"])
def test_an_exemption_that_fits_leaves_the_item_to_be_assessed(place):
    case = case_with(exemption(), place)

    assert permits(case)["1"] == ["refuse", "authorise"]
    assert points(case) == []


@pytest.mark.parametrize(
    "change",
    [
        {"valid_until": "2026-05-31"},
        {"end_user": "Coast guard of State A"},
        {"end_user": "Army of State\u200bA"},
        {"end_user": "Army ofState A"},
        {"quantities": {"1": 9.999}},
        {"quantities": {"1": -10}},
        {"quantities": {"2": 10}},
        {"quantities": {"no such item": 10}},
    ],
)
@pytest.mark.parametrize("place", ["6.1", "6.2"])
def test_an_exemption_that_does_not_fit_prohibits(change, place):
    case = case_with(exemption(**change), place)

    assert permits(case) == {"1": ["prohibited"], "2": ["refuse", "authorise"]}
    assert points(case) == [("exemption_invalid", place, "1")]


@pytest.mark.parametrize(
    "claim",
    [
        None,
        {},
        *(exemption(reference=blank) for blank in ("", " ", WHITE_SPACE)),
        *(exemption(end_user=blank) for blank in ("", "\u3000", WHITE_SPACE)),
        exemption(quantities={}),
        *(
            {key: value for key, value in exemption().items() if key != lacking}
            for lacking in exemption()
        ),
    ],
)
@pytest.mark.parametrize("place", ["6.1", "6.2"])
def test_an_exemption_that_cannot_be_checked_is_missing(claim, place):
    case = case_with(claim, place)

    assert permits(case) == {"1": ["refuse"], "2": ["refuse", "authorise"]}
    assert points(case) == [("missing", place)]


def test_an_exemption_cannot_be_checked_without_a_decision_date():
    case = case_with(exemption())
    del case["decision_date"]

    assert points(case) == [("missing", "6.1")]


@pytest.mark.parametrize(
    ("end_user", "named"),
    [
        ("Army of State A", " ARMY\u00a0\u2003of\nState\t\tA\u3000"),
        ("\u2028Straße 1", "STRASSE 1"),
        ("ﬁscal guard", "Fiscal Guard"),
    ],
)
def test_names_are_compared_folded(end_user, named):
    case = case_with(exemption(end_user=named))
    case["transfer"]["end_user"]["name"] = end_user

    assert points(case) == []


@pytest.mark.parametrize(("end_user", "named"), [("é", "e\u0301"), ("Ａrmy", "Army")])
def test_names_are_not_otherwise_normalised(end_user, named):
    case = case_with(exemption(end_user=named))
    case["transfer"]["end_user"]["name"] = end_user

    assert points(case) == [("exemption_invalid", "6.1", "1")]


def test_quantities_are_compared_exactly():
    case = case_with(exemption(quantities={"1": 9007199254740992.0}))
    case["items"][0]["quantity"] = 9007199254740993

    assert points(case) == [("exemption_invalid", "6.1", "1")]


def test_nothing_fits_an_item_whose_quantity_is_not_known_yet():
    case = case_with(exemption())
    del case["items"][0]["quantity"]

    assert points(case) == [("exemption_invalid", "6.1", "1")]


@pytest.mark.parametrize("end_user", [None, {}, {"name": ""}])
def test_nothing_fits_while_the_end_user_of_the_case_is_not_named_yet(end_user):
    case = case_with(exemption())
    case["transfer"]["end_user"] = end_user

    assert points(case) == [("exemption_invalid", "6.1", "1")]


def test_each_item_has_to_fit():
    case = case_with(exemption(quantities={"1": 10, "2": 1}), items=[])

    assert permits(case) == {"1": ["refuse", "authorise"], "2": ["prohibited"]}
    assert points(case) == [("exemption_invalid", "6.1", "2")]


def test_nothing_is_asked_of_an_exemption_for_prohibited_items():
    case = case_with(None)
    case["article_6"]["6.2"] = {"answer": "prohibits", "items": ["1"]}

    assert permits(case)["1"] == ["prohibited"]
    assert points(case) == []


def test_two_exemptions_are_each_judged():
    case = case_with(exemption(valid_until="2020-01-01"))
    case["article_6"]["6.2"] = {"answer": "exempt", "exemption": None}

    assert permits(case) == {"1": ["prohibited"], "2": ["refuse"]}
    assert points(case) == [("exemption_invalid", "6.1", "1"), ("missing", "6.2")]


def test_no_further_point_arises_when_no_item_is_left():
    case = case_with(exemption(end_user="Another"), items=["1", "2"])
    case |= {"diversion": None, "article_7": {}, "gbv": {}}
    case["article_6"]["6.3"] = {"answer": "indications"}

    assert [code for code, *_ in points(case)] == ["exemption_invalid", "exemption_invalid"]
