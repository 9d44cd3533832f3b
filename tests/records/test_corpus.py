"""Every record of the corpus: archivable, accessible and whole, before its seal and after it."""

import functools
import json
import re
import subprocess

import pytest

from assessments.audit import digests
from assessments.records import showing
from assessments.records.pdf import record_pdf
from assessments.records.seal_key import trusted_certificates
from assessments.records.sealing import seal
from assessments.records.verifying import verify
from attwizard.system import find_qpdf

from . import corpus, reading
from .reading import squeezed

RECORDS = corpus.records()
WORD = re.compile(r"\w{3,40}")
# An Arabic alef bound to a lam is read back in either order.
LIGATURE = str.maketrans("", "", "لا")
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
every_record = pytest.mark.parametrize("name", RECORDS)


@pytest.fixture(scope="module")
def made():
    """`made("sixty items")`: the PDF of a record of the corpus, made once."""
    return functools.cache(lambda name: record_pdf(RECORDS[name]))


@pytest.fixture
def sealed(made, seal_key):
    """The same, sealed."""
    return lambda name: seal(made(name)).body


@pytest.fixture
def qpdf():
    found = find_qpdf()
    assert found, "qpdf is missing: python3 -m attwizard test brings it, or apt-get install qpdf"
    return found


@every_record
def test_it_is_archivable_and_accessible_and_verifies(name, made, sealed, qpdf, tmp_path):
    before, after = made(name), sealed(name)

    for body in (before, after):
        assert reading.failures(body, tmp_path) == []
        assert complaints(qpdf, tmp_path / "record.pdf") == ""
    assert after.startswith(before)
    assert {one.state for one in verify(after, trusted_certificates()).findings} == {"good"}


def complaints(qpdf, path):
    """What `qpdf --check` has to say against a file."""
    done = subprocess.run([qpdf, "--check", path], capture_output=True, text=True)
    return done.stderr if done.returncode else ""


@every_record
def test_nothing_of_its_text_is_lost(name, made):
    attached = reading.attachments(made(name))["snapshot.json"].decode()
    said = turned(squeezed(" ".join(reading.drawn(made(name)))))

    assert attached == digests.canonical(RECORDS[name])
    assert [word for word in words_of(name) if not is_in(word, said)] == []


def words_of(name):
    """Each word that somebody wrote, as the record shows it."""
    attached = json.loads(digests.canonical(RECORDS[name]["case_file"]))
    shown = " ".join(corpus.written(showing.shown(attached)))
    return sorted(set(WORD.findall(shown)))


def is_in(word, said):
    """As it stands, from its other end, or with letters without a font by their number."""
    bare = turned(word)
    numbered = "".join(char if char in said else f"[U+{ord(char):04X}]" for char in bare)
    return bare in said or bare[::-1] in said or numbered in said


def turned(words):
    return words.translate(LIGATURE)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("one item", 6, 12),
        ("sixty items", 15, 32),
        ("sixty risks", 30, 55),
        ("a hundred thousand characters", 25, 35),
    ],
)
def test_it_is_as_long_as_it_needs_to_be(name, least, most, made):
    assert least <= reading.length(made(name)) <= most


def test_the_first_page_names_people_in_their_scripts(made):
    first = reading.drawn(made("six scripts"))[0]

    assert "10:55 UTC" in first
    for name in ("Вооружённые силы Государства", "国防部武装部队"):
        assert name in " ".join(first.split())


@pytest.mark.parametrize("name", [name for name in RECORDS if "generated" not in name])
def test_the_first_page_holds_who_decided_and_the_proof(name, made):
    first = reading.drawn(made(name))[0]

    assert "Keep until" in first
    assert "Code for verification" in first
