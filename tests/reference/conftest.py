"""The edition under test, as entries and as the plain content of its files."""

import json

import pytest

from assessments.reference import editions, reading


@pytest.fixture(scope="session", params=editions.edition_ids())
def edition(request):
    return editions.edition(request.param)


@pytest.fixture(scope="session")
def contents(edition):
    return reading.files(editions.FIXTURES / "guidance" / edition.id)


@pytest.fixture(scope="session")
def schema():
    path = editions.FIXTURES / "guidance" / "edition.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))
