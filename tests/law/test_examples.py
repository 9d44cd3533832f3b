"""The solved examples of the contract, to the letter."""

import pytest

from assessments.law import rule
from tests.law.cases import example, example_names
from tests.law.oracle import expected as second_reading


def test_the_examples_of_the_contract_are_here():
    assert len(example_names()) == 9


@pytest.mark.parametrize("name", example_names())
def test_an_example_is_ruled_as_it_was_solved(name):
    case, expected = example(name)

    result = rule(case).as_json()

    result.pop("trace")
    assert result == expected
    assert list(result["items"]) == [item["id"] for item in case["items"]]


@pytest.mark.parametrize("name", example_names())
def test_the_second_reading_solves_the_examples_too(name):
    case, expected = example(name)

    assert second_reading(case) == expected
