cited as (
  select distinct d.case_id, substr(cite, 8) as source
    from decided d
    join assessments_answer a on a.case_id = d.case_id and a.content is not null
    cross join lateral jsonb_path_query(a.content, 'strict $.**.cites[*] ? (@ starts with "source:")')
      as found(value)
    cross join lateral (select value #>> '{}' as cite) as text
), flagged as (
  select d.reference,
      jsonb_build_object('source', s.row, 'published', s.content ->> 'published_on') as facts
    from decided d
    join assessments_answer s on s.case_id = d.case_id and s.step = 'evidence'
    join cited on cited.case_id = d.case_id and cited.source = s.row
    where s.content ->> 'published_on'
      < (d.decided_on - make_interval(months => %(months)s))::date::text
)
