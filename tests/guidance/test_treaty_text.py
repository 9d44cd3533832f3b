"""The authentic text of the Treaty is loaded with its source, and stands beside its question."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from assessments.cases.refusals import NotPermitted
from assessments.guidance import treaty
from assessments.models import Entry, TreatyText
from assessments.reference.case_faults import CaseFileFaults
from tests.builders import make_case, submit
from tests.wizard.pages import fill, step

FILE = {
    "format": "att-treaty-text/1",
    "language": "fr",
    "source": "Recueil officiel, 0.518.61",
    "as_of": "2026-03-01",
    "paragraphs": {
        "6(1)": "Texte du paragraphe premier.",
        "7(1)": "Texte de l’article sept.",
        "7(4)": "Texte du quatrième paragraphe.",
    },
}


def written(**changes):
    return json.dumps({**FILE, **changes}).encode()


def loaded(by, **changes):
    body = written(**changes)
    return treaty.load_text(treaty.read_text(body), body, by=by)


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"language": "French"}, ["/language"]),
        ({"source": " "}, ["/source"]),
        ({"as_of": "2026-02-30"}, ["/as_of"]),
        ({"as_of": "2999-01-01"}, ["/as_of"]),
        ({"paragraphs": {}}, ["/paragraphs"]),
        ({"paragraphs": {"6(1)": ""}}, ["/paragraphs/6(1)"]),
        ({"paragraphs": {"six": "x"}}, ["/paragraphs/six"]),
        ({"more": 1}, ["/more"]),
    ],
)
def test_a_bad_file_is_refused_with_the_place_of_each_fault(changes, places):
    with pytest.raises(CaseFileFaults) as refused:
        treaty.read_text(written(**changes))

    assert [fault.at for fault in refused.value.faults] == places


@pytest.mark.parametrize(
    ("place", "paragraphs"),
    [
        ("6.1", ["6(1)", "6"]),
        ("6.1.exemption", ["6(1)", "6"]),
        ("7.1.b.ii", ["7(1)(b)(ii)", "7(1)(b)", "7(1)", "7"]),
        ("7.4.step_3", ["7(4)", "7"]),
        ("mitigation", ["7(2)", "7"]),
        ("overriding", ["7(3)", "7"]),
        ("risk", ["7(1)", "7"]),
        ("11.2", ["11(2)", "11"]),
        ("recommendation", ["7(5)", "7"]),
    ],
)
def test_each_question_stands_under_its_paragraph(place, paragraphs):
    assert treaty.paragraphs_of(place) == paragraphs


def test_the_nearest_paragraph_is_shown_with_its_source(edith):
    loaded(edith)

    shown = treaty.beside("7.1.b.ii")

    assert (shown.paragraph, shown.words) == ("7(1)", "Texte de l’article sept.")
    assert (shown.source, shown.language) == (FILE["source"], "fr")
    assert treaty.beside("11.2") is None


def test_the_text_loaded_last_in_the_language_of_the_reader_counts(edith, settings):
    loaded(edith)
    loaded(edith, language="en", paragraphs={"6(1)": "Old."})
    loaded(edith, language="en", paragraphs={"6(1)": "New."})
    loaded(edith, language="es", paragraphs={"6(1)": "Nuevo."})

    assert treaty.beside("6.1").words == "New."
    assert treaty.beside("7.4.step_1").language == "fr"
    assert TreatyText.objects.count() == 4


def test_it_stands_beside_the_question_and_the_case_keeps_which(edith, mina, as_person):
    text = loaded(edith)
    case = make_case("s04", mina)

    page = as_person(mina).get(step(case, "6-1")).content.decode()
    assert "Texte du paragraphe premier." in page
    assert 'lang="fr"' in page
    assert FILE["source"] in page
    fill(as_person(mina), step(case, "6-1"), **{"6-1-reason": "Read again."})
    kept = submit(case, {"1": "authorise_with_measures", "2": "refuse"}, by=mina).content

    assert [one["id"] for one in kept["beside"]["treaty_texts"]] == [text.pk]
    assert "paragraphs" not in kept["beside"]["treaty_texts"][0]


def test_an_editor_loads_it_from_a_page_and_sees_what_is_wrong(edith, mina, as_person):
    address = reverse("guidance:treaty_text")
    bad = {"file": SimpleUploadedFile("t.json", written(source=""))}
    assert "/source" in as_person(edith).post(address, bad).content.decode()
    assert not TreatyText.objects.exists()

    good = {"file": SimpleUploadedFile("t.json", written())}
    assert as_person(mina).post(address, good).status_code == 404
    good = {"file": SimpleUploadedFile("t.json", written())}
    assert as_person(edith).post(address, good).status_code == 302

    assert Entry.objects.filter(action="treaty_text_loaded").count() == 1
    assert FILE["source"] in as_person(mina).get(address).content.decode()


def test_the_command_loads_it_in_the_name_of_an_editor(edith, tmp_path, capsys):
    file = tmp_path / "text.json"
    file.write_bytes(written())

    with pytest.raises(CommandError, match="no register editor"):
        call_command("load_treaty_text", file, by="nobody")
    call_command("load_treaty_text", file, by="edith")
    assert capsys.readouterr().out == "fr: 3 paragraphs are loaded.\n"

    file.write_bytes(written(as_of="yesterday"))
    with pytest.raises(CommandError, match="/as_of"):
        call_command("load_treaty_text", file, by="edith")


def test_only_editors_load_it_and_nobody_changes_it(edith, mina, as_owner):
    loaded(edith)
    with pytest.raises(NotPermitted):
        loaded(mina)
    with pytest.raises(DatabaseError, match="by an editor"), transaction.atomic():
        TreatyText.objects.create(
            language="fr", source="x", as_of="2026-01-01", paragraphs={}, digest="", loaded_by=mina
        )
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("update assessments_treatytext set source = 'else'")
