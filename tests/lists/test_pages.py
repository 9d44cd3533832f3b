"""Everybody reads the lists as of a day; an editor loads one after seeing what it changes."""

import json

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments.models import ListEntry, ListFile, ListLoad

from .made import a_list, loaded, measure

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


def upload(browser, content):
    file = SimpleUploadedFile("list.json", json.dumps(content).encode())
    return browser.post("/lists/load/", {"file": file})


def test_a_list_whose_check_has_passed_warns_and_one_that_nobody_verified_says_so(mina, as_person):
    loaded(measure("a", "XA"), next_check="2026-01-20")
    browser = as_person(mina)

    assert "Check overdue" in text_of(browser.get("/lists/"))
    page = text_of(browser.get("/lists/of/council/"))

    assert "Compare it with its source before you rely on it." in page
    assert "nobody yet: to be verified" in page


def test_the_entries_are_found_by_words_state_and_day(mina, as_person):
    with time_machine.travel("2026-03-01 10:00Z"):
        loaded(measure("a", "XA"), measure("b", "XB", aliases=["Beta"]))
    with time_machine.travel("2026-04-01 10:00Z"):
        loaded(measure("c", "XC"))
    browser = as_person(mina)

    now = text_of(browser.get("/lists/of/council/"))
    then = browser.get("/lists/of/council/", {"on": "2026-03-31", "q": "beta"})
    before = browser.get("/lists/of/council/", {"on": "2026-02-28"})

    assert "1 entry as of" in now
    assert ">C</bdi>" in now
    assert "1 entry as of 31 March 2026" in text_of(then)
    assert ">B</bdi>" in text_of(then)
    assert "Nothing was loaded yet on that day." in text_of(before)
    assert ">A</bdi>" in text_of(browser.get("/lists/of/council/?on=2026-03-31&state=XA"))


def test_an_entry_shows_what_the_list_said_before(mina, as_person):
    loaded(measure("a", "XA", text="Of old."))
    loaded(measure("a", "XA", text="Of late.", about={"direction": "both"}))
    old, new = ListEntry.objects.order_by("since")

    page = text_of(as_person(mina).get(f"/lists/of/council/{new.pk}/"))

    assert "supplies to it and from it" in page
    assert f"/lists/of/council/{old.pk}/" in page
    assert "The list no longer says this" in text_of(
        as_person(mina).get(f"/lists/of/council/{old.pk}/")
    )


def test_an_editor_sees_what_a_file_changes_and_then_loads_it(edith, as_person):
    loaded(measure("a", "XA"), measure("b", "XB"))
    browser = as_person(edith)

    shown = upload(browser, a_list(measure("a", "XA"), measure("c", "XC")))
    page = browser.get(shown.url)

    assert ListLoad.objects.count() == 1
    assert [one["name"] for one in page.context["added"]] == ["C"]
    assert [one.name for one in page.context["ended"]] == ["B"]
    unconfirmed = browser.post(shown.url, {"seen": "1"})
    assert "Tick this box to go on." in text_of(unconfirmed)
    assert browser.post(shown.url, {"seen": "0", "may_end_many": "on"}).status_code == 409
    browser.post(shown.url, {"seen": "1", "may_end_many": "on"})
    assert ListLoad.objects.get(number=2).loaded_by == edith


def test_a_bad_file_is_refused_with_its_faults_and_kept_nowhere(edith, as_person):
    response = upload(as_person(edith), a_list(measure("a", "QQ")))

    assert "/entries/0/countries/0" in text_of(response)
    assert not ListFile.objects.exists()


def test_the_pages_ask_the_database_as_often_for_many_entries_as_for_one(
    mina, as_person, django_assert_max_num_queries
):
    loaded(*(measure(f"m{number}", "XA") for number in range(120)))
    browser = as_person(mina)
    browser.get("/lists/")

    for address in ("/lists/", "/lists/of/council/?page=2"):
        with django_assert_max_num_queries(11):
            assert browser.get(address).status_code == 200
    assert len(browser.get("/lists/of/council/?page=3").context["entries"]) == 20
    assert timezone.localdate() == browser.get("/lists/of/council/").context["day"]
