"""The list of people: filtered, by name, in pages that begin after a person."""

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from assessments.models import User

PAGE = 50


class Page(NamedTuple):
    """People of a page, and the persons at whom its neighbours begin."""

    people: list[User]
    earlier: User | None
    later: User | None


def filtered(wanted: dict[str, Any]) -> QuerySet[User]:
    """Those that the filters leave."""
    people = User.objects.select_related("unit")
    if wanted.get("q"):
        people = people.filter(Q(name__icontains=wanted["q"]) | Q(username__icontains=wanted["q"]))
    if wanted.get("role"):
        people = people.filter(roles__contains=[wanted["role"]])
    if wanted.get("unit"):
        people = people.filter(unit=wanted["unit"])
    if wanted.get("state"):
        people = people.filter(is_active=wanted["state"] == "active")
    return people


def page(people: QuerySet[User], *, after: str = "", before: str = "") -> Page:
    """The page after a person, or before one, or the first."""
    edge = User.objects.filter(pk=number(after or before)).first()
    if edge and not after:
        found = list(people.filter(precedes(edge)).order_by("-name", "-pk")[: PAGE + 1])
        shown = found[PAGE - 1 :: -1] if len(found) > PAGE else found[::-1]
        return Page(shown, shown[0] if len(found) > PAGE else None, shown[-1] if shown else None)
    if edge:
        people = people.filter(follows(edge))
    found = list(people.order_by("name", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    earlier = shown[0] if edge and shown else None
    return Page(shown, earlier, shown[-1] if len(found) > PAGE else None)


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def follows(edge: User) -> Q:
    return Q(name__gt=edge.name) | Q(name=edge.name, pk__gt=edge.pk)


def precedes(edge: User) -> Q:
    return Q(name__lt=edge.name) | Q(name=edge.name, pk__lt=edge.pk)
