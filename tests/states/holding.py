"""What holds of every case after every act, asked of the tables and not of the program."""

from django.db import connection

from assessments.audit.chain import GENESIS, Check
from assessments.audit.verifying import ledger_lines

# Each asks for cases in which something does not hold.
NEVER = {
    "decided by one person, or by somebody who worked on it": """
        select d.case_id from assessments_decision d
          join assessments_submission s on s.id = d.submission_id
          where d.decided_by_id in (d.assessed_by_id, s.submitted_by_id)
             or worked_on_case(d.case_id, d.decided_by_id)
             or exists (select from assessments_signoff o where o.submission_id = s.id
                          and o.signed_by_id = d.decided_by_id)""",
    "decided on something else than what was submitted last": """
        select d.case_id from assessments_decision d
          join assessments_submission s on s.id = d.submission_id
          where d.digest <> s.digest or s.case_id <> d.case_id or exists (
            select from assessments_submission t where t.case_id = s.case_id
              and t.number > s.number)""",
    "decided without a declaration": """
        select d.case_id from assessments_decision d
          join assessments_case c on c.id = d.case_id and c.disposed_at is null
          where not has_declared(d.case_id, d.decided_by_id, 'decide')""",
    "decided what the ruling does not permit, or not every item": """
        select d.case_id from assessments_decision d
          join assessments_case c on c.id = d.case_id and c.disposed_at is null
          join assessments_submission s on s.id = d.submission_id,
          jsonb_each(s.ruling -> 'items') ruled
          where not exists (select from assessments_decisionline l where l.decision_id = d.id
            and l.item = ruled.key and ruled.value ? l.outcome)""",
    "authorised without its sign-offs, to the digest, each another person's": """
        select d.case_id from assessments_decision d
          join assessments_case c on c.id = d.case_id and c.disposed_at is null
          join assessments_submission s on s.id = d.submission_id,
          jsonb_array_elements_text(s.ruling -> 'sign_offs') wanted
          where exists (select from assessments_decisionline l where l.decision_id = d.id
                          and l.outcome like 'authorise%')
            and not exists (
              select from assessments_signoff o where o.submission_id = s.id and o.kind = wanted
                and o.digest = d.digest and not worked_on_case(d.case_id, o.signed_by_id)
                and not exists (select from assessments_signoff p where p.submission_id = s.id
                                  and p.signed_by_id = o.signed_by_id and p.id <> o.id))
            and not exists (
              select from assessments_waiver w where w.submission_id = s.id and w.kind = wanted
                and w.by_id = d.decided_by_id)""",
    "decided without its entry": """
        select d.case_id from assessments_decision d
          join assessments_user u on u.id = d.decided_by_id
          left join assessments_case c on c.id = d.case_id
          where (select count(*) from ledger.entry e where e.case_id = d.case_id
                   and e.action = 'decided' and e.actor = u.username) <> 1
             or c.disposed_at is null and not exists (
               select from ledger.entry e join ledger.entry_body b on b.entry_id = e.id
                 where e.case_id = d.case_id and e.action = 'decided'
                   and b.body::jsonb ->> 'digest' = d.digest
                   and b.body::jsonb ->> 'snapshot_digest' = d.snapshot_digest)""",
    "rows and entries that do not tell the same": """
        select c.id from assessments_case c,
          lateral (select count(*) filter (where action = 'submitted') as submitted,
                          count(*) filter (where action = 'returned') as returned,
                          count(*) filter (where action = 'signed_off') as signed,
                          count(*) filter (where action = 'decided') as decided,
                          count(*) filter (where action = 'closed') as closed,
                          count(*) filter (where action = 'withdrawn') as withdrawn,
                          count(*) filter (where action = 'destroyed') as destroyed
                     from ledger.entry where case_id = c.id) e
          where e.submitted <> (select count(*) from assessments_submission where case_id = c.id)
             or e.returned <> (select count(*) from assessments_returnforchanges r
                  join assessments_submission s on s.id = r.submission_id where s.case_id = c.id)
             or e.signed <> (select count(*) from assessments_signoff o
                  join assessments_submission s on s.id = o.submission_id where s.case_id = c.id)
             or e.decided <> (select count(*) from assessments_decision where case_id = c.id)
             or e.closed <> (select count(*) from assessments_record r
                  join assessments_decision d on d.id = r.decision_id where d.case_id = c.id)
             or e.withdrawn <> (c.status = 'withdrawn')::int
             or e.destroyed <> (c.disposed_at is not null)::int""",
    "standing where its rows do not put it": """
        select c.id from assessments_case c
          left join assessments_submission s on s.case_id = c.id and s.number = (
            select max(number) from assessments_submission where case_id = c.id)
          left join assessments_returnforchanges r on r.submission_id = s.id
          left join assessments_decision d on d.case_id = c.id
          left join assessments_record p on p.decision_id = d.id
          where c.status <> case
            when c.withdrawn_because <> '' then 'withdrawn'
            when p.id is not null then 'closed'
            when d.id is not null then 'decided'
            when r.id is not null then 'returned'
            when s.id is not null then 'submitted'
            else 'draft' end""",
}
FOUND = "select '{what}', found.* from ({question}) found"
ALL_AT_ONCE = " union all ".join(
    FOUND.format(what=what.replace("'", "''"), question=question)
    for what, question in NEVER.items()
)
# What a decided case consists of; once it is decided, this never changes.
FROZEN = """
select c.id, md5(concat_ws('|',
    (to_jsonb(c) - array['status', 'words', 'updated_at'])::text,
    (select jsonb_agg(to_jsonb(a) order by a.id) from assessments_answer a where case_id = c.id),
    (select jsonb_agg(to_jsonb(a) order by a.id) from assessments_attachment a
       where case_id = c.id),
    (select jsonb_agg(k.user_id order by k.id) from assessments_case_colleagues k
       where case_id = c.id),
    (select jsonb_agg(to_jsonb(s) order by s.id) from assessments_submission s
       where case_id = c.id),
    (select jsonb_agg(to_jsonb(o) order by o.id) from assessments_signoff o
       join assessments_submission s on s.id = o.submission_id where s.case_id = c.id),
    (select jsonb_agg(to_jsonb(l) order by l.id) from assessments_decisionline l
       join assessments_decision d on d.id = l.decision_id where d.case_id = c.id),
    (select jsonb_agg(to_jsonb(n) order by n.id) from assessments_condition n
       join assessments_decision d on d.id = n.decision_id where d.case_id = c.id),
    (select to_jsonb(d) - 'decided_on' from assessments_decision d where case_id = c.id)))
  from assessments_case c
  where c.status in ('decided', 'closed', 'withdrawn') and c.disposed_at is null
"""


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def broken_rules():
    """What does not hold, and for which cases: one question instead of many."""
    return ask(ALL_AT_ONCE)


def faults_of_the_ledger():
    check = Check(hash=GENESIS)
    with connection.cursor() as cursor:
        for _rows in check.read(ledger_lines(cursor)):
            pass
    return check.finish()


def frozen():
    """A digest of each case that has ended."""
    return dict(ask(FROZEN))
