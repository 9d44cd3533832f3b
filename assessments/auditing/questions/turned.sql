recommended as (
  select d.reference, s.case_id, s.number, s.submitted_at, r.returned_at, (
      select jsonb_object_agg(key, value -> 'decision') from jsonb_each(s.recommendation)) as said
    from decided d join assessments_submission s on s.case_id = d.case_id
    left join assessments_returnforchanges r on r.submission_id = s.id
), flagged as (
  select b.reference, jsonb_build_object('number', b.number + 1) as facts
    from recommended b
    join recommended a on a.case_id = b.case_id and a.number = b.number + 1 and a.said <> b.said
    where not exists (
      select 1 from ledger.entry e left join ledger.entry_body f on f.entry_id = e.id
        where e.case_id = b.case_id and e.at between b.returned_at and a.submitted_at
          and e.action in ('answered', 'row_removed', 'taken_over', 'file_added', 'file_removed')
          and coalesce(f.body::jsonb ->> 'step', '') <> 'recommendation'
    )
)
