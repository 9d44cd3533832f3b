"""Each measure that a permission rests on is a condition: who, by when, how shown, what follows."""

from django.db import migrations, models

# What Python takes for white space, so that both trim a text alike.
SPACE = (
    r"E'\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004"
    r"\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'"
)

RULES = r"""
-- A text of the case file as a plain column holds it (models/text.py): trimmed, and a mark for
-- what cannot be stored.
create function plain(p_text text) returns text language sql immutable
set search_path = public, pg_temp as $$
  select regexp_replace(btrim(coalesce(p_text, ''), SPACE), E'\uf8ff[0-9a-f]{4}', E'\ufffd', 'g')
$$;

-- Rule 10: the measures that the permission for an item rests on, as they were submitted.
create function measures_relied_on(p_submission bigint, p_item text)
returns table (rests_on text, code text, words text, is_precedent boolean)
language sql stable set search_path = public, pg_temp as $$
  with submitted as (
    select content -> 'case_file' as file, ruling
      from assessments_submission where id = p_submission
  ), relied_on as (
    select 'risk:' || (risk ->> 'id') || '.mitigation' as place, risk -> 'mitigation' as node
      from submitted, jsonb_array_elements(coalesce(nullif(file -> 'risks', 'null'), '[]')) risk
      where risk -> 'mitigation' ->> 'relied_on' = 'true'
        and (coalesce(nullif(risk -> 'items', 'null'), '[]') = '[]'
             or risk -> 'items' ? p_item)
    union all
    select '11.2', file -> 'diversion' from submitted
      where exists (
        select 1 from jsonb_array_elements(ruling -> 'trace') entry
          where entry ->> 'rule' = '5' and entry ->> 'effect' = 'not_plainly_authorised'
            and entry -> 'items' ? p_item)
  )
  select place, plain(measure ->> 'code'), plain(measure ->> 'text'),
         coalesce(node ->> 'condition_precedent' = 'true', false)
    from relied_on,
         jsonb_array_elements(coalesce(nullif(node -> 'measures', 'null'), '[]')) measure
    where plain(measure ->> 'code') <> '' or plain(measure ->> 'text') <> ''
$$;

create function condition_is_whole() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  d assessments_decision%rowtype;
  stands text;
  lacking text;
begin
  select * into strict d from assessments_decision where id = new.decision_id;
  select status into stands from assessments_case where id = d.case_id for share;
  lacking := case
    when stands <> 'submitted' then 'conditions_are_set_with_the_decision'
    when cardinality(new.items) = 0 or exists (
      select 1 from unnest(new.items) one where not exists (
        select 1 from assessments_decisionline l
          where l.decision_id = d.id and l.item = one
            and (l.outcome = 'authorise_with_measures'
                 or l.outcome = 'authorise' and new.rests_on = 'routine')))
      then 'a_condition_is_of_what_is_authorised'
    when new.code !~ '\S' and new.text !~ '\S' then 'a_condition_says_what_is_to_be_done'
    when new.rests_on <> 'routine' and not (
      new.owner ~ '\S' and new.proof ~ '\S' and new.consequence ~ '\S'
      and new.is_precedent = (new.due_on is null))
      then 'a_measure_has_owner_day_proof_and_consequence'
    when new.due_on < d.decided_on then 'a_measure_is_not_due_before_its_decision'
  end;
  if lacking is not null then
    raise exception 'Condition %: %.', new.position, replace(lacking, '_', ' ')
      using errcode = 'check_violation', constraint = lacking;
  end if;
  return new;
end $$;
create trigger condition_is_whole before insert on assessments_condition
  for each row execute function condition_is_whole();

-- Looked at when the transaction ends: lines and conditions are written in any order.
create function permission_rests_on_its_conditions() returns trigger language plpgsql
set search_path = public, pg_temp as $$
declare
  lacking text;
begin
  lacking := case
    when not exists (
      select 1 from assessments_condition n where n.decision_id = new.decision_id
        and n.rests_on <> 'routine' and new.item = any (n.items))
      then 'a_permission_with_measures_names_one'
    when exists (
      select 1 from assessments_decision d,
          lateral measures_relied_on(d.submission_id, new.item) m
        where d.id = new.decision_id and not exists (
          select 1 from assessments_condition n where n.decision_id = d.id
            and n.rests_on = m.rests_on and n.code = m.code and n.text = m.words
            and new.item = any (n.items) and n.is_precedent >= m.is_precedent))
      then 'each_measure_relied_on_is_a_condition'
  end;
  if lacking is not null then
    raise exception 'Item %: %.', new.item, replace(lacking, '_', ' ')
      using errcode = 'check_violation', constraint = lacking;
  end if;
  return null;
end $$;
create constraint trigger permission_rests_on_its_conditions
  after insert on assessments_decisionline deferrable initially deferred for each row
  when (new.outcome = 'authorise_with_measures')
  execute function permission_rests_on_its_conditions();

-- dispose_of_case() silences a condition with the others; what it says since this migration, too.
create function condition_falls_silent() returns trigger language plpgsql
set search_path = public, pg_temp as $$
begin
  if is_being_disposed((select case_id from assessments_decision where id = new.decision_id)) then
    new.owner := '';
    new.proof := '';
    new.consequence := '';
  end if;
  return new;
end $$;
create trigger condition_falls_silent before update on assessments_condition
  for each row execute function condition_falls_silent();
""".replace("SPACE", SPACE)

UNDO = """
drop trigger condition_falls_silent on assessments_condition;
drop function condition_falls_silent();
drop trigger permission_rests_on_its_conditions on assessments_decisionline;
drop function permission_rests_on_its_conditions();
drop trigger condition_is_whole on assessments_condition;
drop function condition_is_whole();
drop function measures_relied_on(bigint, text);
drop function plain(text);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0032_rules_look_at_the_real_tables")]

    operations = [
        migrations.AlterField("condition", "code", models.TextField(blank=True)),
        migrations.AddField("condition", "owner", models.TextField(blank=True, default=""), False),
        migrations.AddField("condition", "due_on", models.DateField(null=True)),
        migrations.AddField("condition", "proof", models.TextField(blank=True, default=""), False),
        migrations.AddField(
            "condition", "consequence", models.TextField(blank=True, default=""), False
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
