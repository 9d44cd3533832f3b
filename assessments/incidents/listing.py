"""The register: which incidents the filters leave, in pages of fifty."""

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Func, TextField, Value

from assessments.models import IncidentVersion
from assessments.models.incident import VersionQuerySet

from .forms import WAITS

PAGE = 50


def filtered(wanted: dict[str, Any]) -> VersionQuerySet:
    """The last version of each incident that fits, its view beside it; the latest first."""
    found = IncidentVersion.objects.last().viewed().order_by("-last_day", "-pk")
    if state := wanted.get("state"):
        found = found.filter(state=state)
    if actor := wanted.get("actor"):
        folded = Func(Value(actor), function="folded_actor", output_field=TextField())
        found = found.filter(actor_folded__contains=folded)
    if year := wanted.get("year"):
        found = found.filter(
            first_day__lte=date(int(year), 12, 31), last_day__gte=date(int(year), 1, 1)
        )
    if norm := wanted.get("norm"):
        found = found.filter(norms__contains=[norm])
    if view := wanted.get("view"):
        found = found.filter(conclusion=None if view == WAITS else view)
    return found


def page(found: VersionQuerySet, number: str) -> Page:
    """One page; the first where the number names none."""
    return Paginator(found, PAGE).get_page(number or 1)
