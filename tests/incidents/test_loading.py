"""Incidents from a file: previewed, added, corrected, refused whole with every fault."""

import json

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Incident, IncidentVersion, IncidentView
from tests.incidents.making import judge

ONE = {
    "id": "a1",
    "what": "Shells fell on a market.",
    "actor": "2nd Brigade",
    "state": "XA",
    "place": "Market town",
    "first_day": "2024-03-12",
    "precision": "day",
    "weapon": "2.1.c",
    "norms": ["ihrl", "ihl"],
    "sources": ["Report, paragraph 41.", "Photographs of 13 March."],
}
VIEW = {"conclusion": "likely", "reasons": "Two sources agree."}


def file(tmp_path, *incidents, **more):
    path = tmp_path / "incidents.json"
    content = {
        "format": "att-incidents/1",
        "key": "tracker",
        "title": "Our tracker",
        "identifies_nobody": True,
        "incidents": list(incidents),
        **more,
    }
    path.write_text(json.dumps(content))
    return path


def load(path, capsys, by="edith"):
    call_command("load_incidents", path, by=by, yes=True)
    return capsys.readouterr().out


def test_incidents_are_added_with_their_views(tmp_path, capsys, edith):
    said = load(file(tmp_path, {**ONE, "view": VIEW}, {**ONE, "id": "a2"}), capsys)

    assert "2 added, 0 corrected, 0 unchanged; views: 1." in said
    assert list(Incident.objects.values_list("mark", flat=True)) == ["tracker/a1", "tracker/a2"]
    first = IncidentVersion.objects.first()
    assert (first.norms, first.sources) == (
        ["ihl", "ihrl"],
        "Report, paragraph 41.\nPhotographs of 13 March.",
    )
    assert IncidentView.objects.get().formed_by == edith


def test_loading_again_changes_nothing_and_overwrites_no_view(tmp_path, capsys, edith, li):
    path = file(tmp_path, {**ONE, "view": VIEW})
    load(path, capsys)
    judge(IncidentVersion.objects.get(), li, "not")

    assert "0 added, 0 corrected, 1 unchanged; views: 0." in load(path, capsys)
    assert IncidentView.objects.last().conclusion == "not"


def test_what_the_file_says_otherwise_is_a_correction(tmp_path, capsys, edith):
    load(file(tmp_path, {**ONE, "view": VIEW}), capsys)
    said = load(file(tmp_path, {**ONE, "place": "Another town"}), capsys)

    assert "~ tracker/a1 2024-03-12 2nd Brigade, Another town" in said
    last = IncidentVersion.objects.last().viewed().get()
    assert (last.number, last.conclusion, last.has_older_view) == (2, None, True)
    assert "Our tracker" in last.because


def test_nothing_is_loaded_before_somebody_says_yes(tmp_path, capsys, edith, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda _asked: "no")
    call_command("load_incidents", file(tmp_path, ONE), by="edith")

    assert "1 added" in capsys.readouterr().out
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"first_day": "2024-02-30"}, "/incidents/1/first_day: This is no day"),
        ({"first_day": "2999-01-01"}, "/incidents/1/first_day: This day is still to come"),
        ({"last_day": "2024-03-01"}, "/incidents/1/last_day: This day is before"),
        ({"state": "QQ"}, "/incidents/1/state: No State"),
        ({"forms": ["ZZ-9"]}, "/incidents/1/forms/0: The guidance edition"),
        ({"id": "a1"}, "/incidents/1/id: An earlier incident"),
        ({"weapon": "sword"}, "/incidents/1/weapon: This is none"),
        ({"survivor": "A name"}, "/incidents/1/survivor: This key"),
        ({"view": {"conclusion": "likely"}}, "/incidents/1/view: Something required"),
    ],
)
def test_a_fault_is_named_with_its_place_and_nothing_is_loaded(tmp_path, edith, wrong, where):
    path = file(tmp_path, ONE, {**ONE, "id": "a2", **wrong})

    with pytest.raises(CommandError) as refused:
        call_command("load_incidents", path, by="edith", yes=True)

    assert where in str(refused.value)
    assert not Incident.objects.exists()


def test_a_file_that_nobody_read_for_names_is_refused(tmp_path, edith):
    path = file(tmp_path, ONE, identifies_nobody=False)

    with pytest.raises(CommandError, match="/identifies_nobody"):
        call_command("load_incidents", path, by="edith", yes=True)


def test_only_an_editor_loads(tmp_path, mina):
    with pytest.raises(CommandError, match="no register editor"):
        call_command("load_incidents", file(tmp_path, ONE), by="mina", yes=True)
