"""The files of the production guide: as the programs that read them understand them."""

import os
import re
import runpy
import shutil
import subprocess

import gunicorn.config
import pytest
from django.core.management import get_commands

from tests.programs import program
from tests.project.source import ROOT, committed, text

PRODUCTION = ROOT / "attwizard" / "production"
UNITS = sorted(path for path in (PRODUCTION / "systemd").glob("attwizard-*.*") if path.is_file())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
GUIDE = PRODUCTION / "README.md"
MOST_EXPOSED = 20  # of 100: a score of 2.0


def systemd(word, units, folder, *options):
    """What systemd-analyze says of the units in the folder, where it looks for nothing else."""
    return subprocess.run(
        [program("systemd-analyze", package="systemd"), word, *options, *units],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:", "SYSTEMD_COLORS": "0"},
        capture_output=True,
        text=True,
    )


def exposure(unit, folder):
    return systemd("security", [unit], folder, "--offline=true", f"--threshold={MOST_EXPOSED}")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.stem)
def test_a_unit_is_exposed_to_a_score_of_two_at_most(unit):
    said = exposure(unit.name, PRODUCTION / "systemd")

    assert said.returncode == 0, said.stdout[-200:]
    assert "Overall exposure level" in said.stdout


def test_a_unit_that_is_not_hardened_scores_more(tmp_path):
    shutil.copy(SERVICES[0], tmp_path)

    assert exposure(SERVICES[0].name, tmp_path).returncode == 1


@pytest.fixture
def installed(tmp_path):
    """The units as they are installed, with this clone in the place of /opt/attwizard."""
    shutil.copytree(PRODUCTION / "systemd", tmp_path, dirs_exist_ok=True)
    for path in tmp_path.rglob("*.*"):
        if path.is_file():
            path.write_text(path.read_text().replace("/opt/attwizard", str(ROOT)))
    return tmp_path


def test_systemd_understands_every_unit(installed):
    said = systemd("verify", [unit.name for unit in UNITS], installed)

    assert said.returncode == 0, said.stderr
    assert "attwizard" not in said.stderr


def test_systemd_would_tell_what_it_does_not_understand(installed):
    worker = installed / "attwizard-worker.service"
    worker.write_text(worker.read_text().replace("Restart=always", "Restart=perhaps"))

    assert "Failed to parse service restart" in systemd("verify", [worker.name], installed).stderr


def test_systemd_understands_the_accounts():
    accounts = PRODUCTION / "systemd" / "attwizard.sysusers"
    said = subprocess.run(
        [program("systemd-sysusers", package="systemd"), "--dry-run", accounts],
        capture_output=True,
        text=True,
    )

    assert said.returncode == 0, said.stderr


def test_every_command_of_a_unit_is_there():
    named = {name for unit in SERVICES for name in re.findall(r"manage\.py (\w+)", text(unit))}

    assert {"procrastinate", "clearsessions", "anchor_ledger"} <= named <= set(get_commands())


@pytest.fixture
def site(tmp_path):
    """The site of nginx with a certificate of its own, as a configuration that stands alone."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        + ["-nodes", "-subj", "/CN=att.example", "-out", "chain.pem", "-keyout", "key.pem"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    written = text(PRODUCTION / "nginx" / "attwizard.conf")
    for folder in ("/etc/attwizard/tls", "/var/log/nginx"):
        written = written.replace(folder, str(tmp_path))
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{\n{written}\n}}"
    (tmp_path / "nginx.conf").write_text(whole)
    return tmp_path


def nginx(site):
    words = [program("nginx", package="nginx-light"), "-t", "-p", site, "-c", site / "nginx.conf"]
    return subprocess.run(words, capture_output=True, text=True)


def test_nginx_understands_its_site(site):
    said = nginx(site)

    assert said.returncode == 0, said.stderr
    assert "[warn]" not in said.stderr


def test_nginx_would_tell_what_it_does_not_understand(site):
    (site / "nginx.conf").write_text(text(site / "nginx.conf").replace("gzip_static", "gzip_sttic"))

    assert 'unknown directive "gzip_sttic"' in nginx(site).stderr


def test_gunicorn_knows_all_that_it_is_told():
    told = runpy.run_path(PRODUCTION / "gunicorn.conf.py")

    names = {name for name in told if not name.startswith("_")} - {"os"}
    assert "worker_class" in names
    assert names <= set(gunicorn.config.make_settings())


def test_the_guide_names_every_file_beside_it():
    beside = [path.name for path in committed("attwizard/production/*") if path != GUIDE]

    assert "attwizard-web.service" in beside
    assert [name for name in beside if name not in text(GUIDE)] == []
