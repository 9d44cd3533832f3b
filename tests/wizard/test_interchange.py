"""Import, then export: what comes back is what went in, and what is wrong is refused whole."""

import hashlib
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from assessments.audit.trail import entries_of
from assessments.models import Answer, Case
from assessments.reference.case_format import faults_of
from assessments.wizard.case_file import fragments
from assessments.wizard.exporting import NothingToExport, export_case
from assessments.wizard.finishing import form_class
from assessments.wizard.importing import LARGEST, import_case
from assessments.wizard.route import Route
from tests.law.cases import CONTRACT, case_files, clear_case, example, example_names, exemption
from tests.wizard.any_case import any_cases

S04 = CONTRACT / "examples" / "s04-partial-licence.json"
OWN = ("reference", "standards", "decision_date")
many = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def bare(value):
    """Without null, false and what is empty, all the way down."""
    if isinstance(value, dict):
        kept = {key: bare(entry) for key, entry in value.items()}
        return {key: entry for key, entry in kept.items() if not is_empty(entry)}
    if isinstance(value, list):
        return [bare(entry) for entry in value]
    return value


def is_empty(value):
    return value is None or value is False or value in ("", [], {})


def as_exchanged(case):
    return bare({key: value for key, value in case.items() if key not in OWN})


def there_and_back(case, officer):
    written = json.dumps(export_case(import_case(json.loads(json.dumps(case)), by=officer)))
    return json.loads(written)


@pytest.mark.parametrize("name", example_names())
def test_every_example_comes_back_as_it_went_in(mina, name):
    case, _expected = example(name)

    assert as_exchanged(there_and_back(case, mina)) == as_exchanged(case)


@many
@given(case=case_files())
def test_cases_that_make_sense_come_back_as_they_went_in(mina, case):
    back = there_and_back(case, mina)

    assert as_exchanged(back) == as_exchanged(case)
    assert faults_of(back) == []


@many
@given(case=any_cases)
def test_whatever_the_schema_allows_comes_back_as_it_went_in(mina, case):
    assert faults_of(case) == []

    back = there_and_back(case, mina)

    assert as_exchanged(back) == as_exchanged(case)
    assert faults_of(back) == []


@pytest.mark.parametrize(
    "names",
    [["", "=", "\x00", "\uf8ff", "x" * 5000], ["é" * 501, "=" + "0" * 64, "unknown", "1"]],
)
def test_an_exemption_may_name_any_text_as_an_item(mina, names):
    quantities = {name: number for number, name in enumerate(names, start=1)}
    case = clear_case()
    case["article_6"]["6.1"] = {"answer": "exempt", "exemption": exemption(quantities=quantities)}

    back = there_and_back(case, mina)

    assert back["article_6"]["6.1"]["exemption"]["quantities"] == quantities


# --- the draft


def test_answers_go_to_their_steps_unconfirmed_in_the_officers_name(mina):
    case = import_case(example("s04-partial-licence")[0], by=mina)

    answers = {answer.key: answer for answer in case.answers.all()}
    assert {"application", "scope", "6-1", "lines", "diversion", "7-4-1"} <= {s for s, _ in answers}
    assert {("item", "1"), ("item", "2"), ("risk", "r3"), ("overriding", "r3")} <= set(answers)
    assert not any(answer.is_confirmed for answer in answers.values())
    assert {answer.saved_by for answer in answers.values()} == {mina}
    assert (case.officer, case.status, case.standards) == (mina, "draft", None)


def test_nothing_imported_counts_before_it_is_confirmed(mina):
    route = Route(import_case(example("s04-partial-licence")[0], by=mina))

    assert route.case_file is None


def test_the_case_can_be_listed_and_found(mina):
    case = import_case(example("s04-partial-licence")[0], by=mina)

    assert case.title == "Munitions and escort vehicles in a non-international armed conflict"
    assert (case.recipient_state, case.activity) == ("XA", "export")
    assert case.end_user == "Armed forces of State C"
    assert "'escort'" in case.words


def test_characters_that_a_column_cannot_hold_are_replaced_there_alone(mina):
    odd = clear_case() | {"title": "a\x00b\uf8ff"}
    odd["transfer"]["end_user"]["name"] = "\x00" * 400

    case = import_case(odd, by=mina)

    assert case.title == "a\ufffdb\ufffd"
    assert case.end_user == "\ufffd" * 300
    assert export_case(case)["title"] == "a\x00b\uf8ff"


def test_what_the_file_says_of_its_authority_is_kept_to_be_shown(mina):
    file = example("s04-partial-licence")[0] | {"reference": "OTHER-7"}
    file["standards"]["overriding_reading"] = "weighing"

    case = import_case(file, by=mina)

    assert case.imported["standards"]["overriding_reading"] == "weighing"
    assert case.imported["reference"] == "OTHER-7"
    assert case.imported["decision_date"] == "2026-06-01"
    assert Route(case).standards.choices["overriding_reading"] == "threshold"
    assert export_case(case)["standards"]["overriding_reading"] == "threshold"


def test_the_trail_has_one_entry_with_the_digest_of_the_file(mina, capsys):
    call_command("import_case", S04, officer="mina")

    case = Case.objects.get()
    (entry,) = entries_of(case)
    facts = json.loads(entry.facts.body)
    assert (entry.actor, entry.action) == ("mina", "imported")
    assert facts["digest"] == hashlib.sha256(S04.read_bytes()).hexdigest()
    assert json.loads(capsys.readouterr().out) == {"file": str(S04), "reference": case.reference}


# --- the case file


def test_what_is_exported_names_this_case_and_this_authority(mina):
    case = import_case(clear_case(), by=mina)

    file = export_case(case)

    assert file["reference"] == case.reference
    assert file["standards"] == Route(case).standards.choices
    assert "decision_date" not in file


def test_without_an_item_there_is_nothing_to_export(mina):
    case = import_case(clear_case(), by=mina)
    case.answers.filter(step="item").delete()

    with pytest.raises(NothingToExport):
        export_case(case)


def test_an_answer_about_a_removed_item_never_comes_to_concern_all(mina):
    file, _expected = example("s04-partial-licence")
    file["article_6"]["6.1"] |= {"answer": "prohibits", "items": ["1"]}
    file["article_6"]["6.2"] |= {"answer": "prohibits", "items": ["1", "2"]}
    case = import_case(file, by=mina)
    case.answers.filter(step="item", row="1").delete()

    back = export_case(case)

    reason = file["article_6"]["6.1"]["reason"]
    assert back["article_6"]["6.1"] == {"reason": reason}
    assert back["article_6"]["6.2"]["items"] == ["2"]
    assert [risk["id"] for risk in back["risks"]] == ["r2", "r3"]
    assert faults_of(back) == []


# --- the pages


def upload(browser, body, name="case.json"):
    return browser.post(reverse("wizard:import"), {"file": SimpleUploadedFile(name, body)})


def test_an_officer_imports_a_file_on_a_page(mina, as_person):
    response = upload(as_person(mina), S04.read_bytes())

    case = Case.objects.get()
    assert response.url == reverse("wizard:case", args=[case.reference])
    assert case.officer == mina


def test_faults_are_listed_with_their_places_and_nothing_is_saved(mina, as_person):
    bad = clear_case() | {"unheard_of": 1}
    bad["items"][0]["quantity"] = 0

    page = upload(as_person(mina), json.dumps(bad).encode()).content.decode()

    assert "/unheard_of" in page
    assert "/items/0/quantity" in page
    assert "The file was refused and nothing was saved" in page
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "There is nothing in this file."),
        (b" ", "There is nothing here."),
        (b"{", "This is not JSON"),
        (b"\xff", "This is not UTF-8 text"),
        (b'"' + b"x" * LARGEST + b'"', "This file is larger than 5 MB."),
    ],
)
def test_what_is_no_case_file_is_refused_with_a_sentence(mina, as_person, body, words):
    assert words in upload(as_person(mina), body).content.decode()


def test_a_file_has_to_be_chosen(mina, as_person):
    page = as_person(mina).post(reverse("wizard:import")).content.decode()

    assert "Choose the file that you want to import." in page


def test_only_officers_import(sofia, as_person):
    assert as_person(sofia).get(reverse("wizard:import")).status_code == 404


def test_the_export_page_says_what_is_not_confirmed_and_what_stays_behind(mina, as_person):
    case = import_case(clear_case(), by=mina)
    keep(case, "application", exporter="Foundry & Sons")
    keep(case, "scope", cites=["reason:6-1"])
    case.answers.filter(step="6-1").update(draft={"answer": ["prohibits"]})
    case.answers.exclude(step="6-3").update(is_confirmed=True)

    page = as_person(mina).get(reverse("wizard:export", args=[case.reference])).content.decode()

    assert "Knowledge of atrocity crimes" in page.partition("What the file cannot carry")[0]
    beyond = page.partition("What the file cannot carry")[2]
    assert "Exporter or applicant" in beyond
    assert "Text typed and not yet saved as an answer" in beyond
    assert "What the reasons cite" in beyond
    assert "Carrier" not in beyond


def keep(case, step, **more):
    answer = case.answers.get(step=step)
    answer.content = {**answer.content, **more}
    answer.save(update_fields=["content"])


def test_the_case_file_is_downloaded(mina, as_person):
    case = import_case(clear_case(), by=mina)
    address = reverse("wizard:download_case_file", args=[case.reference])

    response = as_person(mina).get(address)

    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == f'attachment; filename="{case.reference}.json"'
    assert as_exchanged(response.json()) == as_exchanged(clear_case())


def test_strangers_export_nothing(mina, omar, as_person):
    case = import_case(clear_case(), by=mina)

    for name in ("wizard:export", "wizard:download_case_file"):
        assert as_person(omar).get(reverse(name, args=[case.reference])).status_code == 404


# --- the commands


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_a_bad_file_is_refused_whole_and_the_others_go_on(mina, tmp_path, capsys):
    bad, missing = tmp_path / "bad.json", tmp_path / "missing.json"
    bad.write_text(json.dumps(clear_case() | {"items": []}))

    with pytest.raises(CommandError, match=r"Files refused: 2\."):
        call_command("import_case", bad, missing, S04)

    one, two, three = lines(capsys.readouterr().out)
    assert [fault["at"] for fault in one["errors"]] == ["/items"]
    assert two["errors"][0]["message"].startswith("This file cannot be read")
    assert three["reference"] == Case.objects.get().reference


def test_a_file_above_the_limit_is_refused_unread(mina, tmp_path, capsys):
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (LARGEST + 1))

    with pytest.raises(CommandError):
        call_command("import_case", large)

    assert "larger than 5 MB" in lines(capsys.readouterr().out)[0]["errors"][0]["message"]


@pytest.mark.parametrize("name", ["nobody", "sofia"])
def test_the_officer_named_has_to_be_one(sofia, name):
    with pytest.raises(CommandError, match=f"There is no officer with the user name {name}"):
        call_command("import_case", S04, officer=name)


def test_without_any_officer_nothing_is_imported(db):
    with pytest.raises(CommandError, match="There is no officer yet"):
        call_command("import_case", S04)


def test_among_several_officers_one_has_to_be_named(mina, omar, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(CommandError, match="There are several officers"):
        call_command("import_case", S04)


def test_in_the_demonstration_the_first_officer_will_do(mina, omar, capsys):
    call_command("import_case", S04)

    assert Case.objects.get().officer == mina


def test_a_case_is_exported_in_ascii(mina, capsys):
    case = import_case(clear_case() | {"title": "Gewehre für 条"}, by=mina)

    call_command("export_case", case.reference)

    written = capsys.readouterr().out
    assert written.isascii()
    assert json.loads(written) == export_case(case)


def test_an_unknown_case_is_not_exported(db):
    with pytest.raises(CommandError, match="There is no case 2026-99999"):
        call_command("export_case", "2026-99999")


# --- nothing is forgotten


def test_every_answer_in_a_file_belongs_to_a_step_that_has_a_form():
    for name in example_names():
        for key, _position, content in fragments(example(name)[0]):
            assert form_class(key)
            assert content


def test_a_large_file_is_imported_in_one_go(mina):
    items = [
        {"id": f"{number}", "description": "Rifle", "article": "2.1.h", "quantity": 1}
        for number in range(3000)
    ]

    case = import_case(clear_case() | {"items": items}, by=mina)

    assert Answer.objects.filter(case=case, step="item").count() == 3000
    assert export_case(case)["items"] == items
