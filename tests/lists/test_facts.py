"""What the lists say stands beside the question, with its day; the program answers nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Answer
from tests.builders import make_case
from tests.wizard.pages import step

from .made import loaded, measure
from .test_pages import text_of

pytestmark = pytest.mark.django_db
PROFILE = {"key": "profile", "kind": "treaty_profile", "title": "Treaties of this State"}


def treaty(key, party, *used_for, **more):
    about = {"used_for": used_for, "party": party}
    return {"key": key, "kind": "treaty", "name": key.title(), "about": about, **more}


@pytest.fixture
def page(mina, as_person):
    """`page("6-1", change)` is the text of a step's page of a case to State A."""

    def shown(name, change=None):
        case = make_case("s17", mina, change=change)
        return text_of(as_person(mina).get(step(case, name)))

    return shown


def test_6_1_shows_the_measures_of_the_recipient_and_of_the_way(page):
    loaded(
        measure("on state a", "XA", citation="Resolution 9002"),
        measure("on state d", "XD", valid_until="2026-01-31"),
        measure("on state z", "XZ"),
        measure("on names"),
    )

    text = page("6-1", lambda file: file["transfer"].update(route=["XD"]))

    assert "Resolution 9002" in text
    assert "Its last day was 31 January 2026. Find out whether it was renewed." in text
    assert "Tied to names, not to a State: screen every party." in text
    assert "On State Z" not in text
    assert "as of 10 January 2026. To be verified." in text


def test_a_list_whose_check_has_passed_warns_on_the_page_that_uses_it(page):
    loaded(measure("a", "XA"), next_check="2026-01-20")

    assert "“Measures of the Council” was to be checked by 20 January 2026." in page("6-1")
    assert "was to be checked by" not in page("6-2")


def test_without_a_list_the_page_says_so(page):
    assert "No such list is loaded: look elsewhere, and cite where." in page("6-1")


def test_another_embargo_is_never_shown_under_6_1(page):
    loaded(measure("regional", "XA"), key="other", kind="other_embargo", title="Regional")

    assert ">Regional<" not in page("6-1")
    text = page("6-2")
    assert ">Regional<" in text
    assert "Never a matter of Article 6(1)" in text


def test_the_treaty_profile_says_which_conventions_the_question_asks_of(page):
    loaded(
        treaty("bombings", True, "7.1.b.iii"),
        treaty("financing", None, "7.1.b.iii"),
        treaty("beijing", False, "7.1.b.iii"),
        treaty("later", True, "7.1.b.iii", valid_from="2999-01-01"),
        treaty("rome", True, "6.3"),
        treaty("ecowas", True, "6.2"),
        **PROFILE,
    )

    lines, crimes, agreements = page("lines"), page("6-3"), page("6-2")

    assert "This State is bound.</bdi></dt><dd><bdi>Bombings</bdi>" in lines
    assert "This State is not bound.</bdi></dt><dd><bdi>Beijing; Later</bdi>" in lines
    assert "verify them" in lines
    assert "Rome" in crimes
    assert "Ecowas" not in crimes
    assert "Ecowas" in agreements


def test_the_application_shows_who_is_a_state_party(page):
    loaded(
        {"key": "XA", "kind": "state", "name": "State A", "countries": ["XA"],
         "valid_from": "2016-03-01"},
        key="parties", kind="states_parties",
    )  # fmt: skip

    text = page("application", lambda file: file["transfer"].update(route=["XD"]))

    assert "State Party since 1 March 2016." in text
    assert "Not in the list of States Parties." in text


def test_the_items_are_looked_up_in_the_control_list(page):
    control = {"key": "ML1", "kind": "control", "name": "ML1", "about": {"article": "2.1.h"}}
    loaded({**control, "text": "Rifles."}, key="control", kind="control_list")

    def two(file):
        file["items"][0] |= {"control_list_entry": "ml1", "article": "3"}
        file["items"].append({**file["items"][0], "id": "2", "control_list_entry": "ML99"})

    text = page("items", two)

    assert "Rifles. 2(1)(h) Small arms and light weapons" in text
    assert "The item says 3." in text
    assert "No control list that is loaded has this code." in text


def test_a_broker_is_registered_or_not(page):
    loaded(
        {"key": "7", "kind": "broker", "name": "Harrier  Freight",
         "identifiers": {"registration": "B-7"}},
        key="brokers", kind="brokers",
    )  # fmt: skip
    parties = [
        {"role": "Broker", "name": "harrier freight"},
        {"role": "broker", "name": "Sable Trading"},
        {"role": "consignee", "name": "Depot"},
    ]

    text = page("parties", lambda file: file["transfer"].update(parties=parties))

    assert "Sable Trading</bdi></dt><dd><bdi>Not in the list of registered brokers." in text
    assert "<dt><bdi>Depot" not in text


def test_denials_of_the_state_or_end_user_stand_beside_diversion(page):
    denial = {"kind": "denial", "valid_from": "2025-05-14"}
    loaded(
        {**denial, "key": "1", "name": "Denial 1", "countries": ["XA"],
         "about": {"items": "Rifles", "reasons": "Diverted before."}},
        {**denial, "key": "2", "name": "Denial 2", "countries": ["XZ"]},
        key="denials", kind="denial_partner",
    )  # fmt: skip

    text = page("diversion")

    assert "14 May 2025; Rifles. Diverted before." in text
    assert "Denial 2" not in text


def test_the_page_asks_as_often_for_a_hundred_measures_as_for_one(mina, as_person):
    case, browser = make_case("s17", mina), as_person(mina)
    loaded(measure("m", "XA"))
    browser.get(step(case, "6-1"))
    with CaptureQueriesContext(connection) as few:
        browser.get(step(case, "6-1"))
    loaded(*(measure(f"m{number}", "XA") for number in range(100)))
    browser.get(step(case, "6-1"))
    with CaptureQueriesContext(connection) as many:
        browser.get(step(case, "6-1"))

    assert len(few) == len(many)
    assert Answer.objects.filter(case=case, step="6-1").get().content["answer"] == "clear"
