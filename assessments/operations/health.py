"""`/healthz`: the process lives. `/readyz`: it can work. A stranger learns no more than that.

Both are answered before anything else, so that they need no host name, no TLS, no session, and for
the first no database; what is not ready is in the log, and `manage.py check_config` says it.
"""

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from django.conf import settings
from django.db import Error, connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.records.seal_key import SealTrouble, is_sealing, own_certificate
from assessments.records.tasks import STALLED

from . import contents

log = logging.getLogger("attwizard.health")
SECONDS = 2.0  # for which an answer holds: whoever asks all the time costs nothing
LEAST_FREE = 1_000_000_000  # bytes on each disk
HEARTBEAT = """
select count(*) from procrastinate_workers
  where last_heartbeat > now() - make_interval(secs => %s)
"""


class Health:
    """Middleware, before all others."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.ready = Ready()

    def __call__(self, request):
        if request.path_info == "/healthz":
            return answer(True)
        if request.path_info == "/readyz":
            return answer(self.ready())
        return self.get_response(request)


def answer(is_well: bool) -> HttpResponse:
    words, status = (b"ok\n", 200) if is_well else (b"not ready\n", 503)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    response = HttpResponse(words, status=status, content_type="text/plain", headers=headers)
    response._has_been_logged = True  # by Ready, once; Django would with every probe
    return response


class Ready:
    """Whether this process can work, asked at most every two seconds; what changes is logged."""

    def __init__(self) -> None:
        self.troubles: dict[str, str] = {}
        self.until = 0.0

    def __call__(self) -> bool:
        if time.monotonic() >= self.until:
            before, self.troubles = self.troubles, dict(troubles())
            self.until = time.monotonic() + SECONDS
            if self.troubles.keys() != before.keys():
                log.warning(json.dumps({"event": "readiness", "not_ready": self.troubles}))
        return not self.troubles


def troubles() -> Iterator[tuple[str, str]]:
    """What keeps this process from working, by its name, in a sentence."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = '2s'")
            yield from of_database(cursor)
    except Error as fault:
        with suppress(Error):
            connection.close()
        yield "database", _("The database does not answer: %(fault)s") % {"fault": fault}
    for name, ask in (("seal", of_seal), ("disk", of_disks)):
        if sentence := ask():
            yield name, sentence


def of_database(cursor) -> Iterator[tuple[str, str]]:
    if missing := set(contents.of_this_program()) - set(contents.applied()):
        sentence = _("%(count)s migrations are to be done: manage.py upgrade does them.")
        yield "migrations", sentence % {"count": len(missing)}
        return
    cursor.execute(HEARTBEAT, [STALLED])
    if not cursor.fetchone()[0]:
        yield "worker", _("No worker that makes records has shown itself for a minute.")


def of_seal() -> str:
    if not is_sealing():
        return ""
    try:
        until = own_certificate().not_valid_after_utc
    except SealTrouble as trouble:
        return str(trouble)
    if until < timezone.now():
        return _("The certificate that seals records ended on %(day)s.") % {"day": until.date()}
    return ""


def of_disks(free: Callable[[str], int] = lambda folder: shutil.disk_usage(folder).free) -> str:
    for folder in settings.WATCHED_FOLDERS:
        try:
            left = free(folder)
        except OSError as fault:
            sentence = _("%(folder)s of WATCHED_FOLDERS cannot be looked at: %(fault)s")
            return sentence % {"folder": folder, "fault": fault.strerror}
        if left < LEAST_FREE:
            sentence = _("The disk of %(folder)s has %(left)s MB left, and needs 1,000.")
            return sentence % {"folder": folder, "left": left // 1_000_000}
    return ""
