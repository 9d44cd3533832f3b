"""What is in force, without what must stay secret, and what is to be mended."""

import io
import os

import pytest
from django.core.management import call_command

from assessments.operations import configuration
from assessments.operations.configuration import MASK, effective, masked
from attwizard import environment


@pytest.fixture
def ask(monkeypatch):
    """`ask(NAME=value)`: the settings are read with it."""

    def asked(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
            environment.given(name)

    yield asked
    environment.asked.intersection_update(BEFORE)


BEFORE = set(environment.asked)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("SECRET_KEY", "s3cret", MASK),
        ("OIDC_SECRET", "s3cret", MASK),
        ("SECRET_KEY", "", ""),
        ("SECRET_KEY_FILE", "/run/key", "/run/key"),
        ("DATABASE_URL", "postgresql://app:s3cret@db:5432/att", f"postgresql://app:{MASK}@db:5432/att"),
        ("DATABASE_URL", "postgresql://app@/att?password=s3cret", f"postgresql://app@/att?password={MASK}"),
        ("AUTHORITY_NAME", "Ministry", "Ministry"),
    ],
)  # fmt: skip
def test_what_must_stay_secret_is_masked(name, value, shown):
    assert masked(name, value) == shown


def test_every_setting_says_what_it_is_and_where_from(ask):
    ask(SESSION_HOURS="9")

    found = {one.name: (one.value, one.source) for one in effective()}

    assert found["SESSION_HOURS"] == ("9", "environment")
    assert found["RETENTION_YEARS"] == ("10", "default")
    assert {"DATABASE_URL", "LOG_FORMAT", "SEAL_KEY_FILE", "WATCHED_FOLDERS"} <= found.keys()


def test_no_secret_of_the_environment_is_printed(db, ask, settings, tmp_path):
    settings.RUN_DIR = tmp_path
    address = os.environ["DATABASE_URL"].replace("@", ":canary-secret@", 1)
    ask(SECRET_KEY="canary-secret", OIDC_SECRET="canary-secret", DATABASE_URL=address)
    said = io.StringIO()

    with pytest.raises(SystemExit):  # there is no backup yet
        call_command("check_config", stdout=said, stderr=io.StringIO())

    assert "There is no backup of the last two days" in said.getvalue()
    assert f"SECRET_KEY={MASK}  (environment)" in said.getvalue()
    assert "canary-secret" not in said.getvalue()


def test_a_slip_of_the_pen_and_a_secret_that_others_may_read_are_found(ask, monkeypatch, tmp_path):
    key = tmp_path / "key"
    key.write_text("secret")
    key.chmod(0o644)
    ask(SEAL_PASSPHRASE_FILE=str(key))
    monkeypatch.setenv("SESSION_HOUR", "9")

    assert list(configuration.misspelt()) == [
        "SESSION_HOUR is set, and means nothing. Is SESSION_HOURS meant?"
    ]
    assert f"Others may read {key}" in next(configuration.readable_by_others())
    key.unlink()
    assert f"{key}, which SEAL_PASSPHRASE_FILE names" in next(configuration.readable_by_others())
