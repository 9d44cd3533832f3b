flagged as (
  select d.reference, jsonb_build_object('person', u.name, 'kind', w.kind) as facts
    from decided d
    join assessments_waiver w on w.submission_id = d.submission_id
    join assessments_user u on u.id = w.by_id
)
