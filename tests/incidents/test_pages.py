"""The register, an incident, its form and views, the pattern, and the incidents of a case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.incidents.acts import correct_incident
from assessments.incidents.of_case import leave_out
from assessments.models import IncidentLink, IncidentVersion, IncidentView
from tests.builders import make_case, submit
from tests.incidents.making import facts, judge, make_incident
from tests.wizard.pages import fill

ENTERED = {
    "what": "Shells fell on a market.",
    "actor": "2nd Brigade",
    "state": "XA",
    "place": "Market town",
    "first_day": "2024-03-12",
    "precision": "month",
    "weapon": "2.1.c",
    "norms": ["ihl", "ihrl"],
    "sources": "Report, paragraph 41.",
    "protects": "on",
}


def text(response):
    return response.content.decode()


def test_an_editor_adds_an_incident(as_person, edith):
    response = as_person(edith).post("/incidents/add/", ENTERED)

    version = IncidentVersion.objects.get()
    assert response.url == f"/incidents/{version.incident_id}/"
    assert (version.last_day, version.norms) == (version.first_day, ["ihl", "ihrl"])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"protects": ""}, "Read it again for names"),
        ({"last_day": "2024-03-01"}, "The last day comes before the first"),
        ({"first_day": "2999-01-01"}, "still to come"),
        ({"sources": ""}, "Name the sources"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(as_person, edith, wrong, sentence):
    page = text(as_person(edith).post("/incidents/add/", {**ENTERED, **wrong}))

    assert sentence in page
    assert "Shells fell on a market." in page
    assert not IncidentVersion.objects.exists()


def test_a_correction_begins_with_what_is_known_and_says_why(as_person, edith):
    version = make_incident(edith)
    address = f"/incidents/{version.incident_id}/"

    fill(
        as_person(edith),
        f"{address}correct/",
        place="Another town",
        because="A new report.",
        protects="on",
    )

    last = IncidentVersion.objects.last().get()
    assert (last.number, last.place, last.what) == (2, "Another town", version.what)
    page = text(as_person(edith).get(address))
    assert "A new report." in page
    assert "Version 1" in page


def test_who_corrects_an_older_version_is_told_and_keeps_what_was_typed(as_person, edith):
    version = make_incident(edith)
    correct_incident(version, facts(), because="Spelling.", by=edith)

    typed = {**ENTERED, "seen": "1", "because": "My reason.", "place": "My town"}
    page = text(as_person(edith).post(f"/incidents/{version.incident_id}/correct/", typed))

    assert "Somebody corrected this incident" in page
    assert "My town" in page


@pytest.mark.parametrize("who", ["mina", "li", "edith"])
def test_officers_legal_advisers_and_editors_form_views(who, as_person, request, edith):
    version = make_incident(edith)
    browser = as_person(request.getfixturevalue(who))

    fill(browser, f"/incidents/{version.incident_id}/", conclusion="not", reasons="A tank.")

    view = IncidentView.objects.get()
    assert (view.conclusion, view.reasons, view.formed_by.username) == ("not", "A tank.", who)
    assert "A tank." in text(browser.get(f"/incidents/{version.incident_id}/"))


def test_a_view_without_a_reason_is_not_kept(as_person, edith, mina):
    version = make_incident(edith)

    page = text(
        as_person(mina).post(f"/incidents/{version.incident_id}/", {"conclusion": "none_formed"})
    )

    assert "Give your reasons" in page
    assert not IncidentView.objects.exists()


@pytest.fixture
def register(edith, li):
    """One judged, one of another State over the turn of a year, one corrected since its view."""
    judge(make_incident(edith), li)
    make_incident(edith, state="XD", first_day=facts().first_day.replace(2020), norms=("ihrl",))
    old = make_incident(edith, actor="Border Guard", weapon="unknown", place="The ford")
    judge(old, li)
    correct_incident(
        old, facts(actor="Border Guard", weapon="unknown", place="The ford"), because="x", by=edith
    )


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("", 3),
        ("state=XD", 1),
        ("year=2021", 1),
        ("year=2024", 3),
        ("norm=ihrl", 1),
        ("view=likely", 1),
        ("view=waits", 2),
        ("actor=BORDER-guard", 1),
        ("year=none&state=ZZ", 3),
    ],
)
def test_the_register_is_filtered(as_person, ana, register, asked, places):
    page = text(as_person(ana).get(f"/incidents/?{asked}"))

    assert page.count('class="title"') == places


def test_the_pattern_counts_and_says_what_is_not_known(as_person, ana, register):
    page = text(as_person(ana).get("/incidents/pattern/"))

    assert "2 have no view" in page
    assert "Of 1 the weapon is not known." in page
    assert "Nothing is registered for 2021, 2022, 2023." in page
    assert "They are no score" in page


def test_a_case_lists_its_incidents_and_leaves_one_out_with_a_reason(as_person, mina, edith):
    case, version = make_case("s04", mina), make_incident(edith)
    address, browser = f"/cases/{case.reference}/incidents/", as_person(mina)

    assert "The recipient State’s" in text(browser.get(address))
    fill(browser, f"{address}{version.incident_id}/leave-out/", reason="Another force.")

    page = text(browser.get(address))
    assert "Left out of this case" in page
    assert "Another force." in page


def test_who_came_from_a_case_goes_back_to_it_after_forming_a_view(as_person, mina, edith):
    case = make_case("s04", mina)
    incident = make_incident(edith, state=case.recipient_state).incident_id
    of_case = f"/cases/{case.reference}/incidents/"
    address = f"/incidents/{incident}/?case={case.reference}"
    assert address in text(as_person(mina).get(of_case))

    answer = as_person(mina).post(address, {"conclusion": "likely", "reasons": "Seen twice."})
    assert answer.url == address
    assert of_case in text(as_person(mina).get(address))
    elsewhere = text(as_person(mina).get(f"/incidents/{incident}/?case=elsewhere"))
    assert "Past incidents of this case" not in elsewhere


def test_another_incident_is_put_on_a_case_by_its_number(as_person, mina, edith):
    case, version = make_case("s04", mina), make_incident(edith, state="XD")
    address, browser = f"/cases/{case.reference}/incidents/", as_person(mina)

    unknown = browser.post(address, {"incident": "987654", "reason": "The militia."})
    assert "no incident of this number" in text(unknown)
    fill(browser, address, incident=version.incident_id, reason="The allied militia.")

    assert IncidentLink.objects.get().reason == "The allied militia."
    assert "Put on the case" in text(browser.get(address))


@pytest.mark.parametrize(
    ("step", "norm", "is_there"),
    [
        ("lines", "ihl", True),
        ("line-7-1-b-i", "ihl", True),
        ("line-7-1-b-i", "ihrl", False),
        ("scope", "ihl", False),
    ],
)
def test_the_questions_on_ihl_and_ihrl_show_them(as_person, mina, edith, step, norm, is_there):
    case = make_case("s04", mina)
    make_incident(edith, norms=(norm,))

    page = text(as_person(mina).get(f"/cases/{case.reference}/assess/{step}/"))

    assert ("Market town" in page) is is_there


def test_the_case_page_says_what_holds_back_and_leads_there(as_person, mina, edith):
    case, version = make_case("s04", mina), make_incident(edith)

    page = text(as_person(mina).get(f"/cases/{case.reference}/"))

    assert f'href="/incidents/{version.incident_id}/#view"' in page


def test_whoever_reviews_reads_the_views_and_why_one_was_left_out(
    as_person, mina, sofia, li, edith
):
    case = make_case("s04", mina)
    judge(make_incident(edith), li, "possible")
    leave_out(case, make_incident(edith), reason="Another ministry.", by=mina)
    submit(case, {"1": "refuse", "2": "refuse"}, by=mina)

    page = text(as_person(sofia).get(f"/review/{case.reference}/"))

    assert "A breach is possible" in page
    assert "Another ministry." in page


def count(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


def test_sixty_incidents_ask_no_more_of_the_database_than_none(as_person, mina, edith, li):
    case, browser = make_case("s04", mina), as_person(mina)
    first = make_incident(edith, state="XD")
    home = f"/cases/{case.reference}/"
    pages = [
        *(home + page for page in ("", "assess/lines/", "assess/line-7-1-b-i/", "recommendation/")),
        f"{home}incidents/",
        "/incidents/",
        "/incidents/pattern/",
        f"/incidents/{first.incident_id}/",
    ]
    few = {page: count(browser, page) for page in pages}
    for number in range(60):
        version = make_incident(edith)
        if number % 2:
            judge(version, li)

    assert {page: count(browser, page) for page in pages} == few
