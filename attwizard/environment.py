"""What differs from place to place, read once from the environment; bad values are refused."""

import contextlib
import importlib.util
import os
import pathlib
import secrets
import typing
import zoneinfo

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import to_locale

TRUTHS = {"true": True, "false": False}
asked: set[str] = set()  # the variables that were asked for, whether or not they are set


def given(name):
    """The text of a variable, "" if it is not set."""
    asked.add(name)
    return os.environ.get(name, "")


def required(name, *, meaning):
    """The value of a variable without which there is no safe way to go on."""
    value = given(name).strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. It holds {meaning}.")
    return value


def text(name, *, default):
    return given(name).strip() or default


def folder(name, *, default):
    """A folder by its absolute path."""
    path = pathlib.Path(given(name) or default)
    if not path.is_absolute():
        raise ImproperlyConfigured(f'{name} is "{path}"; write the whole path, from / on.')
    return path


def truth(name, *, default=False):
    """`true` or `false`; "yes", "1" and the rest are errors rather than guesses."""
    value = given(name)
    if not value:
        return default
    if value.lower() not in TRUTHS:
        raise ImproperlyConfigured(f'{name} is "{value}"; write true or false.')
    return TRUTHS[value.lower()]


def number(name, *, default, at_least):
    """A whole number that is not too small."""
    value = given(name) or str(default)
    if not (value.isascii() and value.isdecimal()) or int(value) < at_least:
        raise ImproperlyConfigured(f'{name} is "{value}"; write a number from {at_least} on.')
    return int(value)


def choice(name, values, *, default):
    """One of a few words."""
    value = text(name, default=default)
    if value not in values:
        raise ImproperlyConfigured(f'{name} is "{value}"; write {" or ".join(values)}.')
    return value


def words(name, *, default=""):
    """Words separated by commas, perhaps none."""
    return [word.strip() for word in text(name, default=default).split(",") if word.strip()]


def names(name, *, meaning):
    """Words separated by commas, at least one."""
    required(name, meaning=meaning)
    if not (found := words(name)):
        raise ImproperlyConfigured(f"{name} names nothing. It holds {meaning}.")
    return found


def time_zone(name, *, default):
    """A time zone by its name in the IANA list."""
    value = given(name) or default
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        raise ImproperlyConfigured(
            f'{name} is "{value}", which is no time zone; write one like Europe/Madrid.'
        ) from None
    return value


def database(name):
    """The address of a PostgreSQL database: postgresql://USER:PASSWORD@HOST:PORT/NAME."""
    value = required(name, meaning="an address like postgresql://USER:PASSWORD@HOST:PORT/NAME")
    # The address may hold a password, so the sentence does not repeat it.
    wrong = ImproperlyConfigured(f"{name} is not like postgresql://USER:PASSWORD@HOST:PORT/NAME.")
    if not value.startswith(("postgresql://", "postgres://")):
        raise wrong
    found = environ.Env.db_url_config(value)
    if not found.get("USER") or not found.get("NAME"):
        raise wrong
    return found


def databases():
    """The database as the application's role sees it and as its owner does, or neither."""
    if os.environ.get("ATTWIZARD_DATABASE") == "none":
        return None, None
    named = [name for name in ("DATABASE_URL", "DATABASE_OWNER_URL") if given(name)]
    if len(named) == 1:
        (missing,) = {"DATABASE_URL", "DATABASE_OWNER_URL"} - set(named)
        raise ImproperlyConfigured(
            f"{named[0]} is set and {missing} is not. DATABASE_URL is for the application's role,"
            " DATABASE_OWNER_URL for the role that owns the tables; set both."
        )
    application, owner = database("DATABASE_URL"), database("DATABASE_OWNER_URL")
    if application["USER"] == owner["USER"]:
        raise ImproperlyConfigured(
            "DATABASE_URL and DATABASE_OWNER_URL name the same role. The application's role must"
            " own nothing, so that it cannot change what is written once."
        )
    return with_options(application), with_options(owner)


def replica():
    """A copy of the database that is only read from, and is not waited for; None if not named."""
    if not given("DATABASE_REPLICA_URL"):
        return None
    found = with_options(database("DATABASE_REPLICA_URL"), "-c default_transaction_read_only=on")
    patience = {"connect_timeout": 2, "tcp_user_timeout": 5000}  # seconds, milliseconds
    return {**found, "OPTIONS": {**patience, **found["OPTIONS"]}}


def with_options(database, more=""):
    """The database, asked for what suits many short statements.

    A server that compiles them first (`jit`) takes seconds for what takes milliseconds, as soon as
    it thinks a table larger than it is.
    """
    given = database.get("OPTIONS", {})
    options = f"{given.get('options', '')} -c jit=off {more}".strip()
    return {**database, "OPTIONS": {**given, "options": options}}


def secret_key(*, demonstration, folder):
    """The signing key: of this clone in demonstration mode, given by the authority otherwise."""
    if demonstration:
        return demonstration_key(folder / "secret_key")
    if path := given("SECRET_KEY_FILE"):
        return secret_in(path, name="SECRET_KEY_FILE")
    return required("SECRET_KEY", meaning="at least 50 random characters, kept secret")


def former_secret_keys():
    """Keys that sign nothing any more, and still open what they locked."""
    name = "SECRET_KEY_FALLBACK_FILES"
    return [secret_in(path, name=name) for path in words(name)]


def demonstration_key(path):
    """The key in `path`, made there if need be; whole or not at all, also for two at once."""
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        new = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(new, path)
        new.unlink()
    return path.read_text()


def identity_provider(issuer):
    """The provider of single sign-on as allauth wants it described; nothing without an issuer."""
    if not issuer:
        return {}
    provider = {
        "provider_id": "authority",
        "name": text("OIDC_NAME", default="single sign-on"),
        "client_id": required("OIDC_ID", meaning="the client id given by the identity provider"),
        "secret": oidc_secret(),
        "settings": {
            "server_url": issuer,
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
            "scope": ["openid"],
        },
    }
    return {"openid_connect": {"APPS": [provider]}}


def oidc_secret():
    """From a file, or from the variable itself."""
    if path := given("OIDC_SECRET_FILE"):
        return secret_in(path, name="OIDC_SECRET_FILE")
    return required("OIDC_SECRET", meaning="the client secret given by the identity provider")


class Token(typing.NamedTuple):
    """Where a key lies on a token or security module (PKCS#11), with its certificate (PEM)."""

    module: str
    label: str
    key_label: str
    pin_file: str
    certificate_file: str


def seal_token():
    """The token with the key that seals; None where none is set."""
    names = [f"SEAL_TOKEN_{field.upper()}" for field in Token._fields]
    values = [text(name, default="") for name in names]
    if not any(values):
        return None
    if missing := [name for name, value in zip(names, values, strict=True) if not value]:
        named = ", ".join(missing)
        raise ImproperlyConfigured(f"A token seals only with all that tells of it. Set {named}.")
    if text("SEAL_KEY_FILE", default=""):
        raise ImproperlyConfigured(
            "SEAL_KEY_FILE and SEAL_TOKEN_MODULE are both set. Keep the one whose key seals."
        )
    return Token(*values)


def archive():
    """Where a second copy of each record goes, as Django's STORAGES name it; or nothing."""
    if given("ARCHIVE_BUCKET"):
        if not importlib.util.find_spec("storages"):
            raise ImproperlyConfigured(
                "ARCHIVE_BUCKET is set, and the library that reaches it is missing:"
                " pip install 'django-storages[s3]'"
            )
        options = {"bucket_name": given("ARCHIVE_BUCKET"), "file_overwrite": False}
        options["endpoint_url"] = text("ARCHIVE_ENDPOINT", default="") or None
        return {"archive": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}}
    if given("ARCHIVE_FOLDER"):
        # Read by all who may enter the folder, and written to by nobody.
        options = {"location": folder("ARCHIVE_FOLDER", default=""), "file_permissions_mode": 0o444}
        backend = "django.core.files.storage.FileSystemStorage"
        return {"archive": {"BACKEND": backend, "OPTIONS": options}}
    return {}


def secret_in(path, *, name):
    try:
        return pathlib.Path(path).read_text().strip()
    except OSError as fault:
        raise ImproperlyConfigured(f"{name} cannot be read: {fault}.") from None


def translated(languages, *, source, folder):
    """The languages that have a catalogue of messages in the folder, and the source language."""
    return [
        (code, name)
        for code, name in languages
        if code == source or (folder / to_locale(code) / "LC_MESSAGES" / "django.mo").exists()
    ]
