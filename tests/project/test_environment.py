"""Values of the environment: good ones are read, bad ones refused in a sentence."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from attwizard import environment


@pytest.mark.parametrize(
    ("value", "meant"), [("true", True), ("True", True), ("false", False), ("", False)]
)
def test_true_and_false_are_understood(monkeypatch, value, meant):
    monkeypatch.setenv("A_SWITCH", value)

    assert environment.truth("A_SWITCH") is meant


@pytest.mark.parametrize("value", ["yes", "1", "on", "no", " true", "wahr"])
def test_anything_else_is_an_error_rather_than_a_guess(monkeypatch, value):
    monkeypatch.setenv("A_SWITCH", value)

    with pytest.raises(ImproperlyConfigured, match="A_SWITCH is .* write true or false"):
        environment.truth("A_SWITCH")


def test_a_time_zone_is_known_by_its_name(monkeypatch):
    monkeypatch.setenv("ZONE", "Europe/Madrid")

    assert environment.time_zone("ZONE", default="UTC") == "Europe/Madrid"


@pytest.mark.parametrize("value", ["Madrid", "CEST+2", "../etc/passwd", "/etc/localtime"])
def test_an_unknown_time_zone_is_refused(monkeypatch, value):
    monkeypatch.setenv("ZONE", value)

    with pytest.raises(ImproperlyConfigured, match="no time zone"):
        environment.time_zone("ZONE", default="UTC")


@pytest.mark.parametrize("value", ["", " , ,"])
def test_a_server_without_names_is_refused(monkeypatch, value):
    monkeypatch.setenv("HOSTS", value)

    with pytest.raises(ImproperlyConfigured, match="HOSTS"):
        environment.names("HOSTS", meaning="host names")


def test_names_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("HOSTS", "att.example, www.att.example")

    assert environment.names("HOSTS", meaning="host names") == ["att.example", "www.att.example"]


def test_a_path_from_somewhere_is_refused(monkeypatch):
    monkeypatch.setenv("PLACE", "static")

    with pytest.raises(ImproperlyConfigured, match="write the whole path"):
        environment.folder("PLACE", default="/srv")


@pytest.mark.parametrize(
    "value",
    ["mysql://app@host/name", "host=/tmp dbname=x", "postgresql://host/name", "postgresql://a@h/"],
)
def test_another_address_than_of_postgresql_is_refused_without_repeating_it(monkeypatch, value):
    monkeypatch.setenv("DATABASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match="is not like postgresql://USER") as refused:
        environment.database("DATABASE_URL")
    assert value not in str(refused.value)


def test_the_application_must_not_be_the_owner(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://same@/name")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://same@/name")

    with pytest.raises(ImproperlyConfigured, match="name the same role"):
        environment.databases()


def test_a_copy_to_read_from_is_never_written_to_and_never_waited_for(monkeypatch):
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgresql://app@10.0.0.9/name")

    options = environment.replica()["OPTIONS"]

    assert "-c default_transaction_read_only=on" in options["options"]
    assert options["connect_timeout"] == 2


def test_without_a_copy_there_is_none_to_read_from(monkeypatch):
    monkeypatch.delenv("DATABASE_REPLICA_URL", raising=False)

    assert environment.replica() is None


def test_an_object_store_without_its_library_says_what_to_install(monkeypatch):
    monkeypatch.setenv("ARCHIVE_BUCKET", "records")
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match=r"pip install 'django-storages\[s3\]'"):
        environment.archive()


def test_without_a_database_there_is_none_to_open(monkeypatch):
    monkeypatch.setenv("ATTWIZARD_DATABASE", "none")

    assert environment.databases() == (None, None)


def test_the_key_of_a_demonstration_is_made_once_and_for_its_owner_alone(tmp_path):
    key = environment.secret_key(demonstration=True, folder=tmp_path)

    assert len(key) > 60
    assert environment.secret_key(demonstration=True, folder=tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_a_key_may_be_kept_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("of the authority\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    key = environment.secret_key(demonstration=False, folder=tmp_path)

    assert key == "of the authority"


def test_a_key_file_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY_FILE cannot be read"):
        environment.secret_key(demonstration=False, folder=tmp_path)


def test_a_number_is_whole_and_not_too_small(monkeypatch):
    monkeypatch.setenv("MINUTES", "45")

    assert environment.number("MINUTES", default=30, at_least=6) == 45
    assert environment.number("HOURS", default=10, at_least=1) == 10


@pytest.mark.parametrize("value", ["5", "0", "-1", "thirty", "30.5", "²"])
def test_another_number_is_refused(monkeypatch, value):
    monkeypatch.setenv("MINUTES", value)

    with pytest.raises(ImproperlyConfigured, match="MINUTES is .* from 6 on"):
        environment.number("MINUTES", default=30, at_least=6)


def test_without_an_issuer_there_is_no_identity_provider():
    assert environment.identity_provider("") == {}


def test_an_identity_provider_needs_its_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("OIDC_ID", "attwizard")
    with pytest.raises(ImproperlyConfigured, match="OIDC_SECRET is not set"):
        environment.identity_provider("https://id.example")
    (tmp_path / "secret").write_text("between the two\n")
    monkeypatch.setenv("OIDC_SECRET_FILE", str(tmp_path / "secret"))

    (provider,) = environment.identity_provider("https://id.example")["openid_connect"]["APPS"]

    assert provider["secret"] == "between the two"
    assert provider["settings"]["oauth_pkce_enabled"] is True
