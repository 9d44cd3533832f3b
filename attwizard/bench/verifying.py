"""`verify_ledger`: rows checked a second, from the database to the word that they are sound."""

from __future__ import annotations

import os
import statistics
import time

import psycopg

from assessments.audit.verifying import verify

from .measuring import Plan, Row

DEMANDED = 50_000  # rows a second
ROWS = 200_000
TYPICAL = '{"step": "6-1", "row": "", "before": null, "after": {"answer": "a", "reason": "%s"}}'
REASON = (
    "No measure of the Security Council covers the recipient, the end user or these goods. " * 4
)

# As `ledger.append` and the chain write them, but many in one transaction.
FILL = """
alter table ledger.entry disable trigger chain;
do $$
declare
  i bigint; d bytea; s bytea; p bytea; t timestamptz; b text := '{body}';
  hd ledger.head%rowtype;
begin
  -- A plan made while the table is small would read all of it for every row that follows.
  perform set_config('enable_seqscan', 'off', true);
  select * into hd from ledger.head;
  for k in 1..{rows} loop
    t := clock_timestamp();
    s := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
    d := sha256(s || convert_to(b, 'UTF8'));
    insert into ledger.entry (case_id, at, actor, action, digest)
      values (gen_random_uuid(), t, 'somebody', 'answered', d) returning id into i;
    insert into ledger.entry_body values (i, s, b);
    p := hd.h;
    select sha256(p || ledger.frame(e.id, e.case_id, e.at, e.actor, e.action, e.digest))
      into hd.h from ledger.entry e where e.id = i;
    insert into ledger.link values (hd.seq + k, i, p, hd.h);
  end loop;
  update ledger.head set seq = hd.seq + {rows}, h = hd.h;
end $$;
alter table ledger.entry enable trigger chain;
"""


def measure(plan: Plan) -> list[Row]:
    plan.steps.begin("verify_ledger: rows a second")
    fill(plan.rounds(ROWS))
    speeds = []
    for number in range(plan.rounds(4)):
        began = time.perf_counter()
        check, _whole = verify()
        speeds.append(check.rows / (time.perf_counter() - began))
        if check.found:
            raise AssertionError("The ledger that was measured is not sound.")
        plan.steps.note(f"{number + 1} of {plan.rounds(4)} rounds")
    speed = statistics.median(speeds)
    plan.steps.end(f"{speed:,.0f} a second")
    return [
        Row("verify_ledger: seconds for 50,000 rows", DEMANDED / speed, goal=1.0),
        Row("verify_ledger", speed, "rows a second"),
    ]


def fill(rows: int) -> None:
    """Put rows into the ledger, as the owner of the tables, who alone can pass by the chain."""
    statement = FILL.format(rows=rows, body=TYPICAL % REASON)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(statement)
        connection.execute("vacuum analyze ledger.entry, ledger.entry_body, ledger.link")
