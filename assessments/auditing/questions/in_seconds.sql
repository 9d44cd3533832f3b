acts as (
  select d.reference, d.case_id, s.submitted_at, d.decided_at as at, d.decided_by_id as who,
      'decided' as act
    from decided d join assessments_submission s on s.id = d.submission_id
  union all
  select d.reference, d.case_id, s.submitted_at, o.signed_at, o.signed_by_id, 'signed_off'
    from decided d join assessments_submission s on s.id = d.submission_id
    join assessments_signoff o on o.submission_id = s.id
), looked as (
  select a.*, u.name, (
      select min(e.at) from ledger.entry e
        where e.case_id = a.case_id and e.actor = u.username and e.action in ('read', 'downloaded')
          and e.at between a.submitted_at - interval '1 hour' and a.at + interval '1 second'
    ) as seen
    from acts a join assessments_user u on u.id = a.who
    where a.at > (select at from ledger.entry where action = 'read' order by id limit 1)
), flagged as (
  select reference, jsonb_build_object('person', name, 'act', act, 'seconds', case
      when seen is not null then floor(extract(epoch from at - greatest(seen, submitted_at)))::int
    end) as facts
    from looked
    where seen is null or at - greatest(seen, submitted_at) < make_interval(secs => %(seconds)s)
)
