"""Bring the database to this version of the program: all of it and proved to work, or nothing.

Every migration, the rights, and the pages that are looked at afterwards share one transaction of
PostgreSQL. What fails, is refused a lock or is killed leaves the database as it was, without
anything to be restored; the backup made before is for what nobody has thought of.
"""

import json
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.audit.trail import Verb, position, record
from assessments.audit.verifying import begun, ledger_lines
from assessments.law import rule
from assessments.models import Role, User
from assessments.reference.case_format import read
from assessments.reference.editions import FIXTURES
from attwizard import __version__

from . import contents
from .backing_up import back_up
from .health import LEAST_FREE
from .programs import OperationTrouble

BY = "manage.py upgrade"
EXAMPLE = FIXTURES / "contract" / "examples" / "s04-partial-licence.json"
PAGES = ("sign-in",)
PAGES_OF_AN_OFFICER = ("cases:mine", "guidance:glossary", "records:verify")
# So long a migration waits for a table that somebody uses, and everybody else for the migration.
LOCK_TIMEOUT = "3s"
TRIES, PAUSE = 20, 2.0  # seconds between two, more or less
IN_USE = ("55P03", "40P01")  # lock_not_available, deadlock_detected
SIZE = "select pg_database_size(current_database())"
MAY_ACT = "select pg_has_role(current_user, %s, 'member')"

Say = Callable[[str], None]


def upgrade(backups: Path, say: Say) -> Path | None:
    """Check, back up below `backups`, migrate, look at pages. The backup; None without work.

    Runs as the owner of the tables; `say` is told how far it is. Raises OperationTrouble: then the
    database is as it was.
    """
    pending = checked(backups)
    if not pending:
        return None
    say(_("Checked: %(count)s migrations are to be done.") % {"count": len(pending)})
    backup = back_up(backups, settings.BACKUP_RECIPIENTS)
    say(_("Backed up: %(folder)s") % {"folder": backup.folder})
    for left in reversed(range(TRIES)):
        try:
            migrate(pending, backup.digest)
            return backup.folder
        except OperationalError as fault:
            if getattr(fault.__cause__, "sqlstate", "") not in IN_USE or not left:
                raise gone_back(fault) from fault
            say(_("A table is in use. The database is as it was; trying again."))
            time.sleep(PAUSE * (0.5 + secrets.randbelow(1000) / 1000))
        except (DatabaseError, OperationTrouble) as fault:
            raise gone_back(fault) from fault
    return None


def gone_back(fault: Exception) -> OperationTrouble:
    sentence = _(
        "The upgrade was not carried out, and the database is as it was: the version before goes"
        " on working. What went wrong: %(fault)s"
    )
    return OperationTrouble(sentence % {"fault": fault})


def checked(backups: Path) -> list[str]:
    """The migrations to be done, where nothing speaks against doing them."""
    errors = [one for one in run_checks(databases=["default"]) if one.level >= ERROR]
    if errors:
        raise OperationTrouble(" ".join(one.msg for one in errors))
    ours, done = contents.of_this_program(), contents.applied()
    if newer := sorted(set(done) - set(ours)):
        sentence = _(
            "The database is newer than this program: it has %(names)s. Upgrade with the program"
            " that belongs to it, or restore a backup of this version into an empty database."
        )
        raise OperationTrouble(sentence % {"names": ", ".join(newer)})
    pending = sorted(set(ours) - set(done))
    if alone := [name for name in pending if name in not_atomic()]:
        sentence = _("These migrations cannot be undone while they run: %(names)s")
        raise OperationTrouble(sentence % {"names": ", ".join(alone)})
    refuse_little_room(backups)
    return pending


def not_atomic() -> set[str]:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    found = loader.disk_migrations.items()
    return {f"{app}.{name}" for (app, name), one in found if not one.atomic}


def refuse_little_room(backups: Path) -> None:
    """The backup is smaller than the database, the changed tables at most twice as large."""
    with connection.cursor() as cursor:
        cursor.execute(SIZE)
        needed = cursor.fetchone()[0] + LEAST_FREE
    try:
        free = shutil.disk_usage(backups).free
    except OSError as fault:
        sentence = _("%(folder)s cannot be written to: %(fault)s. Make the folder for the backup.")
        told = {"folder": backups, "fault": fault.strerror}
        raise OperationTrouble(sentence % told) from fault
    if free < needed:
        sentence = _("%(folder)s has %(free)s MB left, and the upgrade needs %(needed)s.")
        told = {"folder": backups, "free": free // 1_000_000, "needed": needed // 1_000_000}
        raise OperationTrouble(sentence % told)


def migrate(pending: list[str], digest: str) -> None:
    """All of them and what proves that they have worked, in one transaction."""
    with transaction.atomic(durable=True):
        before = position()
        with connection.cursor() as cursor:
            cursor.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
            # A table cannot be changed while its constraints wait for the end.
            cursor.execute("set constraints all immediate")
        call_command("migrate", interactive=False, verbosity=0)
        record(Verb.UPGRADED, None, by=BY, program=__version__, migrations=pending, backup=digest)
        follow_ledger(*before)
        smoke()


def follow_ledger(seq: int, hash: str) -> None:
    """The chain goes on from where it stood. Our own entry keeps others out until the end."""
    check = begun({"seq": seq, "hash": hash, "time": ""}, [])
    with connection.cursor() as cursor:
        for _rows in check.read(ledger_lines(cursor, since=seq)):
            pass
    check.finish()
    for problem in check.problems:
        sentence = _("The ledger would be broken at row %(row)s: %(sentence)s")
        told = {"row": problem.seq, "sentence": problem.sentence(_)}
        raise OperationTrouble(sentence % told)


def smoke() -> None:
    """Look at what people need first, with the rights that the pages have; leaves no trace.

    Raises OperationTrouble.
    """
    with transaction.atomic():
        look_at_law()
        with connection.cursor() as cursor:
            role = connection.ops.quote_name(settings.APPLICATION_ROLE)
            cursor.execute(MAY_ACT, [settings.APPLICATION_ROLE])
            if cursor.fetchone()[0]:
                cursor.execute(f"set local role {role}")
        host = next((one for one in settings.ALLOWED_HOSTS if one != "*"), "localhost")
        browser = Client(headers={"host": host.lstrip(".")})
        look_at(browser, PAGES, {200})
        officer = User.objects.filter(is_active=True, roles__contains=[Role.OFFICER]).first()
        if officer is not None:
            browser.force_login(officer)
            look_at(browser, PAGES_OF_AN_OFFICER, {200, 302})  # 302: to a second factor
        transaction.set_rollback(True)


def look_at_law() -> None:
    ruling = rule(read(EXAMPLE.read_bytes())).as_json()
    expected = json.loads(EXAMPLE.with_suffix(".expected.json").read_bytes())
    if any(ruling[name] != value for name, value in expected.items()):
        raise OperationTrouble(_("The example is ruled upon otherwise than the contract says."))


def look_at(browser: Client, pages: tuple[str, ...], wanted: set[int]) -> None:
    for page in map(reverse, pages):
        try:
            status = browser.get(page, secure=True).status_code
        except Exception as fault:  # whatever a page that does not work raises
            sentence = _("The page %(page)s does not work: %(fault)s")
            raise OperationTrouble(sentence % {"page": page, "fault": repr(fault)}) from fault
        if status not in wanted:
            sentence = _("The page %(page)s answers with %(status)s.")
            raise OperationTrouble(sentence % {"page": page, "status": status})
