"""Reading case files: the good ones pass, and every fault of a bad one is named with its place."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.reference.case_format import faults_of, read
from tests.law.cases import case_files, clear_case, example, example_names, item, risk
from tests.law.faults import places, replaced, written


@pytest.mark.parametrize("name", example_names())
def test_an_example_is_read_as_it_is_written(name):
    case, _ = example(name)

    assert read(json.dumps(case)) == case
    assert read(json.dumps(case).encode()) == case


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\r\n",
        "{",
        "{} {}",
        "{'format': 1}",
        '{"a": 1,}',
        '{"a": 01}',
        '{"a": "\t"}',
        "\ufeff" + written(),
        replaced("10", "NaN"),
        replaced("10", "Infinity"),
        replaced("10", "-Infinity"),
        replaced("10", '10, "value": [[NaN]]'),
        "[" * 100_000,
        '{"a":' * 5000 + "1" + "}" * 5000,
        b"\xff\xfe",
        b'{"title": "\xe9"}',
        b'{"title": "\xed\xa0\x80"}',
    ],
)
def test_what_is_not_json_is_refused_as_a_whole(text):
    assert places(text) == [""]


@pytest.mark.parametrize("text", ["[]", "5", "null", "true", '"text"', "[[[[1]]]]", "1e5"])
def test_what_is_not_an_object_is_refused_as_a_whole(text):
    assert places(text) == [""]


def test_white_space_around_a_case_file_does_no_harm():
    assert places(f" \t{written()}\r\n") is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"format": "att-case/2"}, ["/format"]),
        ({"title": ""}, ["/title"]),
        ({"title": "x" * 200}, None),
        ({"title": "x" * 201}, ["/title"]),
        ({"title": "😀" * 200}, None),
        ({"reference": "x" * 41}, ["/reference"]),
        ({"language": "de"}, ["/language"]),
        ({"colour": "red"}, ["/colour"]),
        ({"a/b~c": 1, "": 2}, ["/", "/a~1b~0c"]),
        ({"scope": "in"}, ["/scope"]),
        ({"scope": {"answer": "maybe"}}, ["/scope/answer"]),
        ({"scope": {"answer": " "}}, ["/scope/answer"]),
        ({"scope": {"answer": "in", "answers": 1}}, ["/scope/answers"]),
        ({"diversion": []}, ["/diversion"]),
        ({"diversion": None}, None),
        ({"article_7": None}, ["/article_7"]),
        ({"items": []}, ["/items"]),
        ({"items": {}}, ["/items"]),
        ({"items": [item("1"), {}]}, ["/items/1"]),
        ({"items": [item("1") | {"quantity": 0}]}, ["/items/0/quantity"]),
        ({"items": [item("1") | {"quantity": -0.5}]}, ["/items/0/quantity"]),
        ({"items": [item("1") | {"quantity": "10"}]}, ["/items/0/quantity"]),
        ({"items": [item("1") | {"quantity": True}]}, ["/items/0/quantity"]),
        ({"items": [item("1") | {"quantity": None}]}, ["/items/0/quantity"]),
        ({"items": [item("1") | {"value": 0}]}, None),
        ({"items": [item("1") | {"value": -1}]}, ["/items/0/value"]),
        ({"items": [item("1") | {"article": "2.1"}]}, ["/items/0/article"]),
        ({"items": [item("1") | {"currency": "EURO"}]}, ["/items/0/currency"]),
        ({"risks": [risk(line="7.1")]}, ["/risks/0/line"]),
        ({"risks": [risk(gbv=None)]}, ["/risks/0/gbv"]),
        ({"risks": [risk(modes=["commit", "commit"])]}, ["/risks/0/modes"]),
        ({"risks": [risk(modes=["aid"])]}, ["/risks/0/modes/0"]),
        ({"standards": {"overriding_reading": None}}, ["/standards/overriding_reading"]),
        ({"gbv": {"forms": [{}]}}, ["/gbv/forms/0"]),
        ({"article_6": {"6.4": None}}, ["/article_6/6.4"]),
        ({"article_6": {"6.3": {"exemption": {}}}}, ["/article_6/6.3/exemption"]),
    ],
)
def test_a_fault_under_the_schema_has_its_place(changes, expected):
    assert places(written(**changes)) == expected


def test_a_missing_key_is_a_fault_of_the_object_that_lacks_it():
    assert places("{}") == [""]
    case = clear_case()
    del case["transfer"]["activity"], case["transfer"]["end_user"]["name"]
    assert places(json.dumps(case)) == ["/transfer", "/transfer/end_user"]


@pytest.mark.parametrize("odd", ["XA\n", "\nXA", " XA", "xa", "XAB", "X", "ХА", ""])
def test_a_pattern_matches_the_whole_text(odd):
    transfer = clear_case()["transfer"] | {"recipient_state": odd}

    assert places(written(transfer=transfer)) == ["/transfer/recipient_state"]


@pytest.mark.parametrize("odd", ["1\n", "", "a b", "é", "x" * 41, "1/2"])
def test_an_id_has_its_form(odd):
    assert places(written(items=[item(odd)])) == ["/items/0/id"]
    assert places(written(risks=[risk(odd)])) == ["/risks/0/id"]


@pytest.mark.parametrize("half", ["\\ud800", "\\uDC00", "a\\udfffb", "\\ude00\\ud83d"])
def test_half_a_character_is_refused_where_it_stands(half):
    assert places(replaced("Training", half)) == ["/title"]
    assert places(replaced('"scope"', f'"x{half}": 1, "scope"'))[0].startswith("/x")


def test_a_character_in_two_halves_is_whole():
    assert read(replaced("Training", "\\ud83d\\ude00"))["title"] == "😀 rifles"
    assert places(replaced("Training", "\\\\ud800")) is None


def test_a_text_that_holds_half_a_character_itself_is_refused_too():
    assert places(json.dumps(clear_case() | {"title": "\ud800"}, ensure_ascii=False)) == ["/title"]


@pytest.mark.parametrize("depth", [39, 41, 500])
def test_deep_nesting_is_refused_where_it_begins(depth):
    deep = "[" * depth + "]" * depth

    assert places(replaced('"scope"', f'"title2": {deep}, "scope"')) == ["/title2"]


def test_very_many_faults_are_found_in_good_time():
    repeated = ", ".join(f'"k{n}": 1, "k{n}": {{"a": 1e400}}' for n in range(5000))

    assert len(places("{" + repeated + "}")) == 5001


def test_a_parsed_value_can_be_looked_at_too():
    case = clear_case() | {"decision_date": ""}
    case["items"][0]["quantity"] = float("nan")

    assert [fault.at for fault in faults_of(case)] == ["/decision_date", "/items/0/quantity"]


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_no_bytes_make_it_stumble(text):
    assert places(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(case_files(), st.data())
def test_the_quick_way_and_the_close_look_agree(case, chosen):
    """Anything put anywhere: the file is read exactly when the close look finds no fault."""
    spoilt = deepcopy(case)
    nodes = list(containers(spoilt))
    node = nodes[chosen.draw(st.integers(0, len(nodes) - 1))]
    keys = list(node) if isinstance(node, dict) else list(range(len(node)))
    key = keys[chosen.draw(st.integers(0, len(keys) - 1))]
    node[key] = chosen.draw(JSON)
    found = [fault.at for fault in faults_of(spoilt)]

    text = json.dumps(spoilt)

    if "NaN" in text or "Infinity" in text:
        assert places(text) == [""]
    else:
        assert (places(text) or []) == found


def containers(value):
    if isinstance(value, (dict, list)) and value:
        yield value
        for child in value.values() if isinstance(value, dict) else value:
            yield from containers(child)
