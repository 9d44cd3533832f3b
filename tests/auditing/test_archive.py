"""The records of a period as one archive: the same bytes each time, and gone on with midway."""

import csv
import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from assessments.auditing import archive as archives
from assessments.auditing.archive import TooMany, archive
from assessments.models import Case, Entry
from assessments.review.deciding import Line
from tests.builders import decide_case, issued, make_case, submit

DAYS = {"begin": "2020-01-01", "end": "2100-01-01"}
ADDRESS = reverse("auditing:archive") + "?begin=2020-01-01&end=2100-01-01"


@pytest.fixture
def bodies(mina, sofia):
    """Three decided cases with records of different lengths; bytes that compress to nothing."""
    made = {}
    for number in range(3):
        case = make_case("s17", mina)
        submission = submit(case, {"1": "refuse"}, by=mina)
        decision = decide_case(submission, lines={"1": Line("refuse", "R")}, by=sofia)
        body = b"%PDF" + bytes([number]) * (1000 + 7 * number)
        issued(decision, body, sofia)
        made[f"records/{case.reference}-1.pdf"] = body
    return made


def whole():
    return archive(Case.objects.all(), date(2020, 1, 1), date(2100, 1, 1))


def test_the_archive_is_a_zip_with_each_record_an_index_and_their_digests(bodies):
    found = whole()
    written = b"".join(found.part())

    assert len(written) == found.size
    with zipfile.ZipFile(io.BytesIO(written)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in bodies} == bodies
        rows = list(csv.DictReader(io.StringIO(opened.read("index.csv").decode())))
        sums = opened.read("SHA256SUMS").decode().splitlines()
    assert [row["sha256"] for row in rows] == [
        hashlib.sha256(bodies[row["file"]]).hexdigest() for row in rows
    ]
    assert [line.split("  ")[1] for line in sums] == [row["file"] for row in rows]


def test_any_part_is_the_part_of_the_whole(bodies, monkeypatch):
    monkeypatch.setattr(archives, "AT_ONCE", 2)
    found = whole()
    written = b"".join(found.part())

    for start in range(0, found.size, 211):
        for end in (start + 1, start + 500, found.size):
            end = min(end, found.size)
            assert b"".join(found.part(start, end)) == written[start:end], (start, end)


def test_an_auditor_downloads_it_and_goes_on_after_a_break(bodies, ana, as_person):
    browser = as_person(ana)
    first = browser.get(ADDRESS)
    written = b"".join(first.streaming_content)

    half = len(written) // 2
    again = browser.get(ADDRESS, headers={"Range": f"bytes={half}-", "If-Range": first["ETag"]})

    assert again.status_code == 206
    assert b"".join(again.streaming_content) == written[half:]
    assert again["Content-Range"] == f"bytes {half}-{len(written) - 1}/{len(written)}"
    assert Entry.objects.filter(action="downloaded").count() >= len(bodies)
    other = browser.get(ADDRESS, headers={"Range": "bytes=5-", "If-Range": '"other"'})
    assert other.status_code == 200, "of another archive nothing is gone on with"
    assert browser.get(ADDRESS, headers={"Range": "bytes=999999999-"}).status_code == 416


def test_the_page_says_how_many_and_how_large(bodies, ana, as_person):
    page = as_person(ana).get(reverse("auditing:records"), DAYS).content.decode()

    assert "3 records" in page
    assert ADDRESS.replace("&", "&amp;") in page
    empty = as_person(ana).get(reverse("auditing:records"), {"begin": "2020-01-01", "end": ""})
    assert "Enter the first and the last day" in empty.content.decode()


def test_an_archive_has_its_limits(bodies, ana, as_person, monkeypatch):
    monkeypatch.setattr(archives, "MOST_RECORDS", 2)

    with pytest.raises(TooMany):
        whole()

    page = as_person(ana).get(reverse("auditing:records"), DAYS)
    assert "Choose a shorter period." in page.content.decode()


def test_the_command_goes_on_where_it_was_interrupted(bodies, tmp_path, capsys):
    output = tmp_path / "records.zip"
    found = whole()
    written = b"".join(found.part())
    part = output.with_name(f"records.zip.{found.tag[:12]}.part")
    part.write_bytes(written[:700])

    call_command("export_records", "2020-01-01", "2100-01-01", "--output", str(output))

    assert output.read_bytes() == written
    assert not part.exists()
    assert "3 records" in capsys.readouterr().out
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_records", "2020-01-01", "2100-01-01", "--output", "/nowhere/x.zip")
    # Of a device it would make a file, and of a folder nothing.
    for other in ("/dev/full", str(tmp_path)):
        with pytest.raises(CommandError, match="no file that could be replaced"):
            call_command("export_records", "2020-01-01", "2100-01-01", "--output", other)


def test_the_layout_asks_the_same_however_many_records_there_are(bodies, django_assert_num_queries):
    with django_assert_num_queries(1):
        whole()
