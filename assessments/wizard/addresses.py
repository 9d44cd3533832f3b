"""The addresses of steps and rows."""

from django.urls import reverse

from .route import Route


def step_address(route: Route, step: str) -> str:
    return reverse("wizard:step", args=[route.case.reference, step])


def row_address(route: Route, kind: str, row: str) -> str:
    """The page of one row; `row` "new" leads to the next free one."""
    return reverse("wizard:row", args=[route.case.reference, kind, row])


def rows_address(route: Route, name: str, group: str = "") -> str:
    """The page of several rows, of one group of them where there are groups."""
    if group:
        return reverse("wizard:rows_of", args=[route.case.reference, name, group])
    return reverse("wizard:rows", args=[route.case.reference, name])
