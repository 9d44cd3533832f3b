"""A server in earnest: its checks find nothing, or say what is wrong."""

import os
import subprocess
import sys

from assessments.records.seal_key import make_demonstration_key
from tests.project.source import ROOT

EARNEST = {
    "SECRET_KEY": "A key of more than fifty characters, as random as a test may be.",
    "ALLOWED_HOSTS": "att.example",
    "BEHIND_TLS_PROXY": "true",
}
OF_TESTS = ("ATTWIZARD_", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE")


def check(*words, **more):
    """`manage.py check` as on a server in earnest; no table is looked at."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(OF_TESTS)}
    return subprocess.run(
        [sys.executable, "manage.py", "check", *words],
        cwd=ROOT,
        env=environment | EARNEST | more,
        capture_output=True,
        text=True,
    )


def test_nothing_is_left_to_mend_before_going_live(tmp_path):
    make_demonstration_key(tmp_path / "seal.p12")

    checked = check("--deploy", "--fail-level", "WARNING", SEAL_KEY_FILE=f"{tmp_path}/seal.p12")

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


def test_single_sign_on_without_its_secret_does_not_start():
    checked = check(OIDC_ISSUER="https://id.example", OIDC_ID="attwizard")

    assert checked.returncode != 0
    assert "OIDC_SECRET is not set" in checked.stderr
