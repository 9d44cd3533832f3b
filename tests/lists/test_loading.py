"""A list is loaded whole or not at all; what it said on any day can be asked ever after."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from assessments.audit.trail import Verb, facts_of, last_of
from assessments.cases.refusals import NotPermitted
from assessments.lists import loading
from assessments.lists.loading import EndsMany, ListMovedOn, OlderList, keep_file, load_list
from assessments.lists.reading import FOLDER, read_list
from assessments.models import ListEntry, ListFlag, ListKind, ListLoad
from assessments.reference.case_faults import CaseFileFaults
from tests.builders import make_case

from .made import a_list, loaded, measure

pytestmark = pytest.mark.django_db


def names(entries):
    return sorted(entries.values_list("name", flat=True))


def test_what_is_gone_ends_what_is_changed_begins_anew_and_the_rest_stays():
    first = loaded(measure("a", "XA"), measure("b", "XB"), measure("c", "XC"))
    stays = ListEntry.objects.get(key="a")

    second = loaded(measure("a", "XA"), measure("b", "XB", "XD"), measure("d", "XD"))

    assert (second.added, second.changed, second.ended, second.unchanged) == (1, 1, 1, 1)
    assert names(ListEntry.objects.at(first.loaded_at)) == ["A", "B", "C"]
    assert names(ListEntry.objects.standing()) == ["A", "B", "D"]
    assert ListEntry.objects.standing().get(key="a") == stays
    old, new = ListEntry.objects.filter(key="b").order_by("since")
    assert (old.countries, old.until) == (["XB"], second.loaded_at)
    assert (new.countries, new.since) == (["XB", "XD"], second.loaded_at)


def test_a_bad_file_is_refused_whole_with_a_pointer_for_each_fault():
    bad = a_list(
        measure("a", "QQ", valid_until="2026-02-30"),
        {"key": "a", "kind": "broker", "name": ""},
        as_of="yesterday",
    )

    with pytest.raises(CaseFileFaults) as refused:
        read_list(json.dumps(bad))

    assert [fault.at for fault in refused.value.faults] == [
        "/as_of",
        "/entries/0/countries/0",
        "/entries/0/valid_until",
        "/entries/1/key",
        "/entries/1/kind",
        "/entries/1/name",
    ]


def test_who_is_no_editor_loads_nothing(mina, edith):
    with pytest.raises(NotPermitted):
        loaded(measure("a", "XA"), by=mina)
    assert loaded(measure("a", "XA"), by=edith).loaded_by == edith


def test_a_load_that_ends_more_than_a_tenth_is_confirmed_first():
    loaded(*(measure(f"m{number}", "XA") for number in range(20)))
    body = json.dumps(a_list(*(measure(f"m{number}", "XA") for number in range(17)))).encode()

    with pytest.raises(EndsMany):
        load_list(read_list(body), keep_file(body), by=None)

    assert load_list(read_list(body), keep_file(body), by=None, may_end_many=True).ended == 3


def test_an_older_list_is_not_loaded_over_a_newer_one():
    loaded(measure("a", "XA"))

    with pytest.raises(OlderList):
        loaded(measure("a", "XA"), as_of="2026-01-09")


def test_what_was_previewed_must_still_stand():
    body = json.dumps(a_list(measure("a", "XA"))).encode()
    loaded(measure("b", "XB"))

    with pytest.raises(ListMovedOn):
        load_list(read_list(body), keep_file(body), by=None, seen=0)


def test_of_a_thousand_entries_only_what_changed_is_written():
    many = [
        {"key": f"p{n}", "kind": "person", "name": f"Person {n}", "aliases": [f"P. {n}"]}
        for n in range(1_000)
    ]

    loaded(*many)
    changed = loaded(*({**one, "text": "Changed."} for one in many[:50]), *many[50:])

    assert (changed.changed, changed.unchanged) == (50, 950)


def test_the_database_keeps_what_a_list_said(as_owner):
    loaded(measure("a", "XA"))
    loaded(measure("b", "XB"))
    ended = ListEntry.objects.get(key="a")
    for change in (
        lambda: ListEntry.objects.filter(key="b").update(name="Other"),
        lambda: ListEntry.objects.filter(key="b").update(until=timezone.now()),
        lambda: ListEntry.objects.filter(pk=ended.pk).update(until=None),
        lambda: ListEntry.objects.create(
            source=ended.source, key="z", kind="measure", name="Z", since=timezone.now()
        ),
        lambda: ListEntry.objects.all().delete(),
        lambda: ListLoad.objects.update(title="Other"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_change_flags_the_cases_to_the_state_and_through_it_and_says_so_in_the_ledger(mina):
    to_a = make_case("s17", mina)
    through_d = make_case(
        "s17", mina, change=lambda file: file["transfer"].update(recipient_state="XB", route=["XD"])
    )
    make_case("s17", mina, change=lambda file: file["transfer"].update(recipient_state="XC"))

    load = loaded(measure("a", "XA"), measure("d", "XD"), measure("e", "XE"))

    flags = {flag.case: flag.entries for flag in ListFlag.objects.select_related("case")}
    key = {entry.key: entry.pk for entry in ListEntry.objects.all()}
    assert flags == {to_a: [key["a"]], through_d: [key["d"]]}
    assert facts_of(last_of(Verb.LIST_LOADED))["flagged"] == 2
    assert loaded(measure("a", "XA"), measure("d", "XD"), measure("e", "XE")).number == 2
    assert ListFlag.objects.filter(load__number=2).count() == 0
    assert load.flags.count() == 2


def test_others_may_look_at_what_changed_too(mina, monkeypatch):
    case = make_case("s17", mina)
    monkeypatch.setattr(
        loading, "FINDERS", [lambda load, entries: {case.pk: [one.pk for one in entries]}]
    )

    loaded({"key": "p", "kind": "person", "name": "P"})

    assert case.list_flags.get().entries == [ListEntry.objects.get().pk]


def test_every_list_that_is_shipped_is_sound_and_says_where_it_comes_from():
    shipped = [path for path in FOLDER.glob("*.json") if path.name != "list.schema.json"]
    lists = [read_list(path.read_bytes()) for path in shipped]

    assert {one["kind"] for one in lists} >= {
        ListKind.SECURITY_COUNCIL,
        ListKind.STATES_PARTIES,
        ListKind.TREATY_PROFILE,
    }
    for one in lists:
        assert one["publisher"]
        assert one["citation"]
        assert not one["verified_by"]
        assert all(entry["about"]["verify"] for entry in one["entries"])


def test_the_command_shows_what_changes_and_loads_it(tmp_path, capsys, monkeypatch):
    path = tmp_path / "list.json"
    path.write_text(json.dumps(a_list(measure("a", "XA"))))
    monkeypatch.setattr("builtins.input", lambda question: "no")
    call_command("load_list", path)
    assert not ListLoad.objects.exists()

    call_command("load_list", path, "--yes")

    assert "+ A" in capsys.readouterr().out
    assert ListLoad.objects.get().loaded_by is None
    path.write_text("[]")
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_list", path, "--yes")


def test_a_question_as_of_a_day_is_exact():
    first = loaded(measure("a", "XA"))
    second = loaded(measure("b", "XB"))
    tick = timedelta(microseconds=1)

    assert names(ListEntry.objects.at(first.loaded_at - tick)) == []
    assert names(ListEntry.objects.at(second.loaded_at - tick)) == ["A"]
    assert names(ListEntry.objects.at(second.loaded_at)) == ["B"]
