"""The bundle for a machine without a network: the same bytes each time, and tried without one."""

import hashlib
import os
import socket
import subprocess
import tarfile

import pytest

from attwizard import offline, system
from attwizard.bundling import Member, committed, write
from attwizard.steps import ROOT, Steps, Trouble
from tests.programs import needs, program

FILES = [Member("b.txt", b"second"), Member("a/run", b"first", 0o755)]

# What `python3 -m attwizard run` is in these small bundles.
SERVES = """
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"attwizard")
if sys.argv[1] == "run":
    http.server.HTTPServer(("127.0.0.1", 8000), Page).serve_forever()
"""
REACHES = "import socket; socket.create_connection(('127.0.0.1', {port}), 2); print('REACHED')"


def test_the_same_files_give_the_same_bundle(tmp_path):
    one = write(tmp_path / "one.tar", FILES, 1_700_000_000)
    other = write(tmp_path / "other.tar", reversed(FILES), 1_700_000_000)

    assert one == other == hashlib.sha256((tmp_path / "one.tar").read_bytes()).hexdigest()
    with tarfile.open(tmp_path / "one.tar") as archive:
        told = [(each.name, each.mode, each.mtime) for each in archive]
    assert told == [
        ("attwizard/a/run", 0o755, 1_700_000_000),
        ("attwizard/b.txt", 0o644, 1_700_000_000),
        ("attwizard/.bundle/SHA256SUMS", 0o644, 1_700_000_000),
    ]


def test_its_sums_tell_a_changed_byte(tmp_path):
    write(tmp_path / "one.tar", FILES, 1_700_000_000)
    with tarfile.open(tmp_path / "one.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    check = ["sha256sum", "--check", "--quiet", offline.SUMS]

    assert subprocess.run(check, cwd=tmp_path / "attwizard").returncode == 0
    (tmp_path / "attwizard" / "b.txt").write_text("changed")
    assert subprocess.run(check, cwd=tmp_path / "attwizard", capture_output=True).returncode == 1


def test_it_holds_what_is_committed():
    needs(
        program("git", package="git") and (ROOT / ".git").exists(), "A bundle is made of a clone."
    )
    time, files = committed()

    assert time > 1_700_000_000
    assert {"manage.py", "requirements-demonstration.lock"} <= {file.path for file in files}


def trial(body, tmp_path):
    """A bundle whose program is this, tried."""
    program("unshare", package="util-linux")
    files = [Member("attwizard/__init__.py", b""), Member("attwizard/__main__.py", body.encode())]
    write(tmp_path / "small.tar", files, 1_700_000_000)
    offline.trial(tmp_path / "small.tar", tmp_path / "trial", Steps(1))


def test_a_bundle_that_serves_a_page_by_itself_passes_its_trial(tmp_path, capsys):
    trial(SERVES, tmp_path)

    assert ("it was served" if os.geteuid() == 0 else "not tried") in capsys.readouterr().out


def test_in_the_trial_there_is_no_network_at_all(tmp_path):
    needs(os.geteuid() == 0, "A namespace without a network takes root.")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        with pytest.raises(Trouble, match="does not work without a network") as told:
            trial(REACHES.format(port=port), tmp_path)

    assert "ConnectionRefusedError" in str(told.value)


def test_pip_looks_nowhere_but_in_what_was_brought_along(tmp_path, monkeypatch):
    monkeypatch.setattr(offline, "ROOT", tmp_path)
    assert offline.wheels() == []

    (tmp_path / offline.WHEELS).mkdir(parents=True)

    assert offline.wheels() == ["--no-index", "--find-links", str(tmp_path / offline.WHEELS)]


def test_packages_that_were_brought_along_are_unpacked_rather_than_fetched(tmp_path, monkeypatch):
    small = tmp_path / "small"
    (small / "DEBIAN").mkdir(parents=True)
    (small / "DEBIAN" / "control").write_text(
        "Package: small\nVersion: 1\nArchitecture: all\nMaintainer: us\nDescription: small\n"
    )
    (small / "usr").mkdir()
    (small / "usr" / "it").write_text("here")
    (tmp_path / offline.PACKAGES).mkdir(parents=True)
    build = [
        program("dpkg-deb", package="dpkg"),
        "-b",
        small,
        tmp_path / offline.PACKAGES / "s.deb",
    ]
    subprocess.run(build, check=True, capture_output=True)
    monkeypatch.setattr(offline, "ROOT", tmp_path)
    monkeypatch.setattr(system, "OURS", tmp_path / "ours")
    monkeypatch.setattr(system, "COMPLETE", tmp_path / "ours" / "complete")
    monkeypatch.setattr(system, "missing", lambda: ["small"])

    system.bring(Steps(1))

    assert (tmp_path / "ours" / "usr" / "it").read_text() == "here"
