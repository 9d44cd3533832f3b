"""An edition is read whole, stays as it is, and knows what it does not have."""

import copy
import dataclasses

import jsonschema_rs
import pytest

from assessments.reference import editions, reading

GATES = ["6.1", "6.1.exemption", "6.2", "6.2.exemption", "6.3", "11.2"]
LINES = ["7.1", "7.1.a.contribution", "7.1.a", "7.1.b.i", "7.1.b.ii", "7.1.b.iii", "7.1.b.iv"]
STEPS = ["7.4.step_1", "7.4.step_2", "7.4.step_3", "7.4.step_4", "risk", "mitigation", "overriding"]
PLACES = ["application", "parties", "items", "scope", *GATES, *LINES, *STEPS, "recommendation"]


def faults(schema, contents):
    validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(contents)]


def test_the_files_of_an_edition_satisfy_the_schema(schema, contents):
    assert faults(schema, contents) == []


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("questions", lambda content: content["questions"][0].pop("basis")),
        ("questions", lambda content: content["questions"][0]["treaty"].update(status="voluntary")),
        ("questions", lambda content: content["questions"][0]["prompts"].append(" ")),
        ("questions", lambda content: content["questions"][0]["prompts"].clear()),
        ("measures", lambda content: content.pop("basis")),
        ("taxonomy", lambda content: content["notes"].append({"text": "x", "to_verify": True})),
        ("glossary", lambda content: content["terms"][0]["names"].pop("ar")),
        ("standards", lambda content: content["standards"][0].update(key="another")),
        ("edition", lambda content: content.update(released="2026-02-30")),
    ],
)
def test_the_schema_refuses_an_edition_with_a_fault(schema, contents, file, change):
    faulty = copy.deepcopy(contents)

    change(faulty[file])

    assert faults(schema, faulty)


def test_every_place_has_its_guidance_once(edition):
    assert [question.place for question in edition.questions] == PLACES


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("risk:r1.line", "risk"),
        ("risk:r1.modes", "risk"),
        ("risk:a-b_2.mitigation", "mitigation"),
        ("risk:mitigation.overriding", "overriding"),
        ("7.1.b.ii", "7.1.b.ii"),
    ],
)
def test_an_open_point_leads_to_its_guidance(edition, where, place):
    assert edition.question(where).place == place


def test_a_look_up_finds_each_entry_by_its_code(edition):
    assert [edition.form(form.code) for form in edition.forms] == list(edition.forms)
    assert [edition.measure(one.code) for one in edition.measures] == list(edition.measures)
    assert [edition.term(term.key) for term in edition.terms] == list(edition.terms)
    assert [edition.standard(one.key) for one in edition.standards] == list(edition.standards)
    assert [edition.source_class(one.key) for one in edition.source_classes] == list(
        edition.source_classes
    )


def test_an_unknown_code_gives_none(edition):
    look_ups = (edition.question, edition.form, edition.measure, edition.term, edition.standard)

    assert [look_up("no such code") for look_up in look_ups] == [None] * 5
    assert edition.source_class("no such class") is None
    assert edition.limb("no such limb") is None


@pytest.mark.parametrize("id", ["2019-9", "", "..", "2026-1/../2026-1"])
def test_an_unknown_edition_is_refused(id):
    with pytest.raises(LookupError):
        editions.edition(id)


def test_the_current_edition_is_the_one_released_last():
    every = [editions.edition(id) for id in editions.edition_ids()]

    assert editions.current().released == max(one.released for one in every)


def test_an_edition_is_read_once():
    assert editions.edition("2026-1") is editions.edition("2026-1")


def test_an_edition_cannot_be_changed(edition):
    with pytest.raises(dataclasses.FrozenInstanceError):
        edition.title = "Another"
    with pytest.raises(dataclasses.FrozenInstanceError):
        edition.measures[0].limits = "none"
    with pytest.raises(TypeError):
        edition.terms[0].names["en"] = "another"
    with pytest.raises(TypeError):
        edition.chapters["measures"] = None


def test_everything_in_an_edition_is_frozen(edition):
    assert unfrozen(edition) == []


def unfrozen(value):
    if dataclasses.is_dataclass(value):
        assert type(value).__dataclass_params__.frozen
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    elif isinstance(value, list | dict | set):
        return [value]
    elif hasattr(value, "values"):
        value = list(value.values())
    elif not isinstance(value, tuple):
        return []
    return [found for part in value for found in unfrozen(part)]


def test_the_digest_depends_on_the_words_and_not_on_the_layout(contents):
    turned = dict(reversed(contents.items()))
    other = copy.deepcopy(contents)

    other["measures"]["measures"][0]["limits"] += "."

    assert reading.digest(turned) == reading.digest(contents)
    assert reading.digest(other) != reading.digest(contents)


def test_the_edition_carries_its_digest(edition, contents):
    assert edition.digest == reading.digest(contents)
    assert len(edition.digest) == 64


def test_every_form_and_measure_stands_in_exactly_one_group(edition):
    forms = [form for _, forms in edition.forms_by_group for form in forms]
    measures = [measure for _, measures in edition.measures_by_group for measure in measures]

    assert sorted(form.code for form in forms) == sorted(form.code for form in edition.forms)
    assert sorted(one.code for one in measures) == sorted(one.code for one in edition.measures)
    assert all(entries for _, entries in edition.forms_by_group + edition.measures_by_group)


def test_a_point_prints_as_its_text(edition):
    assert str(edition.question("6.1").prompts[0]) == edition.question("6.1").prompts[0].text


def test_the_passages_come_in_the_order_in_which_they_bind(edition):
    passages = edition.question("7.4.step_4").passages

    assert [passage.status for passage in passages] == [one.status for one in edition.statuses]
