"""A released edition stays, byte for byte, as it was released."""

import shutil

import pytest

from assessments.reference import editions, seals


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(seals.GUIDANCE, tmp_path / "guidance")
    return tmp_path / "guidance"


def test_every_edition_is_as_it_was_released():
    assert seals.changed() == []
    assert {name.split("/")[0] for name in seals.sums(seals.GUIDANCE)} == set(
        editions.edition_ids()
    )
    assert seals.editions_are_as_released(None) == []


def test_a_changed_byte_is_noticed(folder):
    path = folder / "2026-1" / "measures.json"
    path.write_bytes(path.read_bytes().replace(b"paper", b"Paper", 1))

    assert seals.changed(folder) == ["2026-1/measures.json"]


def test_a_file_that_is_gone_and_one_that_was_added_are_noticed(folder):
    (folder / "2026-1" / "link.json").unlink()
    (folder / "2026-1" / "more.json").write_text("{}")

    assert seals.changed(folder) == ["2026-1/link.json", "2026-1/more.json"]


def test_every_command_refuses_to_run_with_an_edition_that_was_changed(monkeypatch, folder):
    (folder / "2026-1" / "link.json").write_text("{}")
    monkeypatch.setattr(seals, "changed", lambda: ["2026-1/link.json"])

    [fault] = seals.editions_are_as_released(None)

    assert fault.id == "attwizard.E011"
    assert "2026-1/link.json" in fault.msg
