"""Worked examples: whole cases, ruled by the law when they are read."""

import html
import json

import pytest
from django.urls import reverse

from assessments.guidance.examples import FOLDER, PARTS, examples, named
from assessments.reference.editions import fictional_states

OUTCOMES = {
    "1-service-pistols": "authorise_with_measures",
    "2-armoured-carriers": "refuse",
    "3-mortar-rounds": "prohibited",
}


@pytest.fixture
def read(mina, as_person):
    def said(name, part):
        address = reverse("guidance:example_part", args=[name, part])
        return html.unescape(as_person(mina).get(address).content.decode())

    return said


def test_there_are_three_with_the_three_ends():
    assert {one.name: one.decisions["1"]["outcome"] for one in examples()} == OUTCOMES


@pytest.mark.parametrize("one", examples(), ids=lambda one: one.name)
def test_the_law_permits_what_was_decided_and_nothing_is_open(one):
    for item, decision in one.decisions.items():
        assert decision["outcome"] in one.ruling.permits[item]
        assert decision["reasons"]
    assert one.ruling.open_points == ()
    assert one.decisions.keys() == {item["id"] for item in one.case["items"]}


def test_the_second_is_refused_because_of_the_six_steps_on_the_line_of_human_rights():
    one = named("2-armoured-carriers")
    overriding = [risk for risk in one.case["risks"] if risk["overriding"]["answer"] == "yes"]

    assert [(risk["gbv"], risk["line"]) for risk in overriding] == [(True, "7.1.b.ii")]
    assert list(one.ruling.permits["1"]) == ["refuse"]
    assert one.ruling.sign_offs == ("legal",)


def test_the_third_ends_with_article_6():
    one = named("3-mortar-rounds")

    assert list(one.ruling.permits["1"]) == ["prohibited"]
    assert "7.1.a" not in one.ruling.asked


@pytest.mark.parametrize("one", examples(), ids=lambda one: one.name)
def test_states_are_invented_and_every_answer_has_a_reason(one):
    transfer = one.case["transfer"]
    named_states = {transfer["recipient_state"], *transfer["route"]}
    named_states |= {party["country"] for party in transfer["parties"]}
    assert named_states <= fictional_states().keys()
    for part in PARTS:
        for block in one.blocks(part):
            is_prose = block.answer is not None and block.place != "7.4.step_2"
            assert not is_prose or len(block.reason) > 40, block


def test_no_ruling_is_kept_in_a_file():
    for path in FOLDER.glob("*.json"):
        told = json.loads(path.read_text())
        assert set(told) == {"title", "summary", "teaches", "case", "decisions"}
        assert {len(one) for one in told["decisions"].values()} == {2}


@pytest.mark.parametrize("one", examples(), ids=lambda one: one.name)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_a_page(one, part, read):
    page = read(one.name, part)

    assert one.title in page
    for block in one.blocks(part):
        assert block.reason in page


def test_the_last_page_shows_ruling_trace_and_decision(read):
    page = read("1-service-pistols", "ruling")

    assert "Authorise with measures" in page
    assert "Rules that fired" in page
    assert "Article 7(3)" in page or "Article 7(2)" in page


def test_what_article_6_closed_is_not_assessed(read):
    for part in ("diversion", "lines", "six-steps", "risks"):
        assert "Not assessed" in read("3-mortar-rounds", part)


def test_an_unknown_example_or_part_is_not_there(mina, as_person):
    for tail in ("else/", "1-service-pistols/else/"):
        assert as_person(mina).get(f"/guidance/examples/{tail}").status_code == 404


def test_whoever_has_no_case_yet_is_led_to_them(mina, as_person):
    page = as_person(mina).get(reverse("cases:mine")).content.decode()

    assert reverse("guidance:examples") in page
