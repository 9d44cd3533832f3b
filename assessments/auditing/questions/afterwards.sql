flagged as (
  select d.reference, jsonb_build_object('action', e.action) as facts
    from decided d
    join ledger.entry e on e.case_id = d.case_id
      and e.action in ('answered', 'row_removed', 'file_added', 'file_removed')
      and e.id > (select max(id) from ledger.entry x
        where x.case_id = d.case_id and x.action = 'decided')
  union all
  select d.reference, jsonb_build_object('action', 'file_added')
    from decided d join assessments_attachment a on a.case_id = d.case_id
    where a.added_at > d.decided_at
)
