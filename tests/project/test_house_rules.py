"""What must not be in the project: other people's addresses, places outside it, unfinished work."""

import ast
import re
from importlib.metadata import packages_distributions

import pytest

from tests.project.source import ROOT, committed, offences, ours, text

LOCKS = [ROOT / f"requirements{part}.lock" for part in ("", "-demonstration", "-test")]

# Written in pieces, so that this file does not name them either.
REGISTRIES = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org"]
OUTSIDE = [r"\.\./" + "shared", r"(?<![\w.-])/" + "work/", r"\." + "library/"]
UNFINISHED = [
    r"(#|//|/\*|<!--).*\b(TO" + "DO|FIX" + r"ME)\b",
    "no" + "qa",
    "type: " + "ignore",
    r"pytest\.mark\." + "(skip|xfail)",
    r"pytest\." + r"(skip|xfail)\(",
    "NotImplemented" + "Error",
]


def mentions(paths, patterns):
    """`file:line: text` wherever one of the patterns occurs."""
    sought = re.compile("|".join(patterns))
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(text(path).splitlines(), start=1)
        if sought.search(line)
    ]


def requirements(lock):
    """Each requirement of a lock file with the lines that belong to it."""
    return re.split(r"\n(?=\S)", text(lock).strip())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_pins_every_library_by_version_and_hash(lock):
    loose = [
        requirement.splitlines()[0]
        for requirement in requirements(lock)
        if not re.match(r"[a-z0-9-]+==[0-9][^ ]* ", requirement)
        or "--hash=sha256:" not in requirement
    ]

    assert not offences(loose)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_says_nothing_about_where_to_fetch(lock):
    assert not offences(mentions([lock], ["://", "^-", "index", " @ "]))


def test_what_a_lock_file_brings_the_larger_one_brings_too():
    smaller, middle, larger = ({r.split()[0] for r in requirements(lock)} for lock in LOCKS)

    assert smaller < middle < larger


def test_what_the_application_imports_is_brought_without_the_libraries_of_the_tests():
    """Of bench and rigs alone the tests' own are used: they are run with them."""
    brought = {requirement.split("==")[0] for requirement in requirements(LOCKS[0])}
    known = packages_distributions()
    imported = {
        name.split(".")[0]
        for path in committed("assessments/*.py", "attwizard/*.py", "manage.py")
        if not {"bench", "rigs"} & {*path.relative_to(ROOT).parts}
        for node in ast.walk(ast.parse(text(path)))
        for name in modules(node)
    }

    wanted = {re.sub(r"[-_.]+", "-", known[name][0]).lower() for name in imported if name in known}
    assert "django" in wanted
    assert wanted - brought == set()


def modules(node):
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def test_nothing_names_a_registry():
    assert not offences(mentions(committed(), map(re.escape, REGISTRIES)))


def test_nothing_reaches_outside_the_project():
    assert not offences(mentions(committed(), OUTSIDE))


def test_nothing_is_left_unfinished_or_silenced():
    """A test is passed over for one reason, a program that is not here: tests/programs.py."""
    looked_at = {*ours("*.py", "*.html", "*.css", "*.js")} - {ROOT / "tests" / "programs.py"}

    assert not offences(mentions(sorted(looked_at), UNFINISHED))


def test_what_is_looked_for_would_be_found(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.project.test_house_rules.ROOT", tmp_path)
    bad = tmp_path / "bad.txt"
    bad.write_text("\n".join([REGISTRIES[0], ".." + "/shared/x", "cd /" + "work/x", "# TO" + "DO"]))

    found = mentions([bad], [*map(re.escape, REGISTRIES), *OUTSIDE, *UNFINISHED])

    assert len(found) == 4
