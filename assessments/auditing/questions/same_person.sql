acted as (
  select reference, case_id, decided_by_id as person from decided
  union
  select d.reference, d.case_id, o.signed_by_id
    from decided d join assessments_signoff o on o.submission_id = d.submission_id
  union
  select d.reference, d.case_id, r.returned_by_id
    from decided d join assessments_submission s on s.case_id = d.case_id
    join assessments_returnforchanges r on r.submission_id = s.id
), flagged as (
  select a.reference, jsonb_build_object('person', u.name) as facts
    from acted a join assessments_user u on u.id = a.person
    where worked_on_case(a.case_id, a.person)
)
