flagged as (
  select d.reference, jsonb_build_object('risk', o.row) as facts
    from decided d
    join assessments_answer o on o.case_id = d.case_id and o.step = 'overriding'
    join assessments_answer m on m.case_id = d.case_id and m.step = 'mitigation' and m.row = o.row
    where o.confirmed_at < m.confirmed_at
)
