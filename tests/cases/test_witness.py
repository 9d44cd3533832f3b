"""Who reads a case, takes something of it away or is refused leaves an entry, on every page."""

import hashlib
import json
import logging

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from assessments.audit.trail import WITNESSED, Verb, entries_of, facts_of
from assessments.cases.opening import add_file
from assessments.models import Entry, Record
from assessments.review.deciding import Line
from tests.builders import decide_case, issued, make_case, submit

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
LOOKS = {Verb.READ, Verb.EXPORTED, Verb.DOWNLOADED}
# What stands in an address beside the reference.
NAMED = {
    "wizard:step": {"step": "6-1"},
    "wizard:rows": {"name": "form"},
    "wizard:rows_of": {"name": "overriding", "group": "7.1.b.i"},
    "wizard:row": {"kind": "item", "row": "1"},
}
# They take a POST alone, or lead on to another page of the case: nothing is shown.
NOTHING_SHOWN = {
    "wizard:assess",
    "wizard:submit",
    "wizard:also_six",
    "cases:remove_colleague",
    "cases:remove_file",
    "cases:remove_reader",
    "cases:unassign",
    "records:issue",
    "records:make_edition",
    "wizard:newest_revision",
}
# They wait for something that these cases have not: a comment, a hold, ten years, a request, a
# match, an incident, a profile, a source of the register.
WAITING = {"review:comments", "retention:lift", "retention:propose"}
WAITING |= {f"requests:{name}" for name in ("act", "edit", "letter", "request", "text")}
WAITING |= {f"wizard:{name}" for name in ("adopt", "look_at_profile", "set_aside")}
WAITING |= {"incidents:leave_out", "screening:match", "wizard:register_source"}


def addresses_of_a_case():
    """Every address with a reference in it, by the name of its page."""
    return {
        f"{namespace}:{name}"
        for namespace, (_prefix, resolver) in get_resolver().namespace_dict.items()
        for name, found in resolver.reverse_dict.lists()
        if isinstance(name, str) and any("reference" in one[0][0][1] for one in found)
    }


@pytest.fixture
def cases(mina, sofia):
    """Mina's draft with a file, one submitted that wants a sign-off, and one decided."""
    decided = make_case("s04", mina)
    lines = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
    issued(decide_case(submit(decided, PARTIAL, by=mina), lines=lines, by=sofia), b"%PDF", sofia)
    submitted = make_case("s04", mina, change=with_indications)
    submit(submitted, PARTIAL, by=mina)
    draft = make_case("s04", mina)
    add_file(draft, by=mina, name="a.txt", kind="other", content_type="text/plain", body=b"A")
    return [draft, submitted, decided]


def with_indications(file):
    file["article_6"]["6.3"]["answer"] = "indications"


def looks(case):
    return [entry for entry in entries_of(case) if entry.action in LOOKS]


def test_there_are_pages_of_cases_to_look_at():
    assert {"wizard:case", "cases:file", "review:review", "records:record"} < addresses_of_a_case()
    assert addresses_of_a_case() >= NOTHING_SHOWN


def shown_to_somebody(page, cases, people):
    """The first case, person and answer for whom the page shows something."""
    for case in cases:
        more = dict(NAMED.get(page, {}))
        if page == "cases:file":
            more["file"] = getattr(case.attachments.first(), "pk", 0)
        if page == "review:sign_off":
            more["kind"] = "legal"
        if page == "records:edition":
            more["code"] = Record.objects.get().code
        address = reverse(page, kwargs={"reference": case.reference, **more})
        for person in people:
            browser = Client()
            browser.force_login(person)
            before = len(looks(case))
            response = browser.get(address)
            if response.status_code == 200:
                return person, response, looks(case)[before:]
    raise AssertionError(f"{page} shows nothing to anybody.")


@pytest.mark.django_db
def test_no_page_shows_a_case_without_an_entry(cases, mina, sofia, li, helen):
    for page in sorted(addresses_of_a_case() - NOTHING_SHOWN - WAITING):
        person, response, (entry,) = shown_to_somebody(page, cases, [mina, sofia, li, helen])

        found = facts_of(entry)
        assert (entry.actor, found["page"]) == (person.username, page)
        if "Content-Disposition" in response:
            assert entry.action in (Verb.DOWNLOADED, Verb.EXPORTED)
            assert found["digest"] == hashlib.sha256(response.content).hexdigest()
        else:
            assert entry.action == Verb.READ, page


@pytest.mark.django_db
def test_what_shows_nothing_takes_no_get(cases, mina, as_person):
    more = {"wizard:also_six": {"risk": "r1"}, "cases:remove_colleague": {"person": 1}}
    more["cases:remove_file"] = {"file": 1}
    more["records:make_edition"], more["wizard:newest_revision"] = {"edition": "x"}, {"row": "S1"}
    more["cases:remove_reader"], more["cases:unassign"] = {"person": 1}, {"assignment": 1}
    browser = as_person(mina)
    for page in NOTHING_SHOWN - {"wizard:assess"}:
        address = reverse(page, kwargs={"reference": cases[0].reference, **more.get(page, {})})

        assert browser.get(address).status_code == 405, page


@pytest.mark.django_db
def test_a_case_is_read_once_an_hour_and_session_whatever_pages_are_opened(cases, mina, as_person):
    case, browser = cases[0], as_person(mina)
    case_page = reverse("wizard:case", args=[case.reference])

    with time_machine.travel("2026-11-23T10:05:00Z"):
        browser.get(case_page)
        browser.get(reverse("wizard:answers", args=[case.reference]))
        browser.get(reverse("wizard:step", args=[case.reference, "6-1"]))
        assert len(looks(case)) == 1
        as_person(mina).get(case_page)
        assert len(looks(case)) == 2
    with time_machine.travel("2026-11-23T11:01:00Z"):
        browser.get(case_page)
    assert len(looks(case)) == 3


@pytest.mark.django_db
def test_another_case_is_another_reading_and_old_hours_are_forgotten(cases, mina, as_person):
    browser = as_person(mina)
    with time_machine.travel("2026-11-23T10:05:00Z"):
        browser.get(reverse("wizard:case", args=[cases[0].reference]))
    with time_machine.travel("2026-11-23T11:05:00Z"):
        browser.get(reverse("wizard:case", args=[cases[1].reference]))
        assert list(browser.session["read"]) == [cases[1].reference]

    assert [len(looks(case)) for case in cases[:2]] == [1, 1]


@pytest.mark.django_db
def test_the_second_look_at_a_step_of_the_wizard_writes_nothing(cases, mina, as_person):
    browser, address = as_person(mina), reverse("wizard:step", args=[cases[0].reference, "6-1"])
    browser.get(address)

    with CaptureQueriesContext(connection) as queries:
        browser.get(address)

    begins = {query["sql"].split()[0].lower() for query in queries}
    assert begins == {"select"}
    assert "ledger" not in "".join(query["sql"] for query in queries)


@pytest.mark.django_db
def test_each_download_is_an_entry_of_its_own(cases, mina, as_person):
    browser = as_person(mina)
    for _time in range(2):
        browser.get(reverse("records:record", args=[cases[2].reference]))

    assert [entry.action for entry in looks(cases[2])] == [Verb.DOWNLOADED] * 2


@pytest.mark.django_db
def test_commands_leave_an_entry_of_what_they_take_out(cases, tmp_path, capsys):
    draft, _submitted, decided = cases
    call_command("export_case", draft.reference)
    call_command("issue_record", decided.reference, "--output", str(tmp_path / "record.pdf"))

    taken = [(entry.action, entry.actor) for case in (draft, decided) for entry in looks(case)]
    assert taken == [
        (Verb.EXPORTED, "manage.py export_case"),
        (Verb.DOWNLOADED, "manage.py issue_record"),
    ]


@pytest.mark.django_db
def test_a_refused_attempt_is_appended_and_said_in_the_security_log(cases, omar, as_person, caplog):
    case = cases[0]
    with caplog.at_level(logging.WARNING, "attwizard.security"):
        as_person(omar).get(reverse("review:decide", args=[case.reference]))

    entry = entries_of(case, verbs=[Verb.REFUSED]).get()
    assert (entry.actor, facts_of(entry)) == (
        "omar",
        {"page": "review:decide", "method": "GET", "status": 404},
    )
    (said,) = [json.loads(one.message) for one in caplog.records if one.name.endswith("security")]
    assert said == {
        "event": "refused",
        "person": "omar",
        "case": case.reference,
        "page": "review:decide",
        "method": "GET",
        "status": 404,
    }


@pytest.mark.django_db
def test_a_page_of_no_case_that_refuses_somebody_is_said_in_the_security_log(
    omar, as_person, caplog
):
    browser = as_person(omar)

    with caplog.at_level(logging.WARNING, "attwizard.security"):
        browser.get(reverse("auditing:trail"))
        browser.get(reverse("cases:mine"))

    (said,) = [json.loads(one.message) for one in caplog.records if one.name.endswith("security")]
    assert said == {
        "event": "refused",
        "person": "omar",
        "page": "auditing:trail",
        "method": "GET",
        "status": 404,
    }


@pytest.mark.django_db
def test_a_page_refused_as_forged_is_refused_too(cases, mina):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(mina)

    response = browser.post(reverse("wizard:submit", args=[cases[0].reference]))

    assert response.status_code == 403
    assert facts_of(entries_of(cases[0], verbs=[Verb.REFUSED]).get())["status"] == 403


@pytest.mark.django_db
def test_of_a_case_that_is_not_there_nothing_is_written(omar, as_person):
    as_person(omar).get(reverse("wizard:case", args=["2026-99999"]))

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_refusal_stands_whatever_becomes_of_the_page(cases, omar, as_person):
    """In a transaction of its own: nothing that the page undoes takes it along."""
    browser = as_person(omar)
    with CaptureQueriesContext(connection) as queries:
        browser.get(reverse("wizard:case", args=[cases[0].reference]))

    said = [query["sql"].split()[0] for query in queries]
    at = next(n for n, query in enumerate(queries) if "ledger.append" in query["sql"])
    assert (said[at - 1], said[at + 1]) == ("SAVEPOINT", "RELEASE")


@pytest.mark.django_db
def test_looking_does_not_push_the_work_off_the_case_page(cases, mina, sofia, as_person):
    case = cases[2]
    for _session in range(8):
        as_person(sofia).get(reverse("wizard:case", args=[case.reference]))

    page = as_person(mina).get(reverse("wizard:case", args=[case.reference])).content.decode()

    assert "made the decision record" in page
    assert not any(f">{verb}<" in page for verb in WITNESSED)
