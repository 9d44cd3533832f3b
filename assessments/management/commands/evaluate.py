"""`manage.py evaluate`: case files in, one a line; what the law permits for each, out."""

import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.law import rule
from assessments.reference.case_format import CaseFileFaults, read


class Command(BaseCommand):
    """Reads no settings of the authority and opens no database: the file says all."""

    help = _(
        "Read case files of the format att-case/1 from standard input, one JSON object a line, and"
        " write what the law permits for each, one line each. The exit status is 1 if a line was"
        " at fault."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one result for every line, in order, each as soon as it is known."""
        try:
            faulty = self.write_results()
        except BrokenPipeError:
            # Whoever read the results has gone, as `| head` does; what is left goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        if faulty:
            raise CommandError(_("Lines refused: %(count)s.") % {"count": faulty})

    def write_results(self) -> int:
        """Returns the number of lines at fault."""
        gc.freeze()  # what the program consists of is no garbage: it is not gone through again
        faulty = 0
        for result in results(sys.stdin.buffer):
            faulty += "errors" in result
            self.stdout.write(written(result))
            self.stdout.flush()
        return faulty


def results(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The ruling on each line, or its faults with the number of the line, counted from 1."""
    for number, line in enumerate(lines, start=1):
        try:
            yield rule(read(line.rstrip(b"\r\n"))).as_json()
        except CaseFileFaults as refused:
            faults = [{"at": fault.at, "message": fault.message} for fault in refused.faults]
            yield {"line": number, "errors": faults}


def written(result: dict[str, Any]) -> str:
    """The result as one line of JSON in ASCII, so that no terminal or pipe can garble it."""
    try:
        line = orjson.dumps(result)
    except TypeError:  # integers beyond 64 bits
        return json.dumps(result)
    return line.decode("ascii") if line.isascii() else json.dumps(result)
