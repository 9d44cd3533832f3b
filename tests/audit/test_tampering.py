"""What the application may not do to the ledger; and what its owner can do, but not unseen."""

import io
import json
import re

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from assessments.audit.anchoring import anchor
from assessments.audit.verifying import verify
from assessments.models import Link
from tests.audit.writing import ask, write

REFUSED = r"permission denied|must be owner|not changed|destroyed|cannot set parameter"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "insert into ledger.entry (at, actor, action, digest)"
        " values ('2020-01-01', 'mina', 'decided', sha256('x'))",
        "insert into ledger.entry_body values (1, 'x', '{}')",
        "insert into ledger.link values (9, 1, 'x', 'x')",
        "update ledger.entry set actor = 'omar'",
        "update ledger.entry_body set body = '{}'",
        "update ledger.link set h = 'x'",
        "update ledger.head set seq = 0",
        "delete from ledger.entry",
        "delete from ledger.entry_body",
        "delete from ledger.link",
        "truncate ledger.entry, ledger.entry_body, ledger.link",
        "alter table ledger.entry disable trigger chain",
        "alter table ledger.entry disable trigger all",
        "create trigger mine before insert on ledger.entry"
        " for each row execute function suppress_redundant_updates_trigger()",
        "drop trigger chain on ledger.entry",
        "drop function ledger.chain() cascade",
        "drop table ledger.link",
        "drop schema ledger cascade",
        "create table ledger.mine (id int)",
        "create function ledger.mine() returns int language sql as 'select 1'",
        "alter function ledger.chain() security invoker",
        "select setval('ledger.entry_id_seq', 1)",
        "select ledger.put_in(null, 'mina', 'decided', '{}')",
        "select ledger.dispose(gen_random_uuid(), 'a', 'b', 'c')",
        "select ledger.append(null, 'mina', 'destroyed', '{}')",
        "select ledger.chain()",
        "set session_replication_role = replica",
        "select set_config('session_replication_role', 'replica', true)",
        "lock table ledger.head in exclusive mode",
    ],
)
def test_the_application_cannot(statement):
    with pytest.raises(DatabaseError, match=REFUSED), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_a_body_that_is_no_json_is_refused():
    with pytest.raises(DatabaseError, match="invalid input syntax for type json"):
        ask("select ledger.append(null, 'mina', 'answered', '{')")


@pytest.mark.django_db
def test_the_application_can_append_in_anybodys_name_and_this_is_known():
    """By design: the database knows the application, and the application the person (A1)."""
    assert ask("select ledger.append(null, 'anybody', 'answered', '{}')") > 0


# As the owner, with the triggers off: whoever has the machine can do this.

# `#3` stands for the entry of row 3: numbers of entries go on from test to test.

ALTERED = "update ledger.entry set actor = 'omar' where id = #3"
REWRITE = """
do $$
declare r record; p bytea := sha256('genesis:v1');
begin
  for r in select l.seq, e.* from ledger.link l join ledger.entry e on e.id = l.entry_id order by 1
  loop
    update ledger.link set prev = p,
        h = sha256(p || ledger.frame(r.id, r.case_id, r.at, r.actor, r.action, r.digest))
      where seq = r.seq returning h into p;
  end loop;
  update ledger.head set h = p;
end $$
"""
CUT = """
delete from ledger.link where seq > 6;
delete from ledger.entry_body where entry_id > #6;
delete from ledger.entry where id > #6
"""
HEAD_MENDED = "update ledger.head set seq = 6, h = (select h from ledger.link where seq = 6)"
MIDDLE = """
delete from ledger.link where seq = 4;
delete from ledger.entry_body where entry_id = #4;
delete from ledger.entry where id = #4
"""
CLOSED_UP = """
update ledger.link set seq = 4 where seq = 5; update ledger.link set seq = 5 where seq = 6;
update ledger.link set seq = 6 where seq = 7; update ledger.link set seq = 7 where seq = 8;
update ledger.head set seq = 7
"""
OTHER_FACTS = "update ledger.entry_body set body = '{}' where entry_id = #2"
THEIR_DIGEST = """
update ledger.entry set digest = (
  select sha256(salt || '{}') from ledger.entry_body where entry_id = #2) where id = #2
"""
EXCHANGED = """
update ledger.link set seq = 99 where seq = 4; update ledger.link set seq = 4 where seq = 5;
update ledger.link set seq = 5 where seq = 99
"""
FORK = """
update ledger.link l set prev = o.prev, h = (
  select sha256(o.prev || ledger.frame(id, case_id, at, actor, action, digest))
    from ledger.entry where id = l.entry_id)
  from ledger.link o where o.seq = 6 and l.seq = 7
"""
BESIDE = """
insert into ledger.entry (at, actor, action, digest)
  values ('2020-01-01', 'mina', 'decided', sha256('x'))
"""
TAMPERINGS = {
    "another actor": ([ALTERED], (3, "altered")),
    "back-dated": (
        ["update ledger.entry set at = at - interval '1 day' where id = #5"],
        (5, "altered"),
    ),
    "other facts": ([OTHER_FACTS], (2, "body_altered")),
    "other facts with their digest": ([OTHER_FACTS, THEIR_DIGEST], (2, "altered")),
    "facts taken out": (
        ["delete from ledger.entry_body where entry_id = #4"],
        (4, "body_missing"),
    ),
    "a row taken out": ([MIDDLE], (5, "gap")),
    "a row taken out, the numbers closed up": ([MIDDLE, CLOSED_UP], (4, "order")),
    "two rows exchanged": ([EXCHANGED], (4, "order")),
    "a fork": ([FORK], (7, "fork")),
    "an entry put in beside the chain": ([BESIDE], (0, "unchained")),
    "the end cut off": ([CUT], (6, "head")),
}
# Sound in itself, and yet another ledger than it was: only what is kept elsewhere tells.
FOR_ANCHORS = {
    "the whole chain rewritten": ([ALTERED, REWRITE], (8, "rewritten")),
    "the end cut off, and the note of it too": ([CUT, HEAD_MENDED], (8, "cut")),
}


@pytest.fixture
def as_one_who_has_the_machine(as_owner):
    def harm(statements):
        number = dict(Link.objects.values_list("seq", "entry"))
        with as_owner() as cursor, transaction.atomic():
            for table in ("entry", "entry_body", "link"):
                cursor.execute(f"alter table ledger.{table} disable trigger user")
            for statement in statements:
                cursor.execute(re.sub(r"#(\d)", lambda row: str(number[int(row[1])]), statement))
            for table in ("entry", "entry_body", "link"):
                cursor.execute(f"alter table ledger.{table} enable trigger user")

    return harm


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("which", TAMPERINGS)
def test_what_the_owner_changed_is_named_by_its_first_row(which, as_one_who_has_the_machine):
    statements, found = TAMPERINGS[which]
    write(8)

    as_one_who_has_the_machine(statements)

    first = verify()[0].problems[0]
    assert (first.seq, first.kind) == found
    assert first.sentence()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("which", FOR_ANCHORS)
def test_what_is_sound_in_itself_is_found_by_an_anchor_alone(
    which, as_one_who_has_the_machine, tmp_path
):
    statements, found = FOR_ANCHORS[which]
    write(8)
    kept = []
    anchor(kept.append)

    as_one_who_has_the_machine(statements)

    assert verify()[0].problems == []
    (problem,) = verify(anchors=kept)[0].problems
    assert (problem.seq, problem.kind) == found
    path = tmp_path / "anchor.json"
    path.write_text(json.dumps(kept[0]))
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_ledger", str(path), stdout=io.StringIO(), stderr=io.StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["entry", "link"])
@pytest.mark.parametrize("act", ["update ledger.{0} set {1} = {1}", "delete from ledger.{0}"])
def test_even_the_owner_has_to_switch_the_guards_off_first(table, act, as_owner):
    column = {"entry": "actor", "link": "h"}[table]

    with pytest.raises(DatabaseError, match="The ledger is not changed"), as_owner() as cursor:
        cursor.execute(act.format(table, column))
