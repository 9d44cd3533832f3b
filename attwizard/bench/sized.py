"""The same pages at several sizes of the tables: a database for each, asked in turns."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections
from django.test import Client

from assessments.models import Case, User

from . import database
from .cases import made
from .filling import Filler, fill
from .measuring import Plan, Row
from .staff import Staff, staff


class Sized:
    """A database with so many made cases, and the browsers of people signed in to it."""

    def __init__(self, size: int, name: str):
        self.size = size
        self.wrapper = type(connections["default"])(
            {**connection.settings_dict, "NAME": name}, "default"
        )
        self.clients: dict[str, Client] = {}

    @contextmanager
    def at_hand(self) -> Iterator[None]:
        """While it lasts, this is the database of the application."""
        before = connections["default"]
        connections["default"] = self.wrapper
        try:
            yield
        finally:
            connections["default"] = before

    def get(self, user: User, address: str) -> Any:
        """The answer to a GET. Raises AssertionError for a page of errors."""
        if user.username not in self.clients:
            client = self.clients[user.username] = Client(SERVER_NAME="localhost")
            client.force_login(user)
        response = self.clients[user.username].get(address)
        if response.status_code != 200:
            raise AssertionError(f"{address} answered {response.status_code}.")
        return response

    def page(self, user: User, address: str) -> Callable[[int], None]:
        """As a side of `in_turns`."""

        def side(number: int) -> None:
            with self.at_hand():
                self.get(user, address)

        return side

    def asked(self, user: User, address: str) -> float:
        """Milliseconds that the database takes for a page."""
        took = 0.0

        def timed(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal took
            began = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                took += time.perf_counter() - began

        with self.at_hand(), self.wrapper.execute_wrapper(timed):
            self.get(user, address)
        return took * 1000


class Made:
    """What was made: the people, a case that real acts made, a database for each size."""

    def __init__(self, people: Staff, case: Case, sizes: list[Sized]):
        self.people, self.case, self.sizes = people, case, sizes

    @property
    def largest(self) -> Sized:
        return self.sizes[-1]


def make(plan: Plan) -> Made:
    """Fill the database of the measurements; of every size but the last a copy stays behind."""
    plan.steps.begin(f"{plan.sizes[-1]:,} cases in six scripts")
    people, case = staff(), made()
    filler = Filler.of(people.officers)
    sizes, first = [], 0
    for size in plan.sizes:
        fill(plan, filler, first, size)
        name = database.NAME if size == plan.sizes[-1] else database.copy(size)
        sizes.append(Sized(size, name))
        first = size
    plan.steps.end()
    return Made(people, case, sizes)


def told(name: str, took: dict[int, float]) -> list[Row]:
    """The time at each size."""
    return [Row(f"{name}, {size:,} cases", ms, "ms") for size, ms in took.items()]
