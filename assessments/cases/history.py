"""What happened to a case, out of the ledger and of what was written once."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, entries_of
from assessments.models import Case, Entry, ReturnForChanges, SignOff, User, Verdict, Waiver
from assessments.models.text import over_strings, unescape

from .comments import comments

# Answers carry their own people and times; these are the events of the case as a whole.
EVENTS = (
    Verb.OPENED,
    Verb.IMPORTED,
    Verb.SPLIT,
    Verb.HANDED_OVER,
    Verb.SHARED,
    Verb.UNSHARED,
    Verb.READER_ADDED,
    Verb.READER_REMOVED,
    Verb.ASSIGNED,
    Verb.ASSIGNMENT_ENDED,
    Verb.MOVED_TO_UNIT,
    Verb.DECLARED,
    Verb.INTEREST_DECLARED,
    Verb.INTEREST_CLEARED,
    Verb.FILE_ADDED,
    Verb.FILE_REMOVED,
    Verb.REQUEST_SENT,
    Verb.REQUEST_REMINDED,
    Verb.REQUEST_ANSWERED,
    Verb.REQUEST_UNANSWERED,
    Verb.REQUEST_WITHDRAWN,
    Verb.SUBMITTED,
    Verb.RETURNED,
    Verb.SIGNED_OFF,
    Verb.WAIVED,
    Verb.DECIDED,
    Verb.CLOSED,
    Verb.RECORD_CORRECTED,
    Verb.WITHDRAWN,
    Verb.WAIVER_REVIEWED,
)

CONFIRMATIONS = """
select distinct on (1, 2) b.body::jsonb ->> 'step', b.body::jsonb ->> 'row',
    coalesce(u.name, e.actor)
  from ledger.entry e
  join ledger.entry_body b on b.entry_id = e.id
  left join assessments_user u on u.username = e.actor
  where e.case_id = %s and e.action in ('answered', 'confirmed_again')
  order by 1, 2, e.id desc
"""


def of(case: Case) -> dict[str, Any]:
    """What was said and done, oldest first, with people's names."""
    return {
        "returns": returns(case),
        "comments": said(case),
        "notes": notes(case),
        "sign_offs": sign_offs(case),
        "void_sign_offs": void_sign_offs(case),
        "waivers": waivers(case),
        "timeline": timeline(case),
    }


def returns(case: Case) -> list[dict[str, Any]]:
    found = ReturnForChanges.objects.filter(submission__case=case).select_related("returned_by")
    return [
        {"at": one.returned_at.isoformat(), "by": one.returned_by.name, "reasons": one.reasons}
        for one in found.order_by("submission__number")
    ]


def said(case: Case) -> list[dict[str, Any]]:
    """What reviewers wanted mended, and what the officer answered."""
    return [
        {
            "part": one.part,
            "at": one.given_at.isoformat(),
            "by": one.given_by.name,
            "comment": one.comment,
            "reply": replied(one),
        }
        for one in comments(case)
    ]


def replied(verdict: Verdict) -> dict[str, str] | None:
    reply = getattr(verdict, "reply", None)
    if reply is None:
        return None
    at, by = reply.written_at.isoformat(), reply.written_by.name
    return {"at": at, "by": by, "words": reply.words}


def notes(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "at": one.written_at.isoformat(),
            "by": one.written_by.name,
            "words": one.words,
            "contact": one.contact,
        }
        for one in case.notes.select_related("written_by")
    ]


def sign_offs(case: Case) -> list[dict[str, Any]]:
    """Those given to what was submitted last; a later submission needs its own."""
    last = case.submissions.order_by("-number").values("pk")[:1]
    return told(SignOff.objects.filter(submission__in=last))


def void_sign_offs(case: Case) -> list[dict[str, Any]]:
    """Those of earlier submissions: the case was returned since, so they are void, and kept."""
    last = case.submissions.order_by("-number").values("pk")[:1]
    return told(SignOff.objects.filter(submission__case=case).exclude(submission__in=last))


def told(found: QuerySet[SignOff]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "by": one.signed_by.name,
            "at": one.signed_at.isoformat(),
            "reasons": one.reasons,
            "digest": one.digest,
        }
        for one in found.select_related("signed_by")
    ]


def waivers(case: Case) -> list[dict[str, Any]]:
    """Sign-offs of what was submitted last that nobody else in the authority could give."""
    last = case.submissions.order_by("-number").values("pk")[:1]
    return [
        {
            "kind": one.kind,
            "by": one.by.name,
            "at": one.at.isoformat(),
            "reason": one.reason,
            "review_on": one.review_on.isoformat(),
        }
        for one in Waiver.objects.filter(submission__in=last).select_related("by")
    ]


def timeline(case: Case) -> list[dict[str, Any]]:
    entries = [(entry, json.loads(entry.facts.body)) for entry in entries_of(case, verbs=EVENTS)]
    names = names_in(entries)
    return [
        {
            "at": entry.at.isoformat(),
            "actor": actor(entry.actor, facts, names),
            "verb": entry.action,
            "facts": over_strings(facts, unescape),
        }
        for entry, facts in entries
    ]


OTHERS = ("to", "colleague", "second")  # facts that name a person


def names_in(entries: Iterable[tuple[Entry, dict[str, Any]]]) -> dict[str, str]:
    """The names of those who acted, for whom they stood in, and with whom, by user name."""
    return names_of(
        {
            name
            for entry, facts in entries
            for name in (entry.actor, stood_in_for(facts), *map(facts.get, OTHERS))
            if isinstance(name, str)
        }
    )


def names_of(usernames: set[str]) -> dict[str, str]:
    people = User.objects.filter(username__in=usernames)
    return dict(people.values_list("username", "name"))


def stood_in_for(facts: dict[str, Any]) -> str:
    return unescape(facts.get("stood_in_for", ""))


def actor(username: str, facts: dict[str, Any], names: dict[str, str]) -> str:
    """Who acted, and for whom, as people read it."""
    name, absent = names.get(username, username), stood_in_for(facts)
    return for_whom(name, names.get(absent, absent))


def signature(person: User) -> str:
    """The name of somebody who acts now, and for whom they stand in."""
    return for_whom(person.name, person.acting_for.name if person.acting_for else "")


def for_whom(name: str, absent: str) -> str:
    return _("%(name)s, for %(absent)s") % {"name": name, "absent": absent} if absent else name


def confirmations(case: Case) -> dict[tuple[str, str], str]:
    """Who confirmed each answer last, by step and row; a colleague's draft beside it says nothing.

    An answer that was confirmed without an entry, by a command, is not in it.
    """
    with connection.cursor() as cursor:
        cursor.execute(CONFIRMATIONS, [case.pk])
        return {(unescape(step), unescape(row)): name for step, row, name in cursor.fetchall()}
