"""What the database server must be like; asked by `migrate`, `check --database` and `run`."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import connections

OLDEST = 15

# Without one of these what was answered "Saved" is not there after a crash, or not whole.
SAFE = ("fsync", "full_page_writes", "synchronous_commit")

# Three trigrams of three Chinese characters and one more: only if lc_ctype knows their letters.
LETTERS = "select coalesce(array_length(show_trgm('瞄准具'), 1), 0)"

EXTENSION = "select count(*) from pg_extension where extname = 'pg_trgm'"
# What lends the application's role a table of its own, if only for a while.
LENT = """
select has_database_privilege('{role}', current_database(), 'TEMPORARY')
    or has_database_privilege('{role}', current_database(), 'CREATE')
    or has_schema_privilege('{role}', 'public', 'CREATE')
"""
LOCALE = "select datctype from pg_database where datname = current_database()"


@register(Tags.database)
def database_server(app_configs, databases=None, **kwargs):
    """PostgreSQL 15 or newer that knows the letters of UTF-8 and keeps what it promised."""
    faults = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            faults += [Error(sentence, id=code) for code, sentence in server_faults(cursor)]
    return faults


def server_faults(cursor):
    """Pairs of a check's name and a sentence, for each thing that is not as it must be."""
    version = ask(cursor, "show server_version_num")
    if int(version) < OLDEST * 10_000:
        yield "attwizard.E001", f"The database server must be PostgreSQL {OLDEST} or newer."
    if ask(cursor, "show server_encoding") != "UTF8":
        yield "attwizard.E002", "The database must be made with the encoding UTF8."
    elif not knows_letters(cursor):
        yield (
            "attwizard.E003",
            "The database must be made with an lc_ctype of UTF-8, such as C.UTF-8; without it"
            " searches ignore Arabic, Chinese and Russian letters.",
        )
    for setting in () if settings.DEMONSTRATION else SAFE:
        if ask(cursor, f"show {setting}") == "off":
            yield (
                "attwizard.E004",
                f"The database server runs with {setting} off: a crash or a power cut would lose"
                f" what was saved. Set {setting} = on.",
            )


@register(Tags.database, deploy=True)
def nothing_is_lent(app_configs, databases=None, **kwargs):
    """The first `migrate` takes these rights away, unless the database is another's."""
    return [
        Warning(
            "The application's role may make tables of its own in the database.",
            hint="As the owner of the database: revoke temporary, create on database … from public;"
            " revoke create on schema public from public.",
            id="attwizard.W005",
        )
        for alias in databases or ()
        if is_lent(alias)
    ]


def is_lent(alias):
    with connections[alias].cursor() as cursor:
        return ask(cursor, LENT.format(role=settings.APPLICATION_ROLE))


def knows_letters(cursor):
    """As pg_trgm shows; by the name of the locale until the first migration has brought it."""
    if ask(cursor, EXTENSION):
        return ask(cursor, LETTERS) == 4
    return ask(cursor, LOCALE).lower().replace("-", "").endswith("utf8")


def ask(cursor, question):
    cursor.execute(question)
    return cursor.fetchone()[0]
