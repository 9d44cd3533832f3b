flagged as (
  select d.reference, jsonb_build_object('risk', m.row) as facts
    from decided d
    join assessments_answer m on m.case_id = d.case_id and m.step = 'mitigation'
    where m.content ->> 'relied_on' = 'true'
      and jsonb_path_exists(m.content, '$.measures[*] ? (@.code == "M01")')
      and not jsonb_path_exists(m.content,
        '$.measures[*] ? (@.code != "M01" && (@.code != "" || @.text != ""))')
)
