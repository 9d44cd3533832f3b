"""A case that judges lighter than a profile in force is asked why, whether it adopted it or not."""

import pytest

from assessments.wizard.route import Route
from assessments.xrays.against_profiles import lighter_than_a_profile
from assessments.xrays.looking import look
from tests.builders import make_case
from tests.profiles.builders import STATE, profile_of, published

pytestmark = pytest.mark.django_db


def found(case, reader):
    seen, _is_finished = look(case, Route(case).answers, reader)
    return [
        finding
        for one in seen
        if one.xray.find is lighter_than_a_profile
        for finding in one.findings
    ]


def saying(finding, severity=None):
    def change(file):
        one = {"code": "SV-1", "finding": finding}
        file["gbv"]["forms"] = [{**one, **({"severity": severity} if severity else {})}]

    return change


@pytest.mark.parametrize(
    ("said", "step"),
    [(("documented", "not_serious"), "severity"), (("none_found",), "form")],
)
def test_not_serious_is_held_against_a_profile_that_finds_it_serious(said, step, edith, mina):
    case = make_case("s04", mina, change=saying(*said))
    assert found(case, mina) == []
    published(profile_of("XA", edith), edith)

    (one,) = found(case, mina)

    assert "The profile of State A (fictional), version 1, finds it serious;" in one.words
    assert (one.places[0].step, one.quotes) == (step, ("Rape as a means of war.",))


def test_a_pattern_that_the_profile_does_not_call_serious_is_asked_about_too(edith, mina):
    case = make_case("s04", mina, change=saying("credible", "not_serious"))
    form = {**STATE["forms"]["SV-1"], "severity": "undetermined", "reason": "It is systematic."}
    published(profile_of("XA", edith), edith, {**STATE, "forms": {"SV-1": form}})

    assert len(found(case, mina)) == 1


def test_a_case_that_agrees_and_other_peoples_profiles_give_no_question(edith, mina):
    case = make_case("s04", mina, change=saying("documented", "serious"))
    published(profile_of("XA", edith), edith)
    other = make_case("s04", mina, change=saying("documented", "not_serious"))
    other.recipient_state = "XB"
    published(
        profile_of("XB", edith, end_user="Another force"),
        edith,
        {
            **STATE,
            "step_3": {"end_user": "none"},
        },
    )

    assert found(case, mina) == []
    assert found(other, mina) == []
