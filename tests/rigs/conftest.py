"""A stage on the test database: processes of the application beside the test, with HTTP between."""

import os

import pytest
from django.db import connection

from attwizard.bench.database import ADDRESSES
from attwizard.rigs.stage import Stage, load_people, renamed


@pytest.fixture
def stage(transactional_db, settings, tmp_path):
    """The people's passwords are hashed as the processes beside the test check them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    name = connection.settings_dict["NAME"]
    addresses = {each: renamed(os.environ[each], name) for each in ADDRESSES}
    return Stage(addresses, tmp_path, load_people())
