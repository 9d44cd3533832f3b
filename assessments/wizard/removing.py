"""Taking a row off its list, once the officer has seen what goes with it and what opens again."""

from django.http import Http404
from django.shortcuts import redirect, render

from .addresses import row_address, step_address
from .answers import Void, remove_row
from .indexing import index
from .listing import named
from .parts import read_seen
from .rests import Change, voided
from .route import Route
from .rows import INDEXED, Kind, back_step, hanging_rows


def remove(request, route: Route, kind: Kind, row: str):
    """Take a row off its list, once the officer has seen what that opens again."""
    answer = route.answers.get(kind.name, row)
    if answer is None or kind.name == "mitigation":
        raise Http404
    seen = read_seen(request.POST.get("seen_version", "")).get(f"{kind.name}.{row}", 0)
    change = Change((kind.name, row), answer.content, None)
    hanging = hanging_rows(route, kind, row)
    voids = [v for v in voided(route.answers, [change]) if v.key not in hanging]
    if "agreed" not in request.POST:
        return ask_before_removing(request, route, kind, row, voids, hanging)
    remove_row(
        route.case, (kind.name, row), seen_version=seen, by=request.user, also=hanging, voids=voids
    )
    if kind.name in INDEXED:
        index(route.case)
    return redirect(step_address(route, back_step(kind, answer.content or {})))


def ask_before_removing(request, route, kind, row, voids: list[Void], hanging):
    context = {
        "case": route.case,
        "kind": kind,
        "row": row,
        "name": named(route, (kind.name, row)),
        "address": row_address(route, kind.name, row),
        "seen_version": request.POST.get("seen_version", ""),
        "voids": [named(route, void.key, void.parts) for void in voids],
        "hanging": [named(route, key) for key in hanging],
    }
    return render(request, "wizard/remove.html", context)
