"""The registers that cases draw on, as the page "Sources" lists them."""

from typing import NamedTuple

from django.utils.functional import Promise


class Register(NamedTuple):
    """The name of its address, its title, and in a sentence what is in it."""

    name: str
    title: str | Promise
    holds: str | Promise


# One line a register, in the order in which an assessment needs them.
REGISTERS: tuple[Register, ...] = ()
