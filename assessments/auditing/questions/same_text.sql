said as (
  select d.reference, a.step || ' ' || a.row || ' ' || t.part as place,
      md5(lower(btrim(regexp_replace(t.reason, '\s+', ' ', 'g')))) as text,
      t.reason as words
    from decided d
    join assessments_answer a on a.case_id = d.case_id and a.content is not null
    cross join lateral (
      select '' as part, a.content ->> 'reason' as reason where a.step <> 'lines'
      union all
      select key, value ->> 'reason' from jsonb_each(
        case when a.step = 'lines' then a.content -> 'lines' end)
      union all
      select 'contribution', a.content #>> '{contribution,reason}' where a.step = 'lines'
    ) t
    where length(t.reason) >= %(long_enough)s
), alike as (
  select text, count(*) as times, count(distinct reference) as cases,
      regexp_replace(min(words), '^(.{60}).+$', '\1…') as words from said
    group by text having count(*) > 1
), flagged as (
  select s.reference,
      jsonb_build_object('times', a.times, 'in', a.cases, 'text', left(a.text, 8),
        'words', a.words) as facts
    from alike a join said s using (text)
)
