"""What the guidance says: complete, sourced, in short sentences, and in nobody's private signs."""

import json
import re

import pytest

from assessments.reference import editions

FORMS = (
    [f"SV-{n}" for n in range(1, 9)]
    + [f"GK-{n}" for n in range(1, 5)]
    + ["IP-1", "IP-2", "TR-1", "TR-2"]
    + [f"CH-{n}" for n in range(1, 7)]
    + [f"RP-{n}" for n in range(1, 5)]
    + ["EX-1", "HP-1", "OT-1"]
)
INTERNAL_SIGNS = re.compile(
    r"\((?:gk|check)\)|\[[A-Z][\w-]*[^\]]*[§¶]|[ˢᵛ§¶✔]|\bseed\b|\bTODO\b|\*\*", re.I
)
WITH_INDICATORS = ("6.3", "11.2", "7.1", "7.1.a.contribution", "7.1.a", "7.1.b.i", "7.1.b.ii")
WITH_INDICATORS += ("7.1.b.iii", "7.1.b.iv", "7.4.step_3", "7.4.step_4", "mitigation", "overriding")


def texts(value):
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in texts(part)]


def sentences(text):
    return [one for one in re.split(r"(?<=[.?!])[”’]?\s+", text) if one]


def longest(text):
    return max(len(sentence.split()) for sentence in sentences(text))


def test_no_internal_sign_is_left(contents):
    assert [text for text in texts(contents) if INTERNAL_SIGNS.search(text)] == []


def test_the_internal_signs_would_be_found():
    found = ("years (gk) apart", "see [Seed §12]", "term ˢ", "[VG ¶108]", "read the seed", "**no**")

    assert all(INTERNAL_SIGNS.search(text) for text in found)


def test_quotation_marks_are_typographic(contents):
    assert [text for text in texts(contents) if re.search(r"[\"'`]", text)] == []


def test_every_list_of_a_question_is_one_line_each(edition):
    lines = [
        point.text
        for question in edition.questions
        for points in (question.raises, question.lowers, question.evidence, question.mistakes)
        for point in points
    ]

    assert [line for line in lines if len(line) > 110] == []


def test_sentences_are_short_enough_to_read_under_pressure(edition):
    points = [
        point.text
        for question in edition.questions
        for passage_points in (*(passage.points for passage in question.passages), question.prompts)
        for point in passage_points
    ]

    assert [text for text in points if longest(text) > 35] == []


def test_a_hint_is_one_sentence(edition):
    hints = [question.purpose for question in edition.questions]
    hints += [text for one in edition.measures for text in (one.name, one.helps_if, one.limits)]
    hints += [test.text for test in edition.adequacy_tests]
    hints += [grade.means for grade in (*edition.reliability, *edition.credibility)]
    for standard in edition.standards:
        hints.append(standard.question)
        for choice in standard.choices:
            hints += [choice.label, choice.means, choice.reason, choice.against]

    assert [hint for hint in hints if len(sentences(hint)) != 1 or longest(hint) > 35] == []


def test_no_line_of_guidance_is_said_twice_in_one_place(edition):
    for question in edition.questions:
        lists = (question.prompts, question.raises, question.lowers, question.evidence)
        lines = [point.text for points in (*lists, question.mistakes) for point in points]

        assert len(set(lines)) == len(lines), question.place


def test_the_six_steps_name_guide_and_voluntary_guide(edition):
    named = {"7.4.step_1": "26–35", "7.4.step_2": "26–35", "7.4.step_3": "104–108"}
    named |= {"7.4.step_4": "104–108", "mitigation": "129–135"}

    for place, paragraphs in named.items():
        citation = edition.question(place).guide.citation
        assert "WGETI Chair’s draft, CSP12 cycle" in citation
        assert f"Voluntary Guide, paras {paragraphs}" in citation
    assert "step 6" in edition.question("overriding").guide.citation


def test_only_the_treaty_is_called_binding(edition):
    for question in edition.questions:
        assert question.treaty.status == "binding"
        assert question.treaty.citation.startswith("Arms Trade Treaty, ")
        for passage in (question.guide, question.standard, question.basis):
            assert passage is None or passage.status != "binding"


def test_every_citation_has_a_known_status(contents, edition):
    known = {status.status for status in edition.statuses}
    cited = [node for node in nodes(contents) if "citation" in node and "key" not in node]
    cited = [node for node in cited if "value" not in node]

    assert cited
    assert [node["citation"] for node in cited if node.get("status") not in known] == []


def nodes(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    own = [value] if isinstance(value, dict) else []
    return own + [node for part in parts for node in nodes(part)]


def test_every_file_of_the_edition_names_its_source(contents, edition):
    without_questions = set(contents) - {"edition", "questions"}

    assert set(edition.chapters) == without_questions


def test_what_was_not_confirmed_says_so(edition, contents):
    declared = [text for text in texts(contents) if re.search("New Zealand|Liechtenstein", text)]
    flagged = [node["text"] for node in nodes(contents) if node.get("to_verify") is True]

    assert declared
    assert set(declared) <= set(flagged)


@pytest.mark.parametrize("place", WITH_INDICATORS)
def test_indicators_stand_on_both_sides(edition, place):
    question = edition.question(place)

    assert question.raises_title
    assert len(question.raises) > 2
    assert question.lowers_title
    assert len(question.lowers) > 2


def test_a_list_of_indicators_has_a_title_and_a_title_has_a_list(edition):
    for question in edition.questions:
        assert bool(question.raises) == bool(question.raises_title)
        assert bool(question.lowers) == bool(question.lowers_title)


def test_the_words_explained_beside_a_question_are_in_the_glossary(edition):
    for question in edition.questions:
        keys = [term.key for term in edition.terms_of(question)]

        assert keys == list(question.terms)


def test_the_taxonomy_has_every_form(edition):
    assert [form.code for form in edition.forms] == FORMS


def test_every_limb_of_article_7_4_has_forms_of_its_own(edition):
    limbs = {form.limbs for form in edition.forms}

    assert ("gbv",) in limbs
    assert ("children",) in limbs
    assert ("women", "children") in limbs


def test_the_catalogue_has_every_measure(edition):
    codes = sorted(measure.code for measure in edition.measures)

    assert codes == [f"M{n:02}" for n in range(1, 28)]
    assert len(edition.adequacy_tests) == 7
    assert {one.kind for one in edition.measures} == {kind.key for kind in edition.measure_kinds}


def test_a_measure_named_in_a_rule_of_thumb_exists(edition):
    named = [code for rule in edition.rules_of_thumb for code in re.findall(r"M\d\d", rule.text)]

    assert named
    assert all(edition.measure(code) for code in named)


def test_the_glossary_has_64_terms_in_six_languages(edition, contents):
    languages = contents["glossary"]["languages"]

    assert len(edition.terms) == 64
    assert len({term.key for term in edition.terms}) == 64
    assert all(set(term.names) == set(languages) for term in edition.terms)
    assert len(languages) == 6


@pytest.mark.parametrize(
    ("language", "script"), [("ru", "[а-яё]"), ("zh-hans", "[一-鿿]"), ("ar", "[ء-ي]")]
)
def test_a_term_is_written_in_the_script_of_its_language(edition, language, script):
    assert [term.key for term in edition.terms if not re.search(script, term.names[language])] == []


def test_overriding_risk_and_clear_risk_are_kept_apart(edition):
    overriding, clear = edition.term("overriding-risk"), edition.term("clear-risk")

    assert overriding.name_in("es") == "riesgo manifiesto"
    assert clear.name_in("es") != overriding.name_in("es")
    assert overriding.name_in("ar") == "خطر راجح"
    assert "ar" in overriding.to_verify


def test_a_term_falls_back_to_english(edition):
    assert edition.term("diversion").name_in("de") == "diversion"


def test_the_standards_are_those_of_the_case_file_with_its_defaults(edition):
    path = editions.FIXTURES / "contract" / "att-case-1.schema.json"
    asked = json.loads(path.read_text(encoding="utf-8"))["properties"]["standards"]["properties"]

    assert {one.key for one in edition.standards} == set(asked)
    for standard in edition.standards:
        assert standard.default == asked[standard.key].get("default", "substantial risk")


def test_each_value_of_a_standard_is_explained_once(edition):
    for standard in edition.standards:
        values = [choice.value for choice in standard.choices]

        assert len(set(values)) == len(values)
        assert standard.choice(standard.default)
        if standard.kind == "yes_no":
            assert set(values) == {True, False}


def test_a_threshold_in_own_words_has_no_shipped_explanation(edition):
    assert edition.standard("overriding_threshold").choice("a serious chance") is None


def test_the_grades_run_from_a_to_f_and_from_1_to_6(edition):
    assert "".join(grade.code for grade in edition.reliability) == "ABCDEF"
    assert "".join(grade.code for grade in edition.credibility) == "123456"


def test_the_due_diligence_file_is_a_class_of_its_own(edition):
    assert edition.source_class("due_diligence")
    assert edition.source_class("applicant")
