"""The list of countries, with the fictional States of training and demonstration."""

import pytest

from assessments.reference import editions


def test_every_code_has_two_capital_letters_and_a_name():
    countries = editions.countries()

    assert len(countries) == 249 + 26
    assert all(len(code) == 2 and code.isupper() and code.isascii() for code in countries)
    assert len(set(countries.values())) == len(countries)
    assert all(name == name.strip() and name for name in countries.values())


def test_names_are_written_as_one_says_them():
    countries = editions.countries()

    assert countries["FR"] == "France"
    assert countries["KR"] == "Republic of Korea"
    assert countries["CI"] == "Côte d’Ivoire"
    assert [name for name in countries.values() if name.endswith((" of", ", The"))] == []


def test_fictional_states_say_that_they_are():
    fictional = editions.fictional_states()

    assert list(fictional)[0] == "XA"
    assert list(fictional)[-1] == "XZ"
    assert fictional["XC"] == "State C (fictional)"
    assert {code: editions.countries()[code] for code in fictional} == dict(fictional)


def test_no_real_country_has_a_fictional_code():
    real = set(editions.countries()) - set(editions.fictional_states())

    assert [code for code in real if code.startswith("X")] == []


def test_the_list_cannot_be_changed():
    with pytest.raises(TypeError):
        editions.countries()["XA"] = "Another"
