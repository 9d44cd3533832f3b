"""Records made once for all tests that look at them."""

import functools

import pytest

from assessments.records import seal_key as keys
from assessments.records.pdf import record_pdf

from . import hostile, snapshots


@pytest.fixture(scope="session")
def record():
    """`record("s04")`: the PDF of an example that was decided."""

    @functools.cache
    def made(name):
        return record_pdf(snapshots.decided(snapshots.example(name)))

    return made


@pytest.fixture(scope="session")
def draft():
    """The copy marked DRAFT of a case with open points."""
    return record_pdf(snapshots.snapshot(snapshots.example("s26")), draft=True)


@pytest.fixture(scope="session")
def hostile_record():
    """A record in which every text does its worst."""
    return record_pdf(hostile.snapshot())


@pytest.fixture(scope="session")
def arabic_record():
    """A record in a language that runs from right to left."""
    return record_pdf(hostile.arabic())


@pytest.fixture(scope="session")
def own_key(tmp_path_factory):
    """The file of a key to seal with."""
    path = tmp_path_factory.mktemp("seal") / "key.p12"
    keys.make_demonstration_key(path)
    return path


@pytest.fixture
def seal_key(own_key, settings):
    """Records are sealed with that key."""
    settings.SEAL_KEY_FILE = str(own_key)
    return own_key
