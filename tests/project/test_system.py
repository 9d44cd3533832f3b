"""Libraries and fonts that are no Python: installed, or unpacked into the project."""

import pytest

from attwizard import system


@pytest.fixture
def unpacked(tmp_path, monkeypatch):
    """A folder into which pango was unpacked, without the mark that all of it is there."""
    monkeypatch.setattr(system, "OURS", tmp_path)
    monkeypatch.setattr(system, "COMPLETE", tmp_path / "complete")
    monkeypatch.setattr(system, "BROWSER", tmp_path / "usr/lib/chromium/chromium")
    for name in ("usr/lib/x86_64-linux-gnu/libpango-of-ours.so.0", "usr/lib/chromium/chromium"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    return tmp_path


def test_what_was_unpacked_is_found(unpacked):
    (unpacked / "complete").touch()

    assert "libpango-of-ours.so.0" in system.known_libraries()
    found = system.environment()["LD_LIBRARY_PATH"].split(":")
    assert found[0] == str(unpacked / "usr/lib/x86_64-linux-gnu")


def test_an_unpacking_that_was_cut_short_does_not_count(unpacked, monkeypatch):
    monkeypatch.setattr(system, "BROWSERS", ())

    assert "libpango-of-ours.so.0" not in system.known_libraries()
    assert system.environment() == {}
    assert system.find_browser() is None


def test_a_browser_that_was_unpacked_is_used_where_none_is_installed(unpacked, monkeypatch):
    (unpacked / "complete").touch()
    monkeypatch.setattr(system, "BROWSERS", ())

    assert system.find_browser() == str(unpacked / "usr/lib/chromium/chromium")
