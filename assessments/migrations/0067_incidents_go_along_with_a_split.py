"""What was put on a case goes along when it is split; the end user's name is folded once."""

from django.db import migrations

# As migration 0066 has them, with the case looked up first, and with the case it was split from.
RULES = """
create or replace function incidents_of_case(p_case uuid)
returns table (version_id bigint, view_id bigint, link_id bigint, why text, is_shown boolean)
language sql stable set search_path = public, pg_temp as $$
  with asked as materialized (
    select id, recipient_state, folded_actor(end_user) as end_user, disposed_at
      from assessments_case where id = p_case
  ), said as (
    select distinct on (v.incident_id) v.incident_id, l.id, l.version_id, l.is_shown
      from assessments_incidentlink l join assessments_incidentversion v on v.id = l.version_id
      where l.case_id = p_case order by v.incident_id, l.id desc
  ), found as (
    select v.id, s.id as link_id,
           v.state = c.recipient_state as of_state,
           v.actor_folded = c.end_user and v.actor_folded <> '' as of_end_user,
           coalesce(s.is_shown, false) as is_put_on,
           s.version_id = v.id and not s.is_shown as is_left_out
      from asked c cross join assessments_incidentversion v
      left join said s on s.incident_id = v.incident_id
      where c.disposed_at is null and not exists (
        select 1 from assessments_incidentversion n
          where n.incident_id = v.incident_id and n.number > v.number)
  )
  select f.id,
         (select max(w.id) from assessments_incidentview w where w.version_id = f.id),
         f.link_id,
         case when f.of_end_user then 'end_user' when f.of_state then 'state' else 'put_on' end,
         coalesce(not f.is_left_out, true)
    from found f where f.of_state or f.of_end_user or f.is_put_on or f.is_left_out
$$;

create or replace function incidents_are_linked_while_assessed() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  stands text;
begin
  select status into stands from assessments_case where id = new.case_id for share;
  if stands not in ('draft', 'returned') then
    raise exception 'The incidents of a case that is % are not changed.', stands
      using errcode = 'check_violation', constraint = 'only_in_officers_hands';
  end if;
  if not (acts_as(new.said_by_id, 'officer')
          and (has_declared(new.case_id, new.said_by_id, 'assess')
               or has_declared((select split_from_id from assessments_case where id = new.case_id),
                               new.said_by_id, 'assess'))) then
    raise exception 'The incidents of a case are chosen by who assesses it.'
      using errcode = 'check_violation', constraint = 'who_links_incidents';
  end if;
  return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0075_passages_and_names")]

    # On the way back migration 0066 drops both.
    operations = [migrations.RunSQL(RULES, migrations.RunSQL.noop)]
