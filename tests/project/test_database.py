"""The two roles, the checks of the server, and that tests start from the same rows."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from attwizard import checks


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_tests_use_the_role_of_the_application():
    assert ask("select current_user") == settings.APPLICATION_ROLE


@pytest.mark.django_db
def test_the_role_of_the_application_owns_nothing():
    owned = "select count(*) from pg_class where relowner = current_user::regrole"

    assert ask(owned) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forbidden",
    [
        "create table of_my_own (id int)",
        "alter table assessments_case disable trigger user",
        "drop table assessments_case",
        "truncate assessments_answer",
        "delete from ledger.entry",
        "update ledger.head set seq = 0",
        "set session_replication_role = replica",
    ],
)
def test_the_role_of_the_application_may_not(forbidden):
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner"),
        connection.cursor() as cursor,
    ):
        cursor.execute(forbidden)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_committed_is_gone_in_the_next_and_first_rows_are_back(time):
    assert ask("select seq from ledger.head") == 0
    assert ask("select count(*) from ledger.entry") == 0
    assert ask("select count(*) from assessments_standardsversion") == 1

    ask("select ledger.append(null, 'somebody', 'opened', '{}')")


@pytest.mark.django_db
def test_the_owner_can_be_asked_for_in_a_test(as_owner):
    with as_owner() as cursor:
        cursor.execute("select current_user")
        (owner,) = cursor.fetchone()

    assert owner == settings.DATABASES["default"]["USER"] != settings.APPLICATION_ROLE


@pytest.mark.django_db
def test_this_server_is_as_it_must_be():
    call_command("check", databases=["default"])


class OtherServer:
    """A cursor of a server that answers differently."""

    def __init__(self, **answers):
        self.answers = {
            "show server_version_num": "150018",
            "show server_encoding": "UTF8",
            **{f"show {setting}": "on" for setting in checks.SAFE},
            checks.EXTENSION: 1,
            checks.LETTERS: 4,
            **answers,
        }

    def execute(self, question):
        self.question = question

    def fetchone(self):
        return [self.answers[self.question]]


@pytest.mark.parametrize(
    ("question", "answer", "fault"),
    [
        ("show server_version_num", "140011", "attwizard.E001"),
        ("show server_encoding", "SQL_ASCII", "attwizard.E002"),
        (checks.LETTERS, 0, "attwizard.E003"),
        *((f"show {setting}", "off", "attwizard.E004") for setting in checks.SAFE),
    ],
)
def test_a_server_that_is_not_as_it_must_be_is_refused(settings, question, answer, fault):
    settings.DEMONSTRATION = False

    faults = list(checks.server_faults(OtherServer(**{question: answer})))

    assert [name for name, _sentence in faults] == [fault]


def test_a_good_server_is_not_refused(settings):
    settings.DEMONSTRATION = False

    assert list(checks.server_faults(OtherServer())) == []


@pytest.mark.parametrize(
    ("lc_ctype", "knows"), [("C.UTF-8", True), ("en_US.utf8", True), ("C", False)]
)
def test_before_the_first_migration_the_locale_tells(lc_ctype, knows):
    server = OtherServer(**{checks.EXTENSION: 0, checks.LOCALE: lc_ctype})

    assert checks.knows_letters(server) is knows


@pytest.mark.django_db
def test_no_statement_is_compiled_before_it_runs():
    # PostgreSQL 15 took more than a second and a half to compile what runs in a hundredth of one.
    assert ask("show jit") == "off"
