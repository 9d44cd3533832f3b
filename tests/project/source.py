"""The files of the project, for the tests that read them."""

import shutil
import subprocess
from functools import cache

from attwizard.steps import ROOT

# What commands leave beside the source, for copies of the project that git knows nothing of.
LEFT = {".git", ".venv", ".syslibs", ".pg", ".run", "__pycache__", "test-results", ".hypothesis"}


def committed(*patterns):
    """The files that git keeps, those of these patterns or all, as paths."""
    wanted = patterns or ("*",)
    return [path for path in every_file() if any(matches(path, pattern) for pattern in wanted)]


def matches(path, pattern):
    """As git understands it: a `*` may also stand for several folders."""
    folder, _slash, name = pattern.rpartition("/")
    return path.match(name) and path.is_relative_to(ROOT / folder)


@cache
def every_file():
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return [path for name in listed.stdout.split("\0") if (path := ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and LEFT.isdisjoint(path.parts)]


def ours(*patterns):
    """The same without what others wrote and we only carry along."""
    return [path for path in committed(*patterns) if ".min." not in path.name]


def text(path):
    """What the file says, or nothing if it is a picture."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


def offences(found):
    """One line for each, so that pytest shows them all."""
    return "\n".join(found)
