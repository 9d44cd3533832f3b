"""The rules see the real tables: a temporary table of the same name deceives none of them."""

from django.db import migrations

# Temporary tables come before all others wherever a function does not say where to look. The
# functions of extensions are theirs. Over 5,000 cases those that a list asks of each row cost at
# most a ninth more with it (has_declared: 53 instead of 47 ms); unlike a body of qualified names,
# it is forgotten by no later edit, and seen from outside.
SEARCH_PATHS = """
do $$
declare
  f record;
begin
  for f in
    select p.oid::regprocedure as name,
           case n.nspname when 'ledger' then 'ledger, public, pg_temp' else 'public, pg_temp' end
             as places
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'ledger')
        and not exists (select from unnest(p.proconfig) setting
                          where setting like 'search_path=%')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e'
                          and d.classid = 'pg_proc'::regclass)
  loop
    execute format('alter function %s set search_path = %s', f.name, f.places);
  end loop;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0031_disposal")]

    operations = [migrations.RunSQL(SEARCH_PATHS, migrations.RunSQL.noop)]
