"""The templates: every one has its source and edition, and nobody lacks a way to begin."""

import json

import jsonschema_rs
import pytest

from assessments.models.requests import Addressee
from assessments.reference import editions
from assessments.requests import templates
from assessments.requests.templates import FOLDER, PLACES

SCHEMA = json.loads((FOLDER / "templates.schema.json").read_text())


def test_the_templates_are_as_their_schema_says_and_name_their_edition():
    edition = templates.edition()

    assert list(jsonschema_rs.Draft202012Validator(SCHEMA).iter_errors(edition)) == []
    assert edition["edition"]["guidance"] in editions.edition_ids()


def test_a_template_without_a_source_would_be_found():
    broken = json.loads((FOLDER / "templates.json").read_text())
    broken["templates"][0]["sources"] = []

    assert not jsonschema_rs.Draft202012Validator(SCHEMA).is_valid(broken)


def test_each_template_stands_at_a_place_of_the_assessment_under_its_own_key():
    found = templates.edition()["templates"]

    assert {one["place"] for one in found} == set(PLACES)
    assert len({one["key"] for one in found}) == len(found)


@pytest.mark.parametrize("addressee", Addressee.values)
def test_there_is_a_way_to_begin_and_something_to_ask_of_everybody(addressee):
    assert templates.opening(addressee)
    assert any(templates.questions(addressee, place) for place in PLACES)
