"""Entries for tests of the ledger: written, read back, and put in at once by the owner."""

import json

from django.db import connection, transaction

from assessments.audit.trail import Verb, record

STRANGE = 'Quote " back \\ tab \t bell \x07 line \n right-to-left \u202e emoji 🕊 del \x7f a\u0301'


def write(number: int, *, by: str = "somebody", case=None, verb: Verb = Verb.ANSWERED, **facts):
    """Entries, each in a transaction of its own, so that each is chained at once."""
    for count in range(number):
        with transaction.atomic():
            record(verb, case, by=by, **(facts or {"text": STRANGE, "number": count}))


def ask(question, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return cursor.fetchone()[0]


def facts(number: int) -> dict:
    return json.loads(ask("select body from ledger.entry_body where entry_id = %s", [number]))
