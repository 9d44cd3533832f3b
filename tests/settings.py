"""The settings of the tests: the same, on this clone's PostgreSQL, made by the tables' owner."""

import os

from attwizard import postgres

for name in ("AUTHORITY_NAME", "AUTHORITY_TIME_ZONE", "DEBUG", "STATIC_ROOT"):
    os.environ.pop(name, None)
if not os.environ.get("DATABASE_URL"):
    postgres.use_local_cluster()
os.environ["ATTWIZARD_DEMONSTRATION"] = "true"
os.environ["ATTWIZARD_AS_OWNER"] = "true"

from attwizard.settings import *
from tests import template

# Slow on purpose in earnest; a test makes many people.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Names without the fingerprint that `collectstatic` would have to make first.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = RUN_DIR / "static-of-tests"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

if DATABASES:
    # Two runs at once on one server need a database each.
    DATABASES["default"]["TEST"] = {
        "NAME": os.environ.get("TEST_DATABASE"),
        "TEMPLATE": template.name(),
    }
    # What a test loses in a power cut is nobody's: its commits do not wait for the disk.
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options["options"] = f"{options.get('options', '')} -c synchronous_commit=off".strip()
