outcomes as (
  select d.reference, d.recipient_state, lower(btrim(d.end_user)) as end_user, d.activity,
      i.content ->> 'article' as article,
      l.outcome in ('authorise', 'authorise_with_measures') as authorised
    from decided d
    join assessments_decisionline l on l.decision_id = d.id
    join assessments_answer i on i.case_id = d.case_id and i.step = 'item' and i.row = l.item
), unlike as (
  select recipient_state, end_user, activity, article from outcomes
    group by 1, 2, 3, 4 having count(distinct authorised) > 1 and count(distinct reference) > 1
), flagged as (
  select o.reference, jsonb_build_object('state', recipient_state, 'article', article) as facts
    from outcomes o join unlike using (recipient_state, end_user, activity, article)
)
