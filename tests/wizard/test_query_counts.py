"""No page's number of queries grows with the items, risks or forms of the case."""

import copy
import json
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg.pq import PipelineStatus

from assessments.models import Answer
from tests.builders import make_case
from tests.incidents.making import make_incident
from tests.profiles.builders import profile_of, published
from tests.wizard.pages import fields_of

BELOW = ("scope", "6-1", "lines", "severity", "risk", "mitigation", "overriding")
PAGES = (
    "",
    "answers/",
    "again/",
    "assess/application/",
    "assess/parties/",
    "assess/items/",
    "assess/scope/",
    "assess/6-1/",
    "assess/lines/",
    "assess/line-7-1-b-i/",
    "assess/7-4-1/",
    "assess/7-4-2/",
    "assess/7-4-4/",
    "assess/mitigation/",
    "assess/overriding/",
    "assess/check/",
    "rows/form/",
    "rows/severity/",
    "rows/item/1/",
    "rows/risk/r1/",
    "rows/mitigation/r1/",
    "rows/overriding/of/7.1.b.i/",
)


def many(file):
    """Sixty items, sixty more risks, thirty more forms, fifty sources."""
    for number in range(10, 70):
        file["items"].append({**file["items"][0], "id": str(number)})
        risk = copy.deepcopy(file["risks"][2])
        file["risks"].append({**risk, "id": f"x{number}"})
    file["gbv"]["forms"] += [
        {"code": f"SV-{n % 8 + 1}", "finding": "credible", "severity": "serious"} for n in range(30)
    ]
    file["evidence"] = [{"id": f"e{n}", "title": f"Source {n}"} for n in range(50)]


def count(client, case, page):
    address = f"/cases/{case.reference}/{page}"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200, page
    return len(queries)


@pytest.mark.django_db
def test_no_page_asks_more_of_the_database_when_the_case_grows(client, mina):
    client.force_login(mina)
    small, large = make_case("s04", mina), make_case("s04", mina, change=many)

    counts = {page: (count(client, small, page), count(client, large, page)) for page in PAGES}

    assert {page: both for page, both in counts.items() if both[0] != both[1]} == {}
    # Five of the case page are the X-rays: a statement with its savepoint, who may see what, and
    # the profiles in force; one is how its sources stand, one
    # whether a list has changed.
    assert max(few for few, _many in counts.values()) <= 22


@pytest.mark.django_db
def test_nor_when_everything_waits_with_a_draft_beside_it(client, mina):
    client.force_login(mina)
    small, large = make_case("s04", mina), make_case("s04", mina, change=many)
    Answer.objects.filter(step__in=BELOW).update(is_confirmed=False, draft={"reason": ["x"]})

    pages = ("", "answers/", "again/", "rows/form/", "rows/severity/", "assess/lines/")
    counts = {page: (count(client, small, page), count(client, large, page)) for page in pages}

    assert {page: both for page, both in counts.items() if both[0] != both[1]} == {}


SAVES = {
    "a reason": ("assess/6-1/", {"6-1-reason": "Another"}),
    "a draft": ("assess/6-2/", {"6-2-reason": "Another", "autosave": "1"}),
    "an answer that opens others": ("assess/diversion/", {"diversion-answer": "low"}),
    "an item": ("rows/item/1/", {"item.1-quantity": "7"}),
    "a draft among rows": ("rows/form/", {"form.CH-1-period": "2025", "autosave": "1"}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("save", SAVES)
def test_no_save_asks_more_of_the_database_when_the_case_grows(client, mina, save):
    client.force_login(mina)
    page, typed = SAVES[save]

    def saved(case):
        address = f"/cases/{case.reference}/{page}"
        posted = {**fields_of(client.get(address)), **typed, "agreed": "1"}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(address, posted).status_code in (200, 302)
        return len(queries)

    few, many_more = saved(make_case("s04", mina)), saved(make_case("s04", mina, change=many))

    assert few == many_more <= 24


@pytest.mark.django_db
def test_a_saved_step_asks_no_more_of_the_database_than_it_needs(client, mina):
    client.force_login(mina)
    case = make_case("s04", mina)
    address = f"/cases/{case.reference}/assess/scope/"
    fields = {"wizard-current_step": "scope", "scope-answer": "in"}

    def save(reason, seen):
        posted = {**fields, "scope-reason": reason, "seen_version": json.dumps({"scope": seen})}
        return client.post(address, posted)

    seen = case.answers.get(step="scope").version
    assert save("Read again.", seen).status_code == 302
    with CaptureQueriesContext(connection) as queries, sent_alone() as alone:
        assert save("Read once more.", seen + 1).status_code == 302

    # Session, person; together: for whom they stand in, the case, its answers, the standards, what
    # was last said of the prompts beside, the authority's own notes, the text of the Treaty; then,
    # in a transaction (its two statements are savepoints here), together: the case is held, the
    # answer written, its entry appended.
    assert len(queries) == 14, [query["sql"][:100] for query in queries]
    assert len(alone) == 4, alone


@pytest.mark.django_db
def test_a_step_is_shown_after_two_questions_and_two_bundles_of_them(client, mina):
    client.force_login(mina)
    address = f"/cases/{make_case('s04', mina).reference}/assess/scope/"
    client.get(address)

    with CaptureQueriesContext(connection) as queries, sent_alone() as alone:
        assert client.get(address).status_code == 200

    assert len(queries) == 11, [query["sql"][:100] for query in queries]
    assert len(alone) == 2, alone  # session and person, which Django asks


@contextmanager
def sent_alone():
    """The statements that are each a journey to the database of their own."""
    found = []

    def look(execute, sql, params, many, context):
        if context["connection"].connection.pgconn.pipeline_status == PipelineStatus.OFF:
            found.append(sql[:100])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


@pytest.mark.django_db
def test_500_sources_60_incidents_and_40_versions_of_profiles_ask_no_more_than_none(
    client, mina, edith
):
    client.force_login(mina)
    plain = make_case("s04", mina)
    few, full = counted(client, plain), make_case("s04", mina, change=in_state_xd)
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(
            case=full, step="evidence", row=f"s{n}", position=n, is_confirmed=True, saved_by=mina,
            saved_at=now, confirmed_at=now,
            content={"id": f"s{n}", "title": "Report", "stance": "against", "supports": ["6.1"]},
        )
        for n in range(500)
    )  # fmt: skip
    for _number in range(60):
        make_incident(edith, state="XD")
    profiles = [profile_of("XD", edith, end_user=f"Unit {n}" if n else "") for n in range(20)]
    assert len([published(profile, edith) for profile in profiles * 2]) == 40

    assert counted(client, full) == few


def in_state_xd(file):
    file["transfer"]["recipient_state"] = "XD"


def counted(client, case):
    """How many queries each page takes, once it was looked at."""
    found = {}
    for page in ("", "assess/6-1/", "assess/lines/", "assess/line-7-1-b-i/", "assess/7-4-1/"):
        address = f"/cases/{case.reference}/{page}"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, page
        found[page] = len(queries)
    return found
