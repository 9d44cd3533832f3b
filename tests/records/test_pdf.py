"""The PDF itself: valid, reproducible, whole, and unmoved by what people write."""

import json
import os
import subprocess
import sys

import pytest

from assessments.audit import digests
from assessments.records import pdf, pictures
from assessments.records.chapters import CHAPTERS
from assessments.records.engine import LibrariesMissing

from . import hostile, reading, snapshots
from .reading import squeezed

REPRODUCE = """
import hashlib, django
django.setup()
from assessments.records.pdf import record_pdf
from tests.records import snapshots
print(hashlib.sha256(record_pdf(snapshots.decided(snapshots.example("s17")))).hexdigest())
"""


@pytest.mark.parametrize("name", snapshots.names())
def test_a_record_is_archivable_and_accessible_and_holds_every_reason(record, name, tmp_path):
    body = record(name)

    words = reading.text(body)
    missing = [each for each in reasons(snapshots.example(name)) if squeezed(each) not in words]

    assert reading.failures(body, tmp_path) == []
    assert missing == []


def test_a_draft_copy_is_archivable_and_accessible(draft, tmp_path):
    assert reading.failures(draft, tmp_path) == []


def test_what_does_not_conform_is_noticed(record, tmp_path):
    broken = record("s17").replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>7<")

    assert reading.failures(broken, tmp_path)


def test_the_same_snapshot_gives_the_same_bytes_in_two_processes():
    digested = {
        subprocess.run(
            [sys.executable, "-c", REPRODUCE],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digested) == 1


def test_the_document_bears_the_moment_of_the_decision(record):
    told = reading.metadata(record("s17"))

    assert told["/CreationDate"].startswith("D:20260601105500")
    assert told["/Title"] == "Decision record 2026-00042, Decided on 1 June 2026"


def test_case_file_and_snapshot_are_attached_in_canonical_form(record):
    made = snapshots.decided(snapshots.example("s04"))

    attached = reading.attachments(record("s04"))

    assert attached["snapshot.json"].decode() == digests.canonical(made)
    assert json.loads(attached["case-file.json"]) == made["case_file"]
    assert digests.digest(made) in squeezed(reading.pages(record("s04"))[0])


def test_every_chapter_has_a_bookmark_and_a_line_in_the_contents(record):
    titles = [squeezed(title).lstrip("0123456789") for title in reading.outline(record("s04"))]
    contents = squeezed(reading.pages(record("s04"))[1])

    assert len(titles) == 1 + len(CHAPTERS)
    assert [title for title in titles if title not in contents] == []


def test_every_page_says_what_it_belongs_to(record):
    pages = reading.pages(record("s04"))

    for number, words in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in words
        assert "Ledger 4,711" in words
    for words in pages[1:]:
        assert "Decision record 2026-00042" in words
        assert "Decided on 1 June 2026" in words


def test_every_page_of_a_draft_is_marked(draft):
    pages = reading.pages(draft)

    assert all("DRAFT" in words for words in pages)
    assert "Draft copy, no decision" in pages[1]


def test_no_page_of_a_record_is_marked_as_draft(record):
    assert "DRAFT" not in reading.text(record("s04"))


def reasons(node):
    """Everything that was written as a reason or as missing, wherever it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("reason", "missing", "description", "if_diverted") and value:
                yield value
            yield from reasons(value)
    elif isinstance(node, list):
        for entry in node:
            yield from reasons(entry)


# Texts that do their worst


def test_a_hostile_record_is_archivable_and_accessible(hostile_record, tmp_path):
    assert reading.failures(hostile_record, tmp_path) == []


def test_hostile_text_is_shown_as_text(hostile_record):
    words = reading.text(hostile_record)

    assert squeezed("<script>alert(1)</script>") in words
    assert squeezed("url(file:///etc/passwd)") in words
    assert "root:" not in words
    assert "nul\ufffd" in words
    assert "half\ufffd" in words


def test_a_character_without_a_font_stands_by_its_number(hostile_record):
    words = reading.text(hostile_record)

    assert "[U+1F1E9][U+1F1EA]" in words
    assert "[U+20000]" in words or "\U00020000" in words


def test_hostile_text_is_attached_as_it_was_written(hostile_record):
    attached = json.loads(reading.attachments(hostile_record)["snapshot.json"])

    assert attached["case_file"]["diversion"]["reason"] == hostile.WORDS


def test_reasons_of_a_hundred_thousand_characters_run_over_pages():
    case = snapshots.example("s01a")
    case["article_6"]["6.1"]["reason"] = "word " * 20_000
    case["article_6"]["6.2"]["reason"] = "x" * 100_000

    body = pdf.record_pdf(snapshots.decided(case))

    assert reading.length(body) > 50


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "http://example.org/", "data:text/css,x", "picture:../../etc/passwd"],
)
def test_a_record_fetches_nothing_but_its_own_pictures(url):
    with pytest.raises(ValueError, match="passwd|example|css"):
        pictures.fetcher().fetch(url)


def test_a_record_draws_its_own_pictures():
    assert pictures.fetcher().fetch("picture:tick-ink").read().startswith(b"<svg xmlns=")


# From right to left


def test_a_mirrored_record_is_archivable_and_accessible(arabic_record, tmp_path):
    assert reading.failures(arabic_record, tmp_path) == []


def test_a_mirrored_record_holds_what_was_written(arabic_record):
    words = " ".join(reading.pages(arabic_record))

    assert "مركبات" in words or "تابكرم" in words


# Without the libraries


def test_missing_libraries_are_named_with_the_command(tmp_path, monkeypatch):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(LibrariesMissing, match="python3 -m attwizard run"):
        pdf.record_pdf(snapshots.snapshot(snapshots.example("s17")))
