#!/usr/bin/env python3
"""Django's commands, on the same database as `python3 -m attwizard run`, started if need be."""

import importlib.util
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent
PYTHON = ROOT / ".venv" / "bin" / "python"

# The application's role owns nothing, so these are carried out as the owner of the tables.
AS_OWNER = {"flush", "grant_rights", "makemigrations", "migrate", "showmigrations", "sqlmigrate"}
WITHOUT_TABLES = {"check", "help", "test", "version", "--help", "--version"}
WITHOUT_DATABASE = {"collectstatic", "compilemessages", "evaluate", "findstatic", "makemessages"}


def use_environment_of_project():
    """Begin again with the project's own Python, and with libraries unpacked into the project."""
    from attwizard import system

    wanted = system.environment()
    python = sys.executable if importlib.util.find_spec("django") else PYTHON
    if not os.path.exists(python):
        sys.exit("The libraries are not there yet; `python3 -m attwizard run` brings them.")
    # A program looks for libraries where it was told to when it started.
    if python == PYTHON or any(os.environ.get(name) != wanted[name] for name in wanted):
        os.execve(python, [str(python), *sys.argv], {**os.environ, **wanted})


def choose_database(command):
    """As owner or as application; this clone's own server unless another one is named."""
    from attwizard import postgres

    if command in WITHOUT_DATABASE:
        os.environ["ATTWIZARD_DATABASE"] = "none"
        os.environ.setdefault("ATTWIZARD_DEMONSTRATION", "true")
        return
    if command in AS_OWNER:
        os.environ["ATTWIZARD_AS_OWNER"] = "true"
    if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_OWNER_URL"):
        try:
            postgres.use_local_cluster()
        except postgres.DatabaseTrouble as trouble:
            sys.exit(str(trouble))
        if command not in AS_OWNER | WITHOUT_TABLES:
            bring_tables(command)


def bring_tables(command):
    """A command on a clone that was never run finds what `run` would have made: tables, people."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        made = connection.execute("select to_regclass('assessments_case')").fetchone()[0]
    if not made:
        print("Tables and demonstration are made in this clone's database …", file=sys.stderr)
        prepare("migrate", "--no-input", "--verbosity", "0")
        if command != "load_demo":
            prepare("load_demo")


def prepare(*arguments):
    """Another command first; what it says goes where it does not mix with the answer asked for."""
    subprocess.run([sys.executable, __file__, *arguments], check=True, stdout=sys.stderr)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attwizard.settings")
    use_environment_of_project()
    choose_database(sys.argv[1] if len(sys.argv) > 1 else "help")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
