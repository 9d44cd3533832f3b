"""Questions to the database that are put together once, asked with other values, and many at once.

Django makes the SQL of a queryset anew each time it is asked, which takes several times longer than
PostgreSQL takes to answer. For the pages that are opened most it is made once in a process; and
what a page is known to need is asked together, in one journey to the server and back.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from copy import copy
from types import SimpleNamespace
from typing import Any, NamedTuple

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, QuerySet


class Given(Expression):
    """Stands in a question for a value that is named when it is asked."""

    def __init__(self, number: int):
        super().__init__()
        self.number = number

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Compiled:
    """The SQL of a queryset with places for values, and how its rows become objects."""

    def __init__(self, queryset: QuerySet):
        self.iterable, self.query = queryset._iterable_class, queryset.query
        self.compiler = self.query.get_compiler(connection=connection)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "select where false", ()
        columns = (column for column, _sql, _alias in self.compiler.select)
        self.converters = self.compiler.get_converters(columns)
        self.about = {"db": queryset.db, "_fields": queryset._fields, "_known_related_objects": {}}

    def send(self, cursor, values: tuple[Any, ...]) -> None:
        given = (values[one.number] if isinstance(one, Given) else one for one in self.params)
        cursor.execute(self.sql, tuple(given))

    def read(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        """The objects of the rows, made by the same code that makes those of a queryset."""
        compiler, query = copy(self.compiler), copy(self.query)
        compiler.execute_sql = lambda *args, **kwargs: [rows]
        compiler.get_converters = lambda columns: self.converters
        query.get_compiler = lambda *args, **kwargs: compiler
        return list(self.iterable(SimpleNamespace(query=query, **self.about)))


class Question(NamedTuple):
    """A compiled question with its values."""

    compiled: Compiled
    values: tuple[Any, ...]


class Asker:
    """Asks the question that a function makes the queryset of."""

    def __init__(self, make: Callable[..., QuerySet]):
        self.make, self.known = make, {}
        self.__doc__ = make.__doc__

    def of(self, *values: Any, **shape: Hashable) -> Question:
        """The question, to be asked together with others."""
        key = len(values), *shape.items()
        if key not in self.known:
            self.known[key] = Compiled(self.make(*map(Given, range(len(values))), **shape))
        return Question(self.known[key], values)

    def __call__(self, *values: Any, **shape: Hashable) -> list[Any]:
        question = self.of(*values, **shape)
        answered = _answered.get() or {}
        if question in answered:
            return answered.pop(question)
        return together([question])[question]


def compiled(make: Callable[..., QuerySet]) -> Asker:
    """Decorator: the queryset that the function makes is put together once and asked at each call.

    What is given by position are values of the question: keys, words, days, moments; never None,
    which SQL compares otherwise. How many there are, and what is given by name, shapes the
    question, which is put together once for each shape.
    """
    return Asker(make)


# What was asked ahead in this block and is still to be taken.
_answered: ContextVar[dict[Question, list[Any]] | None] = ContextVar("answered", default=None)


@contextmanager
def one_journey() -> Iterator[None]:
    """What is executed inside is sent without waiting for what comes back of what went before.

    The first `fetch…` waits for everything sent so far; the first error is raised there.
    """
    connection.ensure_connection()
    with ExitStack() as block:
        if psycopg.capabilities.has_pipeline():
            block.enter_context(connection.wrap_database_errors)
            block.enter_context(connection.connection.pipeline())
        yield


def together(questions: Iterable[Question]) -> dict[Question, list[Any]]:
    """The answers to all, asked in their order, in one journey if there is more than one."""
    questions = list(questions)
    with ExitStack() as block:
        if len(questions) > 1:
            block.enter_context(one_journey())
        cursors = [block.enter_context(connection.cursor()) for _one in questions]
        for one, cursor in zip(questions, cursors, strict=True):
            one.compiled.send(cursor, one.values)
        rows = [cursor.fetchall() for cursor in cursors]
    pairs = zip(questions, rows, strict=True)
    return {one: one.compiled.read(found) for one, found in pairs}


@contextmanager
def asked_ahead(questions: Iterable[Question]) -> Iterator[None]:
    """Whoever asks one of these inside the block, in the same words, finds it answered: once.

    What a block around this one has asked already is not asked again.
    """
    before = _answered.get()
    answered = {} if before is None else before
    answered |= together(one for one in questions if one not in answered)
    token = _answered.set(answered)
    try:
        yield
    finally:
        _answered.reset(token)
