"""What every test may use: the database with the application's rights."""

import django.test
import pytest

from tests import database, template

pytest_plugins = ["tests.people"]

# Django would empty the tables as the application's role, which has no right to.
django.test.TransactionTestCase._fixture_teardown = database.bring_back_first_rows


def pytest_configure(config):
    """Migrate once, before the processes that share the tests begin."""
    if not hasattr(config, "workerinput"):
        template.make()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, made by the owner; from here on the application's role uses it."""
    with django_db_blocker.unblock():
        database.keep_first_rows()
        database.use_application_role()
    yield
    with django_db_blocker.unblock():
        database.use_owner_role()
        database.end_other_connections()


@pytest.fixture
def as_owner(db):
    """`with as_owner() as cursor:` for what the application must not be able to do."""
    return database.as_owner


@pytest.fixture
def temporary_tables(db):
    """As in a database that lends them to everybody, which migrating takes back."""
    with database.as_owner() as cursor:
        cursor.execute(
            "do $$ begin execute format('grant temporary on database %I to public',"
            " current_database()); end $$"
        )
