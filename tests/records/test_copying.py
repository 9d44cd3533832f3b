"""The second copy of a record: made by the worker, under a name of its own, never replaced."""

import stat

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from assessments.records import copying
from assessments.review.deciding import Line
from attwizard import environment
from tests.builders import decide_case, issued, make_case, submit

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
BODY = b"%PDF-1.7 a record"


@pytest.fixture
def archive(settings, monkeypatch, tmp_path):
    monkeypatch.setenv("ARCHIVE_FOLDER", str(tmp_path / "archive"))
    settings.STORAGES = {**settings.STORAGES, **environment.archive()}
    return tmp_path / "archive"


def record(mina, sofia):
    submission = submit(make_case("s04", mina), PARTIAL, by=mina)
    return issued(decide_case(submission, lines=LINES, by=sofia), BODY, sofia)


def waiting():
    return ProcrastinateJob.objects.filter(task_name="copy_record").count()


def test_a_record_is_copied_once_and_the_copy_cannot_be_written_to(archive, mina, sofia):
    made = record(mina, sofia)
    assert waiting() == 1

    copying.copy_record(made.pk)
    copying.copy_record(made.pk)

    (file,) = [path for path in archive.rglob("*") if path.is_file()]
    assert file.read_bytes() == BODY
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    assert made.digest[:16] in file.name


def test_other_bytes_under_the_name_of_a_record_are_told_and_left(archive, mina, sofia):
    made = record(mina, sofia)
    there = archive / copying.name_of(made)
    there.parent.mkdir(parents=True)
    there.write_bytes(b"another file")

    with pytest.raises(copying.AnotherFile):
        copying.copy_record(made.pk)

    assert there.read_bytes() == b"another file"


def test_without_an_archive_nothing_is_copied(mina, sofia):
    record(mina, sofia)

    assert waiting() == 0
