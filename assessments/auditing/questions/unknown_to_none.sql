told as (
  select d.reference, e.case_id, e.id, e.action, b.body::jsonb as facts
    from decided d
    join ledger.entry e on e.case_id = d.case_id and e.action in ('answered', 'file_added')
    join ledger.entry_body b on b.entry_id = e.id
), changed as (
  select t.reference, t.case_id, t.id, t.facts ->> 'step' as step, x.part, x.before, x.after
    from told t
    cross join lateral (
      select '' as part, t.facts #>> '{before,answer}' as before, t.facts #>> '{after,answer}' as after
      union all
      select line, t.facts #>> array['before', 'lines', line, 'answer'],
          t.facts #>> array['after', 'lines', line, 'answer']
        from unnest(array['7.1.a', '7.1.b.i', '7.1.b.ii', '7.1.b.iii', '7.1.b.iv']) as line
        where t.facts ->> 'step' = 'lines'
    ) x
    where x.before in ('unknown', 'gaps', 'undetermined') and x.after in (
      'none', 'clear', 'no_indication', 'low', 'complete', 'not_serious', 'no_credible_link', 'no')
), flagged as (
  select c.reference, jsonb_build_object(
      'step', c.step, 'part', c.part, 'before', c.before, 'after', c.after) as facts
    from changed c
    where not exists (
      select 1 from told n
        where n.case_id = c.case_id and n.id < c.id
          and (n.action = 'file_added' or n.facts ->> 'step' = 'evidence')
          and n.id > coalesce((
            select max(p.id) from told p
              where p.case_id = c.case_id and p.id < c.id and p.facts ->> 'step' = c.step), 0)
    )
)
