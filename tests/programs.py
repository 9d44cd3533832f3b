"""Programs of Debian that some tests ask for, and that are no part of the project."""

import os
import shutil

import pytest

WHERE = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def program(name, *, package):
    """Its path; without it the test is passed over, with the command that brings it."""
    found = shutil.which(name, path=WHERE)
    if not found:
        pytest.skip(f"{name} is not here: apt-get install --no-install-recommends {package}")
    return found
