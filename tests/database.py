"""The test database: made by the owner of the tables, used with the application's rights."""

from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

TABLES = """
select format('%I.%I', n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname in ('public', 'ledger') and c.relname <> 'django_migrations'
  order by 1
"""
COLUMNS = """
select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
  where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''
"""
INSERT = "insert into {table} ({columns}) overriding system value select {columns} from {copy}"
TRIGGERS = """
select format('alter table %s %%s trigger %I', tgrelid::regclass, tgname), tgenabled
  from pg_trigger where not tgisinternal and tgenabled <> 'D'
"""
OTHERS_END = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend'
"""
ENABLE = {"O": "enable", "A": "enable always", "R": "enable replica"}


def use_application_role():
    """From now on every connection to the test database has the application's rights only."""
    connection_created.connect(become_application, dispatch_uid="application role")
    connection.close()


def use_owner_role():
    """The owner again, alone: threads of the live server may not have hung up yet."""
    connection_created.disconnect(dispatch_uid="application role")
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(OTHERS_END)
    connection.close()


def become_application(connection, **kwargs):
    # Not on the way to another database, to which Django goes to drop this one.
    if connection.settings_dict["NAME"] == settings.DATABASES["default"]["NAME"]:
        with connection.cursor() as cursor:
            cursor.execute(f"set role {application_role()}")


def application_role():
    return connection.ops.quote_name(settings.APPLICATION_ROLE)


@contextmanager
def as_owner():
    """A cursor with the rights of the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        yield cursor
        cursor.execute(f"set role {application_role()}")


def keep_first_rows():
    """Remember what the migrations have put into the tables: it is there for every test."""
    with connection.cursor() as cursor:
        cursor.execute("create schema first_rows")
        for table in all_tables(cursor):
            cursor.execute(f"create table {copy_of(table)} as table {table}")


def bring_back_first_rows(*args, **kwargs):
    """Empty all tables and put the first rows back; triggers that deny this are off meanwhile."""
    connection.close()  # whatever state the test has left it in
    with as_owner() as cursor:
        tables = all_tables(cursor)
        cursor.execute(TRIGGERS)
        triggers = cursor.fetchall()
        statements = [trigger % "disable" for trigger, _enabled in triggers]
        statements += [f"truncate {', '.join(tables)}"]
        statements += [first_rows(cursor, table) for table in tables]
        statements += ["set constraints all immediate"]
        statements += [trigger % ENABLE[enabled] for trigger, enabled in triggers]
        cursor.execute(f"begin; {'; '.join(statements)}; commit")


def all_tables(cursor):
    cursor.execute(TABLES)
    return [table for (table,) in cursor.fetchall()]


def copy_of(table):
    return "first_rows." + table.replace(".", "__").replace('"', "")


def first_rows(cursor, table):
    cursor.execute(COLUMNS, [table])
    (columns,) = cursor.fetchone()
    return INSERT.format(table=table, columns=columns, copy=copy_of(table))


def end_other_connections():
    """Those of threads that a browser's last request left behind: they would hold the database."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS_END)
