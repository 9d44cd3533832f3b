"""Who looked at a case, took something of it away, or tried to: entries that no page can forget.

Any address with a case's reference in it is looked at here, whatever view answers: a page that
shows a case is read, what is sent as an attachment is taken away, 403 and 404 are refusals. A page
of no case that refuses somebody is said in the security log.
"""

import hashlib
import json
import logging
import time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from assessments.audit.trail import Verb, record
from assessments.models import Case, User
from assessments.models.compiled import compiled

# The security log: one JSON object a line, with nothing in it that somebody wrote of a case.
security = logging.getLogger("attwizard.security")

SHOWN = frozenset({200, 409})  # the page of a conflict shows both texts
REFUSED = frozenset({403, 404})
CASE_FILES = frozenset({"wizard:download_case_file"})
KEY = "read"
HOUR = 3600


class Witnessed:
    """Middleware: the entry is there before the answer leaves, or the answer does not leave."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(response, "is_question", False):  # whether it is really them: no refusal
            return response
        match = request.resolver_match
        if match and match.namespace and request.user.is_authenticated:
            if "reference" in match.kwargs:
                witness(request, response, match.view_name, match.kwargs)
            elif response.status_code in REFUSED:
                said(request.user, **asked(request, response, match.view_name))
        return response


def witness(request: HttpRequest, response: HttpResponse, page: str, named: dict[str, Any]) -> None:
    reference, by = named["reference"], request.user
    if response.status_code in REFUSED:
        refused(reference, by, **asked(request, response, page))
    elif response.status_code not in SHOWN:
        return
    elif response.get("Content-Disposition", "").startswith("attachment"):
        taken(reference, by, page, named, response)
    elif is_first_of_the_hour(request, reference):
        note(Verb.READ, reference, by, page=page)


def is_first_of_the_hour(request: HttpRequest, reference: str) -> bool:
    """Reading is noted once for a person, a case, a session and an hour.

    A wizard is many pages, and each is shown again after every save: an entry for each would bury
    what matters and put a write on every GET. The session remembers, which costs no question to
    the database; two requests at the same moment may leave two entries, which harms nobody.
    """
    hour = int(time.time()) // HOUR
    read = {case: at for case, at in request.session.get(KEY, {}).items() if at == hour}
    if reference in read:
        return False
    request.session[KEY] = {**read, reference: hour}
    return True


def taken(
    reference: str, by: User, page: str, named: dict[str, Any], response: HttpResponse
) -> None:
    """Each download by itself, with the digest of the very bytes that left."""
    verb = Verb.EXPORTED if page in CASE_FILES else Verb.DOWNLOADED
    digest = hashlib.sha256(response.content).hexdigest()
    note(verb, reference, by, page=page, file=named.get("file"), digest=digest)


def refused(reference: str, by: User, **facts: Any) -> None:
    """Said in the security log and appended, whatever became of the transaction of the page."""
    if note(Verb.REFUSED, reference, by, **facts):
        said(by, case=reference, **facts)


def asked(request: HttpRequest, response: HttpResponse, page: str) -> dict[str, Any]:
    return {"page": page, "method": request.method, "status": response.status_code}


def said(by: User, **facts: Any) -> None:
    security.warning(json.dumps({"event": "refused", "person": by.username, **facts}))


def note(verb: Verb, reference: str, by: User, **facts: Any) -> bool:
    """An entry in a transaction of its own; of no case, there is none."""
    if "\x00" in reference:  # no case has it, and to ask for it is an error of the database
        return False
    found = of_reference(reference)
    for case in found:
        with transaction.atomic(durable=True):
            record(verb, case, by=by, **facts)
    return bool(found)


@compiled
def of_reference(reference: str) -> QuerySet[Case]:
    return Case.objects.filter(reference=reference).only("pk")
