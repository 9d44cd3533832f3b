"""The trace as sentences: each rule has its words, and every word is used."""

import pytest

from assessments.cases import sentences
from assessments.cases.naming import items_in_sentence, risk_names
from assessments.cases.sentence_table import SENTENCES
from assessments.law import rule
from tests.law.cases import case_from, clear_case, example_names, exemption
from tests.records.snapshots import example

ITEMS = {"1": "item 1 (Precision-guided munitions)", "2": "item 2 (Escort vehicles)"}


def told(case, items=None):
    return [sentences.sentence(entry, items, risk_names(case)) for entry in rule(case).trace]


def test_a_ruling_reads_from_the_scope_to_the_outcome():
    assert told(example("s04"), ITEMS) == [
        "The Treaty covers item 1 (Precision-guided munitions), item 2 (Escort vehicles): of a"
        " kind that Article 2(1), 3 or 4 names, and not excluded by Article 2(3).",
        "The transfer is an export, to which Article 7(1) applies. This holds for item 1"
        " (Precision-guided munitions), item 2 (Escort vehicles).",
        "Measures were considered (Partial), and Risk 2 is overriding. One overriding risk is"
        " enough: under Article 7(3) only refusal is left for item 2 (Escort vehicles).",
        "Measures were considered (Partial), and Risk 3 is overriding. One overriding risk is"
        " enough: under Article 7(3) only refusal is left for item 2 (Escort vehicles).",
        "Under Article 7(2) the permission rests on the measures against Risk 1. Each becomes a"
        " condition of the authorisation of item 1 (Precision-guided munitions).",
    ]


def test_items_stand_in_the_order_of_the_application():
    case = example("s17")
    case["items"] = [{**case["items"][0], "id": item} for item in ("10", "9", "1")]
    names = items_in_sentence(case)

    assert "The Treaty covers item 10, item 9, item 1:" in told(case, names)[0]


def test_many_items_are_named_without_their_descriptions():
    case = example("s17")
    ids = [str(number) for number in range(1, 11)]
    case["items"] = [{**case["items"][0], "id": item} for item in ids]
    names = {item: f"item {item} (Training rifles)" for item in ids}

    assert "The Treaty covers items 1, 2, 3, 4, 5, 6, 7, 8, 9, 10:" in told(case, names)[0]


def test_an_exemption_that_does_not_hold_says_what_does_not_fit():
    case = clear_case()
    given = exemption(end_user="Navy", valid_until="2026-05-01", quantities={"1": 4})
    case["article_6"]["6.1"] = {"answer": "exempt", "exemption": given}

    last = told(case)[-1]

    assert last == (
        "The exemption claimed under Article 6(1) does not hold for item 1: its last day is"
        " 1 May 2026, the day of the decision 1 June 2026; it names “Navy” as end user, the"
        " application “Army of State A”; it covers 4, the application asks for 10. The transfer is"
        " therefore prohibited."
    )


def test_an_exemption_that_lacks_its_details_says_which():
    case = clear_case()
    case["article_6"]["6.2"] = {"answer": "exempt", "exemption": exemption(reference=" ")}

    said = told(case)

    assert any("because this is missing: its reference." in sentence for sentence in said)


def test_a_standard_of_the_authority_is_never_cited_as_the_treaty():
    for seed in range(500):
        for entry in rule(case_from(seed)).trace:
            if entry.is_standard:
                said = sentences.sentence(entry)
                assert "standard of this authority" in said or "standards of this authority" in said


def test_every_entry_has_a_sentence_and_every_sentence_an_entry():
    used = set()
    for seed in range(6000):
        case = case_from(seed)
        for entry in rule(case).trace:
            json = entry.as_json()
            place, answer = sentences._first_answer(json)
            used.add(sentences._key(json, place, answer))
            assert sentences.sentence(json, {}, risk_names(case))

    assert used == set(SENTENCES)


@pytest.mark.parametrize("name", example_names())
def test_open_points_are_called_by_the_names_of_the_case(name):
    case = example(name)
    ruling = rule(case)

    stored = [sentences.point_sentence(point, case) for point in ruling.as_json()["open_points"]]

    assert stored == [sentences.point_sentence(point, case) for point in ruling.open_points]
    assert all("risk:" not in sentence for sentence in stored)


def test_the_point_of_an_unmapped_risk_names_the_risk():
    case = example("s16a")

    (said,) = (sentences.point_sentence(point, case) for point in rule(case).open_points)

    assert said == "Risk 1: name the line of Article 7(1) it could lead to"
