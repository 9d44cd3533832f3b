"""Questions to the database that are put together once and then asked with other values.

Django makes the SQL of a queryset anew each time it is asked, which takes several times longer than
PostgreSQL takes to answer. For the pages that are opened most it is made once in a process.
"""

from collections.abc import Callable, Hashable
from copy import copy
from functools import wraps
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
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
        self.iterable, self.query, self.db = queryset._iterable_class, queryset.query, queryset.db
        self.fields = queryset._fields
        self.compiler = self.query.get_compiler(using=self.db)
        try:
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.params = "", ()
        columns = (column for column, _sql, _alias in self.compiler.select)
        self.converters = self.compiler.get_converters(columns)

    def ask(self, values: tuple[Any, ...]) -> list[Any]:
        """The rows, by the same code that reads those of a queryset."""
        params = [values[one.number] if isinstance(one, Given) else one for one in self.params]
        compiler, query = copy(self.compiler), copy(self.query)
        compiler.connection = connections[self.db]  # each thread has one of its own
        compiler.as_sql = lambda *args, **kwargs: (self.sql, params)
        compiler.get_converters = lambda columns: self.converters
        query.get_compiler = lambda *args, **kwargs: compiler
        about = {"db": self.db, "_fields": self.fields, "_known_related_objects": {}}
        return list(self.iterable(SimpleNamespace(query=query, **about)))


def compiled(make: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """Decorator: the queryset that the function makes is put together once and asked at each call.

    What is given by position are values of the question: keys, words, days, moments; never None,
    which SQL compares otherwise. How many there are, and what is given by name, shapes the
    question, which is put together once for each shape.
    """
    known: dict[tuple[Hashable, ...], Compiled] = {}

    @wraps(make)
    def ask(*values: Any, **shape: Hashable) -> list[Any]:
        key = len(values), *shape.items()
        if key not in known:
            known[key] = Compiled(make(*map(Given, range(len(values))), **shape))
        return known[key].ask(values)

    return ask
