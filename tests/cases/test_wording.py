"""Every value of the case format has words, a place its article, an open point its sentence."""

import json

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from assessments.cases import icons, places, terms, wording
from assessments.cases.choices import GAPS
from assessments.law import Decision
from assessments.law.points import OpenPoint, PointCode
from assessments.models import Role, Status
from assessments.templatetags import att
from tests.project.source import ROOT

SCHEMA = json.loads((ROOT / "fixtures/contract/att-case-1.schema.json").read_text())


def followed(node):
    """The node, or what it refers to."""
    name = node.get("$ref", "").rpartition("/")[2]
    return SCHEMA["$defs"][name] if name else node


def enums(node, path=()):
    """Every list of values in the schema, with the keys that lead to it."""
    node = followed(node)
    if "enum" in node:
        yield path, [value for value in node["enum"] if value]
    for key, inner in node.get("properties", {}).items():
        yield from enums(inner, (*path, key))
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            yield from enums(node[key], path)


ENUMS = dict(enums(SCHEMA))
# Where the format has an answer, the place it is named by.
PLACES = {
    ("scope", "answer"): "scope",
    ("article_6", "6.1", "answer"): "6.1",
    ("article_6", "6.2", "answer"): "6.2",
    ("article_6", "6.3", "answer"): "6.3",
    ("article_7", "contribution", "answer"): "7.1.a.contribution",
    **{("article_7", "lines", line, "answer"): line for line in places.LINES},
    ("gbv", "step_1", "answer"): "7.4.step_1",
    ("gbv", "forms", "severity"): "7.4.step_2",
    ("gbv", "step_3", "state"): "7.4.step_3.state",
    ("gbv", "step_3", "end_user"): "7.4.step_3.end_user",
    ("gbv", "step_4", "answer"): "7.4.step_4",
    ("diversion", "answer"): "11.2",
    ("risks", "mitigation", "answer"): "risk:r1.mitigation",
    ("risks", "overriding", "answer"): "risk:r1.overriding",
}
ELSEWHERE = {("language",), ("risks", "line")}


def test_the_schema_has_the_lists_of_values_that_are_tested_here():
    assert set(PLACES) | ELSEWHERE <= set(ENUMS)
    assert len(ENUMS) == len(PLACES) + len(ELSEWHERE) + len(wording.VALUES) - 1  # severity is both


@pytest.mark.parametrize(("path", "place"), PLACES.items(), ids=str)
def test_every_answer_of_the_format_is_offered_and_no_other(path, place):
    assert {choice.value for choice in wording.answers(place)} == set(ENUMS[path])


@pytest.mark.parametrize("path", sorted(ENUMS.keys() - PLACES.keys() - ELSEWHERE), ids=str)
def test_every_other_value_of_the_format_has_words_and_no_other(path):
    assert {choice.value for choice in wording.VALUES[path[-1]]} == set(ENUMS[path])


def test_lines_and_languages_of_the_format_have_names():
    assert set(ENUMS[("risks", "line")]) == set(places.LINES) <= set(places.TITLES)
    assert set(ENUMS[("language",)]) == set(terms.LANGUAGES)


@pytest.mark.parametrize("offered", [*wording.ANSWERS.values(), *wording.VALUES.values()])
def test_no_two_choices_of_a_list_read_the_same(offered):
    assert len({str(choice.label) for choice in offered}) == len(offered)
    assert len({str(choice.short or choice.label) for choice in offered}) == len(offered)
    assert all(str(choice.label).strip() for choice in offered)


@pytest.mark.parametrize("offered", wording.ANSWERS.values())
def test_every_answer_has_a_picture_and_every_question_a_way_not_to_know(offered):
    assert all(choice.icon in icons.ICONS for choice in offered)
    assert [choice.value in GAPS for choice in offered].count(True) == 1


def test_a_blank_answer_is_no_answer_and_an_unknown_code_stands_as_it_is():
    assert wording.answer_label("6.1", None) == "No answer"
    assert wording.answer_label("6.1", "  ") == "No answer"
    assert wording.answer_label("6.1", "perhaps") == "perhaps"


def test_roles_statuses_and_decisions_have_words():
    assert set(terms.ROLES) == set(Role.values)
    assert set(Status.values) <= set(terms.STATUSES)
    assert list(terms.DECISIONS) == list(terms.DECIDED) == [str(one) for one in Decision]


@pytest.mark.parametrize(
    "marks",
    [
        terms.STATUSES,
        terms.PART_STATES,
        terms.MEASURES,
        terms.DECISIONS,
        terms.DECIDED,
        terms.STANDINGS,
        terms.OTHERS,
    ],
)
def test_every_mark_has_words_a_picture_that_exists_and_a_style(marks):
    sheet = (ROOT / "static/css/app.css").read_text()

    for mark in marks.values():
        assert str(mark.label)
        assert mark.icon == "" or mark.icon in icons.ICONS
        assert f".tag--{mark.manner} " in sheet


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        ("3", "3"),
        ("6.1", "6(1)"),
        ("2.1.a", "2(1)(a)"),
        ("11.2", "11(2)"),
        ("7.1.a", "7(1)(a)"),
        ("7.1.a.contribution", "7(1)(a)"),
        ("7.1.b.ii", "7(1)(b)(ii)"),
        ("7.4.step_3", "7(4), step 3"),
        ("7.4.step_3.state", "7(4), step 3"),
        ("risk:r1.mitigation", "7(2), step 5"),
        ("risk:a-b_c.overriding", "7(3), step 6"),
        ("risk:r1.line", "7(1)"),
        ("outside", ""),
        ("recommendation", ""),
        ("<script>", ""),
    ],
)
def test_a_place_is_cited_by_its_article(place, printed):
    assert places.article(place) == printed


def test_an_article_keeps_its_direction_in_arabic():
    assert att.cite("7.1.b.ii") == '<bdi dir="ltr">7(1)(b)(ii)</bdi>'
    assert att.cite("7.4.step_3") == '<bdi dir="ltr">7(4)</bdi>, step 3'
    assert att.cite("nowhere") == ""


def test_a_reference_is_isolated_and_escaped():
    assert att.ref("<b>") == '<bdi dir="ltr" class="ref num">&lt;b&gt;</bdi>'


POINTS = [
    *[(code, place) for code in ("missing", "unknown") for place in PLACES.values()],
    ("missing", "risk:r1.modes"),
    ("exemption_invalid", "6.2"),
    *[("no_risk_described", place) for place in (*places.LINES, "7.4.step_4")],
    *[("contradiction", place) for place in ("scope", "6.3", "7.4.step_4", *places.LINES)],
    ("contradiction", "risk:r1.mitigation"),
    ("contradiction", "risk:r1.overriding"),
    ("no_measure_described", "11.2"),
    ("no_measure_described", "risk:r1.mitigation"),
    ("pending_measure", "risk:r1.mitigation"),
    ("unmapped", "risk:r1.line"),
]


def test_every_code_of_an_open_point_is_worded():
    assert {code for code, _place in POINTS} == wording.OPEN_POINT_CODES == set(PointCode)


@pytest.mark.parametrize(("code", "place"), POINTS)
def test_an_open_point_is_a_sentence_that_says_where(code, place):
    point = OpenPoint(code, place, "1")

    sentence = wording.open_point(point, risks={"r1": "Risk 1"}, items={"1": "item 1, rifles"})

    assert "%(" not in sentence
    assert places.title(place) in sentence or "Risk 1" in sentence
    assert ("item 1, rifles" in sentence) is (code == "exemption_invalid")


def test_an_open_point_names_a_risk_by_its_id_where_no_other_name_is_given():
    sentence = wording.open_point(OpenPoint("unmapped", "risk:r7.line", ""))

    assert sentence == "Risk r7: name the line of Article 7(1) it could lead to"


@pytest.mark.parametrize(
    ("number", "shown"), [(600000, "600,000"), (1500.5, "1,500.5"), (2.0, "2"), (1e-7, "0.0000001")]
)
def test_a_number_is_shown_with_all_its_digits_in_groups(number, shown):
    assert wording.number(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1e308, "1 × 10³⁰⁸"),
        (-1.7976931348623157e308, "-1.7976931348623157 × 10³⁰⁸"),
        (5e-324, "5 × 10⁻³²⁴"),
        (999999999999999868928.0, "999,999,999,999,999,900,000"),
    ],
)
def test_a_number_that_nobody_counts_is_shown_with_its_power_of_ten(number, shown):
    assert wording.number(number) == shown


def test_a_picture_for_the_record_carries_its_colours():
    on_screen = icons.icon("half")
    in_record = icons.icon("half", "#12525d")

    assert "stroke=" not in on_screen.replace('stroke="none"', "")
    assert 'stroke="#12525d"' in in_record
    assert "currentColor" not in in_record
    assert isinstance(in_record, SafeString)


def test_a_picture_that_points_along_the_line_turns_with_it():
    assert "icon--flip" in icons.icon("forward")
    assert "icon--flip" not in icons.icon("up")


def test_words_wait_for_the_language_of_the_page():
    with translation.override("fr"):
        assert wording.answer_label("overriding", "yes") == "Oui"
