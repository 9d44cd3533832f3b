"""What the commands say while they work: which step, how far it is, how long it took."""

from __future__ import annotations

import errno
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUIET_SECONDS = 10.0


class Trouble(Exception):
    """Something is missing or went wrong; the text says what, and which command helps."""


class Failed(Trouble):
    """A command ended badly; `lines` are what it said."""

    def __init__(self, command: Sequence[str | Path], lines: list[str]) -> None:
        self.lines = lines
        said = "\n".join(lines[-20:])
        super().__init__(f"This command failed:\n  {' '.join(map(str, command))}\n{said}")

    def end(self, number: int) -> str:
        """The last lines, which mostly say why, none too long to be read."""
        return "\n".join(f"  {line[:200]}" for line in self.lines[-number:])


HELP = {
    errno.EROFS: "Nothing can be written there, and libraries and database are kept in the project;"
    " copy it to where you may write.",
    errno.ENOSPC: "The disk is full; a first run needs 500 MB. Make room, and try again.",
    errno.EDQUOT: "Your share of the disk is full; a first run needs 500 MB.",
    errno.EACCES: "Was it made by another account? Remove it, or work as that account.",
    errno.EPERM: "Does it belong to another account? Work as that account.",
}


def told(fault: OSError) -> str:
    """What the system refused, and what to do about it."""
    where = f"{fault.filename}: " if fault.filename else ""
    return f"{where}{fault.strerror or fault}. {HELP.get(fault.errno or 0, '')}".strip()


class Steps:
    """Numbered steps on standard output, each with its time."""

    def __init__(self, total: int) -> None:
        self.total, self.number = total, 0
        self.began = self.said = time.monotonic()
        self.live = sys.stdout.isatty()
        self.words = ""

    def begin(self, words: str) -> None:
        self.number += 1
        self.began = self.said = time.monotonic()
        self.words = f"[{self.number}/{self.total}] {words}"
        print(self.words, end=" … " if self.live else " …\n", flush=True)

    def note(self, words: str) -> None:
        """How far it is: at once on a terminal, now and then in a log."""
        if self.live:
            print(f"\r\033[K{self.words} … {words[:60]}", end="", flush=True)
        elif time.monotonic() - self.said > QUIET_SECONDS:
            self.said = time.monotonic()
            print(f"      … {words}", flush=True)

    def end(self, words: str = "done") -> None:
        seconds = f"{time.monotonic() - self.began:.1f} s"
        start = f"\r\033[K{self.words}: " if self.live else "      "
        print(f"{start}{words}, {seconds}", flush=True)

    def run(
        self,
        command: Sequence[str | Path],
        *,
        environment: dict[str, str] | None = None,
        progress: Callable[[str], str | None] = lambda line: None,
        folder: Path = ROOT,
    ) -> list[str]:
        """Run a command, note its progress line by line, give its lines; Trouble if it fails."""
        lines = []
        with subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as running:
            try:
                for line in running.stdout or ():
                    lines.append(line.rstrip())
                    if words := progress(lines[-1]):
                        self.note(words)
            except BaseException:
                running.terminate()
                raise
        if running.returncode:
            raise Failed(command, lines)
        return lines


def counter(words: str, total: int, *, beginning: str) -> Callable[[str], str | None]:
    """A progress function that counts the lines with a certain beginning."""
    seen = 0

    def count(line: str) -> str | None:
        nonlocal seen
        if not line.lstrip().startswith(beginning):
            return None
        seen += 1
        return f"{min(seen, total)} of {total} {words}"

    return count
