with here as (
  select * from assessments_case where id = %(case)s
), own as (
  select distinct on (a.step, a.row, p.print) a.step, a.row, p.print, p.words
    from assessments_answer a cross join lateral passages_of(a.content) p
    where a.case_id = %(case)s and a.content is not null and a.step <> 'item'
      and not starts_with(a.taken_from, 'profile:')  -- which says so, and is kept for many cases
), met as (
  select o.step, o.row, o.print, o.words, array_agg(f.case_id) as cases
    from own o
    cross join lateral (
      select distinct x.case_id from (
        select a.case_id from assessments_answer a
          where prints_of(a.content) @> array[o.print]
            and a.content is not null and a.step <> 'item' and a.case_id <> %(case)s
          limit 4 * %(most)s
      ) x
      join assessments_case c on c.id = x.case_id
      join here h on c.id is distinct from h.split_from_id and c.split_from_id is distinct from h.id
      where c.disposed_at is null and c.status <> 'withdrawn' and not c.imported ? 'practice'
      limit %(most)s
    ) f
    group by 1, 2, 3, 4
), alike as (
  -- Of one answer the passage that most cases share.
  select distinct on (step, row) step, row, words, cases from met
    order by step, row, cardinality(cases) desc, octet_length(words) desc
), comparable as (
  -- The latest decided ones alone: of a State or an end user there may be tens of thousands.
  (select c.id, true as is_same_end_user
    from (
      select id, updated_at from assessments_case
        where name_words(end_user) = (select name_words(end_user) from here where end_user <> '')
          and status in ('decided', 'closed') and disposed_at is null
        offset 0
    ) c
    order by c.updated_at desc, c.id desc limit %(latest)s)
  union
  (select id, false from assessments_case
    where recipient_state = (select recipient_state from here where recipient_state <> '')
      and status in ('decided', 'closed') and disposed_at is null
    order by updated_at desc, id desc limit %(latest)s)
), refused as (
  select s.id as case, c.reference, d.decided_on, l.outcome, l.reasons, mine.article, mine.items,
      bool_or(s.is_same_end_user) as is_same_end_user
    from comparable s
    join assessments_case c on c.id = s.id and c.id <> %(case)s
    join assessments_decision d on d.case_id = c.id
    join assessments_decisionline l on l.decision_id = d.id
      and l.outcome in ('refuse', 'prohibited')
    join assessments_answer theirs on theirs.case_id = c.id and theirs.step = 'item'
      and theirs.row = l.item
    join (
      select content ->> 'article' as article, array_agg(row order by position) as items
        from assessments_answer where case_id = %(case)s and step = 'item'
        group by content ->> 'article'
    ) mine on mine.article = theirs.content ->> 'article' and mine.article <> 'outside'
    group by s.id, c.reference, d.decided_on, l.outcome, l.reasons, mine.article, mine.items
    order by bool_or(s.is_same_end_user) desc, d.decided_on desc, c.reference
    limit %(most)s
), profiles as (
  select distinct on (p.id) p.id as profile, p.kind, v.number, v.content -> 'forms' as forms
    from assessments_profile p
    join here h on h.recipient_state = p.state
      and (p.kind = 'state' or name_words(p.end_user) = name_words(h.end_user))
    join assessments_profileversion v on v.profile_id = p.id and v.published_at is not null
    order by p.id, v.number desc
), breaches as (
  select f.version_id from incidents_of_case(%(case)s) f
    join assessments_incidentview w on w.id = f.view_id
    where f.is_shown and f.why <> 'state' and w.conclusion in ('likely', 'possible')
), told as (
  select e.id, e.at, e.action, b.body::jsonb as facts
    from ledger.entry e join ledger.entry_body b on b.entry_id = e.id
    where e.case_id = %(case)s and e.action in (
        'answered', 'file_added', 'request_answered', 'profile_adopted')
), changed as (
  select distinct on (step, row, part) c.*
    from (
      select t.id, t.at, t.facts ->> 'step' as step, t.facts ->> 'row' as row, x.part,
          coalesce(x.before ->> 'answer', x.before ->> 'severity') as before,
          coalesce(x.after ->> 'answer', x.after ->> 'severity') as after,
          coalesce(x.before -> 'cites', '[]') @> coalesce(x.after -> 'cites', '[]') as cites_no_more
        from told t
        cross join lateral (
          select '' as part, t.facts -> 'before' as before, t.facts -> 'after' as after
          union all
          select line, t.facts #> array['before', 'lines', line],
              t.facts #> array['after', 'lines', line]
            from unnest(array['7.1.a', '7.1.b.i', '7.1.b.ii', '7.1.b.iii', '7.1.b.iv']) as line
            where t.facts ->> 'step' = 'lines'
        ) x
        where t.action = 'answered'
    ) c
    where c.before in ('unknown', 'gaps', 'undetermined') and c.cites_no_more and c.after in (
        'none', 'clear', 'no_indication', 'low', 'complete', 'no_credible_link', 'no',
        'not_serious', 'none_required')
      and not exists (
        select 1 from told n
          where n.id < c.id and (n.action <> 'answered' or n.facts ->> 'step' = 'evidence')
            and n.id > coalesce((
              select max(p.id) from told p where p.id < c.id and p.facts ->> 'step' = c.step
                and p.facts ->> 'row' = c.row), 0)
      )
    order by step, row, part, id desc
)
select
  (select coalesce(jsonb_agg(to_jsonb(alike)), '[]') from alike),
  (select coalesce(jsonb_agg(to_jsonb(refused)), '[]') from refused),
  (select coalesce(jsonb_agg(to_jsonb(profiles) order by kind desc), '[]') from profiles),
  (select count(*) from breaches),
  (select coalesce(jsonb_agg(to_jsonb(changed) - 'id' - 'cites_no_more'), '[]') from changed)
