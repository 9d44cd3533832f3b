"""Incidents are judged before a case is authorised; whose they are, and who says so of a case."""

from django.db import migrations

RULES = """
-- The incidents of a case: those of its recipient State and of its end user by the folded name, and
-- those put on it by hand; with the last view of each last version. What was left out with a reason
-- is not shown, until it is corrected.
create function incidents_of_case(p_case uuid)
returns table (version_id bigint, view_id bigint, link_id bigint, why text, is_shown boolean)
language sql stable set search_path = public, pg_temp as $$
  with said as (
    select distinct on (v.incident_id) v.incident_id, l.id, l.version_id, l.is_shown
      from assessments_incidentlink l join assessments_incidentversion v on v.id = l.version_id
      where l.case_id = p_case order by v.incident_id, l.id desc
  ), found as (
    select v.id, s.id as link_id,
           v.state = c.recipient_state as of_state,
           v.actor_folded = folded_actor(c.end_user) and v.actor_folded <> '' as of_end_user,
           coalesce(s.is_shown, false) as is_put_on,
           s.version_id = v.id and not s.is_shown as is_left_out
      from assessments_case c cross join assessments_incidentversion v
      left join said s on s.incident_id = v.incident_id
      where c.id = p_case and c.disposed_at is null and not exists (
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

-- Rule 12: past an incident that nobody formed a view of nothing is authorised.
create function incidents_have_their_views() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  c uuid;
begin
  select case_id into strict c from assessments_decision where id = new.decision_id;
  if bar_is_in_force(c, 'incident_without_view') and exists (
    select 1 from incidents_of_case(c) where is_shown and view_id is null) then
    raise exception 'An incident of this case has no view.'
      using errcode = 'check_violation', constraint = 'incidents_have_their_views';
  end if;
  return new;
end $$;
create trigger incidents_have_their_views before insert on assessments_decisionline
  for each row when (new.outcome in ('authorise', 'authorise_with_measures'))
  execute function incidents_have_their_views();

create function incident_versions_follow() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if not acts_as(new.written_by_id, 'editor') then
    raise exception 'The register of incidents is kept by editors.'
      using errcode = 'check_violation', constraint = 'editors_keep_incidents';
  end if;
  if new.number <> 1 + coalesce((select max(number) from assessments_incidentversion
                                   where incident_id = new.incident_id), 0) then
    raise exception 'The versions of an incident follow one another.'
      using errcode = 'check_violation', constraint = 'incident_versions_follow';
  end if;
  return new;
end $$;
create trigger incident_versions_follow before insert on assessments_incidentversion
  for each row execute function incident_versions_follow();

create function view_is_of_the_last_version() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if not (acts_as(new.formed_by_id, 'officer') or acts_as(new.formed_by_id, 'legal')
          or acts_as(new.formed_by_id, 'editor')) then
    raise exception 'Officers, legal advisers and editors form views of incidents.'
      using errcode = 'check_violation', constraint = 'who_forms_views_of_incidents';
  end if;
  if exists (
    select 1 from assessments_incidentversion v
      join assessments_incidentversion n on n.incident_id = v.incident_id and n.number > v.number
      where v.id = new.version_id) then
    raise exception 'A view is formed of what is known last.'
      using errcode = 'check_violation', constraint = 'view_is_of_the_last_version';
  end if;
  return new;
end $$;
create trigger view_is_of_the_last_version before insert on assessments_incidentview
  for each row execute function view_is_of_the_last_version();

create function incidents_are_linked_while_assessed() returns trigger language plpgsql
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
          and has_declared(new.case_id, new.said_by_id, 'assess')) then
    raise exception 'The incidents of a case are chosen by who assesses it.'
      using errcode = 'check_violation', constraint = 'who_links_incidents';
  end if;
  return new;
end $$;
create trigger incidents_are_linked_while_assessed before insert on assessments_incidentlink
  for each row execute function incidents_are_linked_while_assessed();

-- What was said of a case goes with it; the register stays.
create function incident_links_fall_silent() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  delete from assessments_incidentlink where case_id = new.id;
  return null;
end $$;
create trigger incident_links_fall_silent after update on assessments_case
  for each row when (old.disposed_at is null and new.disposed_at is not null)
  execute function incident_links_fall_silent();
"""

UNDO = """
drop trigger incident_links_fall_silent on assessments_case;
drop function incident_links_fall_silent();
drop trigger incidents_are_linked_while_assessed on assessments_incidentlink;
drop function incidents_are_linked_while_assessed();
drop trigger view_is_of_the_last_version on assessments_incidentview;
drop function view_is_of_the_last_version();
drop trigger incident_versions_follow on assessments_incidentversion;
drop function incident_versions_follow();
drop trigger incidents_have_their_views on assessments_decisionline;
drop function incidents_have_their_views();
drop function incidents_of_case(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0065_incidents")]

    operations = [migrations.RunSQL(RULES, UNDO)]
