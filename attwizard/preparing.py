"""Tables, demonstration rows and static files: made again only when what they come from changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from .libraries import DEMONSTRATION, PYTHON
from .postgres import Cluster
from .steps import ROOT, Steps
from .writing import write_whole

RUN = ROOT / ".run"
PREPARED, STATIC = RUN / "prepared.json", RUN / "static"
PEOPLE = ROOT / "fixtures/demo/people.json"

OF_TABLES = ("assessments/migrations/*.py", "assessments/audit/grants.py", DEMONSTRATION)
OF_ROWS = ("fixtures/demo/**/*", "fixtures/lists/*", "assessments/management/commands/load_demo.py")
OF_STATIC = ("static/**/*", "attwizard/settings.py", DEMONSTRATION)


def prepare(steps: Steps, cluster: Cluster | None) -> None:
    """Everything that must be there before the first page.

    Without a cluster of this clone the server is a real one: its tables are looked at each time,
    and nothing is loaded for demonstration.
    """
    if cluster:
        prepare_cluster(steps, cluster)
    else:
        once("tables", "Tables", lambda: "", lambda: migrate(steps), steps)
    once("static", "Style sheets and scripts", static_state, lambda: collect_static(steps), steps)


def prepare_cluster(steps: Steps, cluster: Cluster) -> None:
    """Tables and rows of this clone's own database, by one command at a time."""
    what = "Demonstration people and cases"
    with cluster.locked():
        once("tables", "Tables", lambda: tables_state(cluster), lambda: migrate(steps), steps)
        once("rows", what, lambda: rows_state(cluster), lambda: load_demonstration(steps), steps)


def is_prepared(cluster: Cluster) -> bool:
    """Whether tables and rows are there, and as the project has them today."""
    states = {"tables": tables_state(cluster), "rows": rows_state(cluster)}
    return states.items() <= done_before().items()


def tables_state(cluster: Cluster) -> str:
    return digest(OF_TABLES, identity(cluster))


def rows_state(cluster: Cluster) -> str:
    return digest(OF_ROWS, identity(cluster))


def static_state() -> str:
    return digest(OF_STATIC, str((STATIC / "staticfiles.json").exists()))


def identity(cluster: Cluster) -> str:
    """Another one when the cluster was thrown away and made anew."""
    return f"{cluster.home} {(cluster.home / 'complete').stat().st_mtime_ns}"


def digest(patterns: tuple[str, ...], where: str) -> str:
    """Of the names and contents of all files of these patterns."""
    found = hashlib.sha256(where.encode())
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        if path.is_file():
            found.update(f"\0{path.relative_to(ROOT)}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def once(
    name: str, words: str, state: Callable[[], str], work: Callable[[], None], steps: Steps
) -> None:
    """Do the work unless it was done in this state; an empty state is never the same."""
    steps.begin(words)
    if state() and done_before().get(name) == state():
        steps.end("there already")
        return
    work()
    RUN.mkdir(exist_ok=True)
    write_whole(PREPARED, json.dumps({**done_before(), name: state()}))
    steps.end()


def done_before() -> dict[str, str]:
    """What was made, and from what."""
    return dict(json.loads(PREPARED.read_text())) if PREPARED.exists() else {}


def manage(*arguments: str, steps: Steps) -> list[str]:
    """One of Django's commands, its last line shown as progress."""
    return steps.run([PYTHON, ROOT / "manage.py", *arguments], progress=str.strip)


def migrate(steps: Steps) -> None:
    manage("migrate", "--no-input", steps=steps)


def load_demonstration(steps: Steps) -> None:
    manage("load_demo", steps=steps)


def accounts() -> str:
    """Who may sign in to the demonstration, to be shown at every start."""
    demonstration = json.loads(PEOPLE.read_text())
    lines = [
        f"  {person['username']:<12} {person['name']:<24} {', '.join(person['roles'])}"
        for person in demonstration["people"]
    ]
    heading = f"Demonstration accounts, all with the password  {demonstration['password']}"
    return "\n".join([heading, *lines])


def collect_static(steps: Steps) -> None:
    manage("collectstatic", "--no-input", "--clear", "--verbosity", "0", steps=steps)
