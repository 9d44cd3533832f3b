flagged as (
  select d.reference, jsonb_build_object('seconds',
      round(extract(epoch from d.decided_at - s.submitted_at))::int) as facts
    from decided d join assessments_submission s on s.id = d.submission_id
    where d.decided_at - s.submitted_at < interval '1 minute'
)
