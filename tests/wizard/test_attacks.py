"""What no page of ours would post: refused with 400 or 404, never a fault, nothing written."""

import pytest

from assessments.models import Answer
from tests.builders import make_case
from tests.wizard.pages import fields_of, row, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


@pytest.fixture
def desk(client, mina):
    client.force_login(mina)
    return client


@pytest.fixture
def posted(desk, case):
    return fields_of(desk.get(step(case, "6-1")))


def stands(case):
    return list(Answer.objects.filter(case=case).values_list("pk", "version", "draft"))


@pytest.mark.parametrize("goto", ["a b", "../../x", "é", "no-such-step", "x" * 5000, "\x00"])
def test_there_is_no_way_to_a_step_that_is_none(desk, case, posted, goto):
    response = desk.post(step(case, "6-1"), {**posted, "wizard_goto_step": goto})

    assert response.status_code == 400


@pytest.mark.parametrize(
    "version", ["1e400", "NaN", "-1", "0.5", "true", '"1"', "9" * 5000, "[1]", "null"]
)
def test_a_version_is_a_whole_number(desk, case, posted, version):
    before = stands(case)

    seen = f'{{"6-1": {version}}}'
    response = desk.post(step(case, "6-1"), {**posted, "6-1-reason": "x", "seen_version": seen})

    assert response.status_code == 400
    assert stands(case) == before


def test_a_version_beyond_every_version_is_one_that_was_not_seen(desk, case, posted):
    seen = f'{{"6-1": {10**20}}}'

    response = desk.post(step(case, "6-1"), {**posted, "6-1-reason": "x", "seen_version": seen})

    assert response.status_code == 409


@pytest.mark.parametrize("key", ["a b", "..", "<b>", "a'b", "%C3%A9", "x" * 41, "a%00b", "-%0a"])
@pytest.mark.parametrize("kind", ["item", "risk", "party", "evidence", "mitigation", "no-kind"])
def test_rows_have_names_that_a_case_file_can_carry(desk, case, kind, key):
    assert desk.get(row(case, kind, key)).status_code == 404
    assert desk.post(row(case, kind, key), {"keep": "1"}).status_code == 404


@pytest.mark.parametrize("address", ["", "assess/6-1/", "again/", "rows/form/", "answers/"])
def test_an_address_that_no_text_can_have_leads_nowhere(desk, case, address):
    assert desk.get(f"/cases/%00/{address}").status_code == 404


def test_characters_that_a_database_cannot_hold_are_typed_and_kept(desk, case, posted):
    desk.post(step(case, "6-1"), {**posted, "6-1-reason": "a\x00b", "autosave": "1"})
    assert Answer.objects.get(case=case, step="6-1").draft["reason"] == ["a\x00b"]
    posted = fields_of(desk.get(step(case, "6-1")))

    desk.post(step(case, "6-1"), {**posted, "6-1-reason": "c\x00d"})

    assert Answer.objects.get(case=case, step="6-1").content["reason"] == "cd"


def test_a_text_of_any_length_is_kept_though_it_has_to_be_shortened(desk, case, posted):
    text = "x" * 3_000_000

    response = desk.post(step(case, "6-1"), {**posted, "6-1-reason": text})

    assert "Shorten this to" in response.content.decode()
    assert Answer.objects.get(case=case, step="6-1").draft["reason"] == [text]


def test_a_page_with_thousands_of_fields_is_taken(desk, case, posted):
    items = [str(number) for number in range(5_000)]

    response = desk.post(step(case, "6-1"), {**posted, "6-1-items": items, "autosave": "1"})

    assert response.status_code == 200
    assert len(Answer.objects.get(case=case, step="6-1").draft["items"]) == 5_000
