contacted as (
  select d.id, d.reference, n.contact, n.written_at, (
      select s.recommendation from assessments_submission s
        where s.case_id = d.case_id and s.submitted_at < n.written_at
        order by s.number desc limit 1) as recommended
    from decided d
    join assessments_note n on n.case_id = d.case_id
    where n.contact <> '' and n.written_at < d.decided_at
), flagged as (
  select c.reference, jsonb_build_object('contact', c.contact, 'day', c.written_at::date) as facts
    from contacted c
    where exists (
      select 1 from assessments_decisionline l
        where l.decision_id = c.id
          and l.outcome <> c.recommended -> l.item ->> 'decision'
    )
)
