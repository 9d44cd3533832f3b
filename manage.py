#!/usr/bin/env python3
"""Django's commands, on the same database as `python3 -m attwizard run`, started if need be."""

import contextlib
import importlib.util
import os
import pathlib
import sys

# The application's role owns nothing, so these are carried out as the owner of the tables.
AS_OWNER = {"flush", "makemigrations", "migrate", "showmigrations", "sqlmigrate"}
AS_OWNER |= {"backup", "restore", "upgrade"}
WITHOUT_TABLES = {"check", "help", "test", "version", "--help", "--version"}
WITHOUT_DATABASE = {"collectstatic", "compilemessages", "evaluate", "findstatic", "makemessages"}


def use_environment_of_project():
    """Begin again with the project's own Python, and with libraries unpacked into the project."""
    from attwizard import libraries, system

    python, wanted = sys.executable, system.environment()
    if not importlib.util.find_spec("django"):
        if not libraries.STAMP.exists() or pathlib.Path(sys.prefix) == libraries.VENV:
            sys.exit("The libraries are not there yet; `python3 -m attwizard run` brings them.")
        python = str(libraries.PYTHON)
    # A program looks for libraries where it was told to when it started.
    if python != sys.executable or any(os.environ.get(name) != wanted[name] for name in wanted):
        os.execve(python, [python, *sys.argv], {**os.environ, **wanted})


def choose_database(command):
    """As owner or as application; this clone's own server unless another one is named."""
    from attwizard import postgres, steps

    if command in WITHOUT_DATABASE or "--without-database" in sys.argv[2:]:
        os.environ["ATTWIZARD_DATABASE"] = "none"
        os.environ.setdefault("ATTWIZARD_DEMONSTRATION", "true")
        return
    if command in AS_OWNER:
        os.environ["ATTWIZARD_AS_OWNER"] = "true"
    if not os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_OWNER_URL"):
        try:
            cluster = postgres.use_local_cluster()
            if command not in AS_OWNER | WITHOUT_TABLES:
                bring_tables(cluster)
        except steps.Trouble as trouble:
            sys.exit(str(trouble))
        except OSError as fault:
            sys.exit(steps.told(fault))


def bring_tables(cluster):
    """A command on a clone that was never run finds what `run` would have made: tables, people."""
    from attwizard import preparing, steps

    if not preparing.is_prepared(cluster):
        # What is said meanwhile goes where it does not mix with the answer asked for.
        with contextlib.redirect_stdout(sys.stderr):
            preparing.prepare_cluster(steps.Steps(2), cluster)


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
