"""A stage on the test database: processes of the application beside the test, with HTTP between."""

import gc
import os
import warnings
from contextlib import contextmanager

import pytest
from django.db import connection

from attwizard.bench.database import ADDRESSES
from attwizard.rigs.stage import Stage, load_people, renamed


def on_test_database(folder, people):
    name = connection.settings_dict["NAME"]
    return Stage({each: renamed(os.environ[each], name) for each in ADDRESSES}, folder, people)


class WithServer(Stage):
    """Its server runs already, unless one with settings of its own is wanted."""

    @contextmanager
    def serve(self, *, workers=2, settings=None):
        if settings:
            with super().serve(workers=workers, settings=settings) as served:
                yield served
        else:
            yield self.served


@pytest.fixture(scope="module")
def served(django_db_setup, tmp_path_factory):
    """Begun once for all rigs of a module: that takes longer than what they do in short."""
    with on_test_database(tmp_path_factory.mktemp("server"), {}).serve(workers=8) as served:
        yield served


@pytest.fixture
def stage(transactional_db, settings, tmp_path, served):
    """The people's passwords are hashed as the processes beside the test check them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    stage = on_test_database(tmp_path, load_people())
    made = WithServer(stage.addresses, stage.folder, stage.people)
    object.__setattr__(made, "served", served)
    yield made
    with warnings.catch_warnings():
        # Threads that a rig has harmed leave their connections to whoever collects the garbage.
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
