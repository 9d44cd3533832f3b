"""The copy that auditors read from: never waited for, never too old, never written to."""

import logging

import pytest
from django.db import InternalError, OperationalError, connection, connections
from django.test.utils import CaptureQueriesContext

from assessments.audit import replica
from assessments.models import Case, Entry, User
from tests.builders import make_case


@pytest.fixture
def copy(transactional_db, monkeypatch):
    """The test database once more, as a server gives it that can only be read."""
    made = connection.copy(alias=replica.REPLICA)
    options = made.settings_dict["OPTIONS"]
    options["options"] += " -c default_transaction_read_only=on"
    connections[replica.REPLICA] = made
    made.ensure_connection()  # before its settings are known: a test may reach no other database
    monkeypatch.setitem(connections.settings, replica.REPLICA, made.settings_dict)
    monkeypatch.setattr(replica, "away_until", 0.0)
    yield made
    made.close()
    del connections[replica.REPLICA]


def asked_of_copy(copy, ask):
    with CaptureQueriesContext(copy) as said:
        ask()
    return [query["sql"] for query in said if "ledger.head" not in query["sql"]]


def test_what_an_auditor_reads_comes_from_the_copy(copy, client, ana):
    client.force_login(ana)
    for address in ("/trail/", "/flags/", "/decided/"):
        assert asked_of_copy(copy, lambda address=address: client.get(address)), address


def test_what_others_read_comes_from_the_primary(copy, client, sofia):
    client.force_login(sofia)

    assert not asked_of_copy(copy, lambda: client.get("/decided/"))


def test_what_was_read_from_the_copy_is_written_to_the_primary(copy, mina):
    found, lacks = replica.read(lambda: User.objects.get(pk=mina.pk))
    found.name = "Mina B."
    found.save()

    assert lacks == 0
    assert User.objects.get(pk=mina.pk).name == "Mina B."


def test_the_copy_is_never_written_to(copy, mina):
    def write():
        with connections[replica.alias()].cursor() as cursor:
            cursor.execute("update assessments_user set name = 'x'")

    with pytest.raises(InternalError, match="read-only"):
        replica.read(write)


def test_a_copy_that_goes_away_is_told_and_left_alone(copy, caplog):
    asked = []

    def go_away():
        asked.append(replica.alias())
        if replica.alias() == replica.REPLICA:
            raise OperationalError("server closed the connection")
        return "read"

    with caplog.at_level(logging.WARNING, "attwizard.replica"):
        assert replica.read(go_away) == ("read", 0)
        assert replica.read(go_away) == ("read", 0)

    assert asked == ["replica", "default", "default"]
    assert [record.message.partition(".")[0] for record in caplog.records] == [
        "The replica does not answer; auditors read from the primary"
    ]


def test_how_much_the_copy_lacks_is_told_to_the_auditor(copy, client, ana, mina, monkeypatch):
    make_case("s04", mina)
    monkeypatch.setattr(replica, "HEAD", "select seq - 2 from ledger.head")
    client.force_login(ana)

    assert b"lacks the last 2 entries of the ledger" in client.get("/trail/").content


def test_a_copy_that_lacks_something_old_is_not_read_from(copy, mina, monkeypatch, caplog):
    make_case("s04", mina)
    assert Entry.objects.exists()
    monkeypatch.setattr(replica, "HEAD", "select seq - 2 from ledger.head")
    monkeypatch.setattr(replica, "MOST_BEHIND", 0.0)

    with caplog.at_level(logging.WARNING, "attwizard.replica"):
        alias, lacks = replica.read(replica.alias)

    assert (alias, lacks) == ("default", 0)
    assert "The replica lacks 2 entries" in caplog.text


def test_without_a_copy_the_primary_is_read(db):
    assert replica.read(lambda: (replica.alias(), Case.objects.count())) == (("default", 0), 0)
