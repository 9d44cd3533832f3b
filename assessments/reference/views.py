"""What is to be read as a whole: the guidance in force; against whom the application is safe."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import conformance as asvs
from . import editions, protection, threats
from .registers import REGISTERS


@require_safe
def sources(request):
    """The registers that cases draw on."""
    return render(request, "reference/sources.html", {"registers": REGISTERS})


@require_safe
def guidance(request):
    """Questions, forms of violence, measures, sources, grounds of refusal: the edition in force."""
    return render(request, "reference/guidance.html", {"edition": editions.current()})


@require_safe
def security(request):
    """The threat model, and what falls with each part."""
    context = {
        "tables": threats.TABLES,
        "assumptions": threats.ASSUMPTIONS,
        "falls": threats.COMPROMISE,
    }
    return render(request, "reference/security.html", context)


@require_safe
def protected(request):
    """How it is protected, kept up and bounded."""
    tables = [*protection.TABLES, protection.limits()]
    return render(request, "reference/protection.html", {"tables": tables})


@require_safe
def conformance(request):
    """The figures of each level, and the requirements of one status."""
    status = request.GET.get("status", asvs.GAP)
    if status not in asvs.STATUSES:
        raise Http404
    rows = asvs.requirements()
    context = {
        "status": status,
        "statuses": asvs.STATUSES.items(),
        "figures": asvs.figures(rows),
        "rows": [row for row in rows if row.status == status],
    }
    return render(request, "reference/conformance.html", context)
