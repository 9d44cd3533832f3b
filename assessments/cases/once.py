"""A form that is sent twice is done once, and answered alike: a nervous finger, the back button, a
browser that asks again because it got no answer.

Each page that is shown has a CSRF token of its own. So the same person, address, fields and token
are the same form, and its answer is kept in the transaction in which it was carried out. A second
one waits for the first. Steps of the wizard do without: they compare what they save.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assessments.models import SentForm

from .refusals import Refusal

View = Callable[..., HttpResponse]

CLAIM = """
insert into assessments_sentform (key, answer, at) values (%s, '', now()) on conflict do nothing
"""
FORGET = """
delete from assessments_sentform where key in (
  select key from assessments_sentform where at < now() - interval '7 days'
    limit 20 for update skip locked)
"""


def once(view: View) -> View:
    """The view, for which a form that it has answered with another page is done."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not request.POST.get("csrfmiddlewaretoken"):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            done = done_once(key_of(request), lambda: view(request, *args, **kwargs))
        if isinstance(done, Refusal):
            raise done
        return done

    return answered


def done_once(key: str, act: Callable[[], HttpResponse]) -> HttpResponse | Refusal:
    """The answer given before, or the act carried out. A refusal may have recorded something."""
    if not claimed(key):
        return redirect(SentForm.objects.get(key=key).answer)
    try:
        done = act()
    except Refusal as refused:
        done = refused
    sent = SentForm.objects.filter(key=key)
    if isinstance(done, HttpResponse) and done.status_code == 302:
        sent.update(answer=done["Location"])
    else:  # a page that asks for something: the same form may yet come to be carried out
        sent.delete()
    return done


def claimed(key: str) -> bool:
    """Whether the form is new; waits for one like it that is under way."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
        cursor.execute(CLAIM, [key])
        return cursor.rowcount == 1


def key_of(request: HttpRequest) -> str:
    fields = sorted(request.POST.lists())
    files = [(name, file.name, digest(file)) for name, file in sorted(request.FILES.items())]
    whole = [request.user.pk, request.get_full_path(), fields, files]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


def digest(file) -> str:
    found = hashlib.sha256()
    for block in file.chunks():
        found.update(block)
    file.seek(0)
    return found.hexdigest()
