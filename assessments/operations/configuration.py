"""The settings as they are in force: what each variable is, and where that came from."""

import os
import re
from typing import NamedTuple

from django.conf import settings

from attwizard import environment

SECRET = re.compile(r"(^|_)(KEY|SECRET|PASSWORD|PASSPHRASE|TOKEN)$")
PASSWORD_IN_ADDRESS = re.compile(r"(?<=:)[^:@/]+(?=@)|(?<=password=)[^&\s]+")
MASK = "********"
# The setting that a variable decides, where it has another name.
CALLED = {"ATTWIZARD_DEMONSTRATION": "DEMONSTRATION"}


class Effective(NamedTuple):
    """One variable: its value in force, masked, and "environment" or "default"."""

    name: str
    value: str
    source: str


def effective() -> list[Effective]:
    """Every variable that the settings asked for, by its name."""
    return [in_force(name) for name in sorted(environment.asked)]


def in_force(name: str) -> Effective:
    if value := os.environ.get(name, ""):
        return Effective(name, masked(name, value), "environment")
    value = getattr(settings, CALLED.get(name, name), "")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return Effective(name, masked(name, text), "default")


def masked(name: str, value: str) -> str:
    """The value without what must stay secret; paths of files stay, their contents never come."""
    if SECRET.search(name):
        return MASK if value else ""
    return PASSWORD_IN_ADDRESS.sub(MASK, value)
