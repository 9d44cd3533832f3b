"""What some tests ask of the machine: programs of Debian, and now and then root."""

import os
import shutil

import pytest

WHERE = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def program(name, *, package):
    """Its path; without it the test is passed over, with the command that brings it."""
    found = shutil.which(name, path=WHERE)
    needs(found, f"{name} is not here: apt-get install --no-install-recommends {package}")
    return found


def needs(given, words):
    """Pass the test over unless it is given, with a sentence that says why."""
    if not given:
        pytest.skip(words)
