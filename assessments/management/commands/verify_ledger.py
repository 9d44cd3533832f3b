"""`manage.py verify_ledger`: every row of the ledger rebuilt, and held against anchors."""

import contextlib
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.audit import anchors
from assessments.audit.chain import Check
from assessments.audit.verifying import note, size, verify


class Command(BaseCommand):
    help = _(
        "Check the ledger from its first row, or from the newest anchor. The exit status is 1 if"
        " anything is wrong."
    )

    def add_arguments(self, parser):
        add = parser.add_argument
        add("anchors", nargs="*", type=Path, metavar="ANCHOR", help=_("anchors kept elsewhere"))
        add("--since-anchor", action="store_true", help=_("go on from the newest of the anchors"))
        add("--public-key", action="append", default=[], type=Path, metavar="FILE")
        add("--export", type=Path, metavar="FILE", help=_("write what is checked, as CSV"))

    def handle(self, *args, since_anchor, public_key, export, **options):
        given, faults = self.given(options["anchors"], public_key)
        if since_anchor and (not given or export):
            raise CommandError(
                _("--since-anchor needs an anchor whose signature fits, and no --export.")
            )
        began, rows = time.monotonic(), size()
        with opened(export) as file:
            check, _whole = verify(
                since=max(given, key=lambda anchor: anchor["seq"]) if since_anchor else None,
                anchors=given,
                export=file,
                progress=lambda read: self.tell(read, rows, began),
            )
        note(check, by="manage.py verify_ledger", seconds=time.monotonic() - began)
        self.report(check, faults, len(given))
        if check.found or faults:
            sys.exit(1)

    def given(self, paths: list[Path], keys: list[Path]) -> tuple[list[anchors.Anchor], list[str]]:
        """The anchors whose signature fits, and what is wrong with the others."""
        try:
            trusted = anchors.trusted_keys(keys)
            read = [anchors.read(path.read_bytes()) for path in paths]
        except (anchors.AnchorTrouble, OSError) as fault:
            raise CommandError(str(fault)) from fault
        faults = {id(anchor): anchors.fault_of(anchor, trusted) for anchor in read}
        return [one for one in read if not faults[id(one)]], [f for f in faults.values() if f]

    def tell(self, read: int, rows: int, began: float) -> None:
        speed = read / (time.monotonic() - began)
        words = _("%(read)s of %(rows)s rows, %(speed)s a second")
        said = {"read": f"{read:,}", "rows": f"{rows:,}", "speed": f"{speed:,.0f}"}
        self.stderr.write(f"  {words % said}")

    def report(self, check: Check, faults: list[str], anchored: int) -> None:
        for fault in faults:
            self.stdout.write(fault)
        for problem in check.problems:
            row = _("Row %(row)s") % {"row": problem.seq} if problem.seq else _("Beside the rows")
            self.stdout.write(f"{row}: {problem.sentence(_)}")
        if check.found > len(check.problems):
            more = check.found - len(check.problems)
            self.stdout.write(ngettext("%(more)s more.", "%(more)s more.", more) % {"more": more})
        if not check.found:
            words = _("%(rows)s rows are as they were written, up to row %(seq)s, hash %(hash)s.")
            told = {"rows": check.rows, "seq": check.seq, "hash": check.hash}
            self.stdout.write(words % told)
        if anchored:
            words = ngettext(
                "%(n)s anchor was held against it.", "%(n)s anchors were held against it.", anchored
            )
            self.stdout.write(words % {"n": anchored})


@contextlib.contextmanager
def opened(export: Path | None):
    """The file to write to. Raises CommandError."""
    try:
        with export.open("wb") if export else contextlib.nullcontext() as file:
            yield file
    except OSError as fault:
        raise CommandError(str(fault)) from fault
