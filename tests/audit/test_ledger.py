"""The ledger's design, point by point: one chain, locked last, salted, the same on every server."""

import hashlib
import inspect
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from assessments.audit import chain
from assessments.audit.trail import Verb, record
from assessments.audit.verifying import verify
from assessments.models import Case, Entry, Link
from tests.audit.writing import STRANGE, ask, write
from tests.builders import make_case
from tests.project.source import committed, text

CASE = "0b1f2a3c-4d5e-4f60-8a7b-9c0d1e2f3a4b"
# Written down once, by hand: no server, time zone or version may come to another result.
GOLDEN = [
    (
        (1, None, "2026-11-23 09:00:00+00", "mina", "opened", "00" * 32),
        f'["v1", 1, null, 1795424400000000, "mina", "opened", "{"00" * 32}"]',
        "f7841b71ae0f999ab8bab42050a6f20fa95620841e3542d312cac81249560088",
    ),
    (
        (2**53 + 1, CASE, "1969-12-31 23:59:59.999999+00", 'O"B\\ \t\u202e🕊', "x", "ff" * 32),
        f'["v1", 9007199254740993, "{CASE}", -1, "O\\"B\\\\ \\t\u202e🕊", "x", "{"ff" * 32}"]',
        "1045432c85cf8dd7c38b0d756eb302afc0d51249d7001c6792737377c7456bee",
    ),
]
FRAMED = """
select convert_from(ledger.frame(%s, %s, %s, %s, %s, decode(%s, 'hex')), 'UTF8'),
    (extract(epoch from %s::timestamptz) * 1000000)::bigint
"""
WRITERS, EACH = 64, 5


@pytest.mark.django_db(transaction=True)
def test_64_writers_at_once_make_no_fork_and_no_gap_and_never_lock_each_other_out(mina):
    cases = [Case.objects.create(reference=f"R{number}", officer=mina) for number in range(4)]

    def write_some(number):
        """The case's row before the entry in one half, after it in the other."""
        case = cases[number % 4]
        try:
            for count in range(EACH):
                with transaction.atomic():
                    if number % 2:
                        Case.objects.filter(pk=case.pk).update(title=f"{number} {count}")
                    record(Verb.ANSWERED, case, by="mina", number=number, count=count)
                    if not number % 2:
                        Case.objects.filter(pk=case.pk).update(title=f"{number} {count}")
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write_some, range(WRITERS)))

    rows = WRITERS * EACH
    assert ask("select count(distinct prev) from ledger.link") == rows
    assert list(Link.objects.values_list("seq", flat=True)) == list(range(1, rows + 1))
    assert verify()[0].problems == []


@pytest.mark.django_db(transaction=True)
def test_the_chain_is_locked_last_so_a_long_transaction_keeps_nobody_waiting():
    def quick():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local lock_timeout = '2s'")
            record(Verb.ANSWERED, None, by="quick")
        connection.close()

    with transaction.atomic():
        record(Verb.ANSWERED, None, by="slow")
        thread = threading.Thread(target=quick)
        thread.start()
        thread.join(10)
        assert not thread.is_alive()

    chained = Entry.objects.order_by("link__seq").values_list("actor", flat=True)
    assert list(chained) == ["quick", "slow"]
    assert verify()[0].problems == []


@pytest.mark.django_db(transaction=True)
def test_an_entry_goes_with_the_act_that_was_undone():
    with transaction.atomic():
        record(Verb.ANSWERED, None, by="mina")
        transaction.set_rollback(True)
    write(1)

    assert list(Link.objects.values_list("seq", flat=True)) == [1]


def test_nobody_takes_the_lock_early():
    early = [
        path
        for path in committed("assessments/*.py", "attwizard/*.py")
        # An upgrade is alone on the database, and a rig undoes what it checks.
        if path.parent.name != "rigs" and path.name != "upgrading.py"
        if "SET CON" + "STRAINTS" in text(path).upper()
    ]

    assert early == []


@pytest.mark.django_db
def test_a_whole_import_is_one_entry(mina):
    make_case("s04", mina, confirmed=False)

    assert list(Entry.objects.values_list("action", flat=True)) == ["imported", "declared"]


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "framed", "hashed"), GOLDEN)
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati"])
def test_the_frame_is_the_same_on_every_server_and_in_python(
    fields, framed, hashed, zone, as_owner
):
    number, case, at, *rest = fields
    with as_owner() as cursor:
        cursor.execute("select set_config('timezone', %s, true)", [zone])
        cursor.execute("select set_config('datestyle', 'German', true)")
        cursor.execute("select set_config('extra_float_digits', '-5', true)")
        cursor.execute(FRAMED, [*fields, at])
        made, micros = cursor.fetchone()
    row = chain.Row("", str(number), case or "", str(micros), *rest, "", "", "", "")

    assert made == framed == chain.frame(row).decode()
    assert hashlib.sha256(framed.encode()).hexdigest() == hashed


@pytest.mark.django_db
def test_what_is_framed_is_every_column_of_an_entry():
    """A new column may be empty and comes with a frame `v2`; old rows go on verifying as `v1`."""
    columns = [field.column for field in Entry._meta.fields]

    assert columns == ["id", "case_id", "at", "actor", "action", "digest"]
    assert (
        ask(
            "select array_agg(attname::text order by attnum) from pg_attribute"
            " where attrelid = 'ledger.entry'::regclass and attnum > 0"
        )
        == columns
    )


@pytest.mark.django_db(transaction=True)
def test_the_same_facts_have_another_digest_each_time():
    write(2, text=STRANGE)

    assert ask("select count(distinct digest) from ledger.entry") == 2


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_was_set_back_breaks_nothing(as_owner):
    write(1)
    with as_owner() as cursor, transaction.atomic():
        cursor.execute(
            "with put as (insert into ledger.entry (at, actor, action, digest)"
            " values ('2001-01-01', 'mina', 'opened', sha256('salt{}')) returning id)"
            " insert into ledger.entry_body select id, 'salt', '{}' from put"
        )

    assert verify()[0].problems == []


@pytest.mark.django_db
def test_an_entry_holds_on_to_no_row_of_the_application():
    """Whatever becomes of people and cases, who did it stays as it was written."""
    outward = (
        "select count(*) from pg_constraint c join pg_class t on t.oid = c.confrelid"
        " where c.contype = 'f' and c.conrelid::regclass::text like 'ledger.%%'"
        " and t.relnamespace <> 'ledger'::regnamespace"
    )

    assert ask(outward.replace("%%", "%")) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "first", "second", "authority"),
    [(CASE, "ana", "ana", "Order 7"), (None, "ana", "adam", "Order 7"), (CASE, "ana", "adam", "")],
)
def test_facts_are_destroyed_by_two_people_on_an_authority(
    case, first, second, authority, as_owner
):
    with pytest.raises(IntegrityError, match="by two people"), as_owner() as cursor:
        cursor.execute("select ledger.dispose(%s, %s, %s, %s)", [case, first, second, authority])


def test_the_check_needs_the_standard_library_alone():
    imported = [
        line.split()[1]
        for line in inspect.getsource(chain).splitlines()
        if line.startswith(("import ", "from "))
    ]

    assert set(imported) == {"csv", "hashlib", "json", "sys", "time", "collections.abc", "typing"}
