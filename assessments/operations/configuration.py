"""The settings as they are in force: what each variable is, and where that came from."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from difflib import get_close_matches
from typing import NamedTuple

from django.conf import settings
from django.core.checks import run_checks
from django.db import Error, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, last_of
from assessments.records.seal_key import SealTrouble, is_sealing, own_certificate
from attwizard import environment

from .health import troubles

SECRET = re.compile(r"(^|_)(KEY|SECRET|PASSWORD|PASSPHRASE|TOKEN)$")
PASSWORD_IN_ADDRESS = re.compile(r"(?<=:)[^:@/]+(?=@)|(?<=password=)[^&\s]+")
SECRET_FILE = re.compile(r"(?<!PUBLIC_)(KEY|SECRET|PASSPHRASE|PIN)(_FALLBACK)?_FILES?$")
LONGEST_WITHOUT = timedelta(days=2)
SOON = timedelta(days=60)
MASK = "********"
# The setting that a variable decides, where it has another name.
CALLED = {"ATTWIZARD_DEMONSTRATION": "DEMONSTRATION"}


class Effective(NamedTuple):
    """One variable: its value in force, masked, and "environment" or "default"."""

    name: str
    value: str
    source: str


def effective() -> list[Effective]:
    """Every variable that the settings asked for, by its name."""
    return [in_force(name) for name in sorted(environment.asked)]


def in_force(name: str) -> Effective:
    if value := os.environ.get(name, ""):
        return Effective(name, masked(name, value), "environment")
    value = getattr(settings, CALLED.get(name, name), "")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return Effective(name, masked(name, text), "default")


def masked(name: str, value: str) -> str:
    """The value without what must stay secret; paths of files stay, their contents never come."""
    if SECRET.search(name):
        return MASK if value else ""
    return PASSWORD_IN_ADDRESS.sub(MASK, value)


def faults() -> list[str]:
    """What is to be mended before going on, in sentences: of settings, database, files, health."""
    found = [*misspelt(), *readable_by_others()]
    try:
        checked = run_checks(include_deployment_checks=True, databases=["default"])
        found += [" ".join(filter(None, (one.msg, one.hint))) for one in checked]
        found += watched()
    except Error:
        pass  # which troubles() tells
    return found + [sentence for _name, sentence in troubles()]


def misspelt() -> Iterator[str]:
    """A variable that looks like one of ours, and that nobody asked for."""
    for name in sorted(set(os.environ) - environment.asked):
        if like := get_close_matches(name, environment.asked, 1, cutoff=0.88):
            sentence = _("%(name)s is set, and means nothing. Is %(like)s meant?")
            yield sentence % {"name": name, "like": like[0]}


def readable_by_others() -> Iterator[str]:
    """Files with secrets that other accounts may read, or that this one cannot."""
    for name in sorted(environment.asked):
        for path in os.environ.get(name, "").split(",") if SECRET_FILE.search(name) else ():
            try:
                if path.strip() and os.stat(path.strip()).st_mode & 0o007:
                    sentence = _("Others may read %(file)s, which %(name)s names: chmod 600 it.")
                    yield sentence % {"file": path.strip(), "name": name}
            except OSError as fault:
                sentence = _("%(file)s, which %(name)s names, cannot be read: %(fault)s")
                yield sentence % {"file": path.strip(), "name": name, "fault": fault.strerror}


def watched() -> Iterator[str]:
    """What somebody has to look after now and then: the seal, anchors, backups, the clock."""
    if not is_sealing():
        yield _("SEAL_KEY_FILE is not set: records bear no seal.")
    else:
        with suppress(SealTrouble):
            until = own_certificate().not_valid_after_utc
            if timedelta() < until - timezone.now() < SOON:
                sentence = _("The certificate that seals records ends on %(day)s. Ask for another.")
                yield sentence % {"day": until.date()}
    for verb, sentence in (
        (Verb.BACKED_UP, _("There is no backup of the last two days: manage.py backup makes one.")),
        (Verb.ANCHORED, _("There is no anchor of the last two days: manage.py anchor_ledger.")),
    ):
        last = last_of(verb)
        if last is None or last.at < timezone.now() - LONGEST_WITHOUT:
            yield sentence
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        if abs(cursor.fetchone()[0] - timezone.now()) > timedelta(seconds=2):
            yield _("The clocks of this machine and of the database differ by more than 2 seconds.")
