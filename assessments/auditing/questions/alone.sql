alone as (
  select p.name as person, b.name as by, f.body::jsonb ->> 'name' as other
    from assessments_rolegrant g
    join assessments_user p on p.id = g.person_id
    join assessments_user b on b.id = g.proposed_by_id
    join ledger.entry e on e.actor = b.username and e.action = 'person_deactivated'
      and e.at < g.confirmed_at
    join ledger.entry_body f on f.entry_id = e.id
    where g.is_waived and g.confirmed_at >= %(begin)s and g.confirmed_at < %(end)s
      and f.body::jsonb -> 'roles' ? 'administrator'
), flagged as (
  select null as reference, jsonb_build_object('person', person, 'by', by, 'other', other) as facts
    from alone
)
