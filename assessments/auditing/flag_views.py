"""The page of the red flags: each a question to ask, with the cases to ask it of."""

import contextlib
from datetime import UTC, date, datetime, timedelta

from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.audit import replica
from assessments.cases import access, places, terms, wording
from assessments.cases.happenings import HAPPENED
from assessments.models import Role
from assessments.reference.editions import countries

from . import flags as red_flags
from .forms import FlagsForm
from .telling import title_of

MONTH = timedelta(days=30)


@require_safe
def flags(request):
    """Computed anew each time, over the decisions of thirty days or of the period chosen."""
    access.require(request.user, Role.AUDITOR)
    form = FlagsForm(filled(request.GET))
    context = {"form": form}
    if form.is_valid():
        begin, end = form.cleaned_data["begin"], form.cleaned_data["end"]
        raised, context["lacks"] = replica.read(lambda: [*red_flags.raised(begin, end)])
        context["raised"] = [shown(one) for one in raised]
    return render(request, "auditing/flags.html", context)


def filled(given) -> dict[str, str]:
    """The days asked for; up to today, and a month, where nothing is said."""
    today = datetime.now(UTC).date()
    end = given.get("end") or f"{today}"
    return {"begin": given.get("begin") or f"{today - MONTH}", "end": end}


def shown(one: red_flags.Raised):
    return {
        "flag": one.flag,
        "state": state(one),
        "is_raised": bool(one.found),
        "findings": [
            {"words": words(one.flag, found.facts), "cases": found.cases} for found in one.findings
        ],
        "more": max(0, (one.found or 0) - len(one.findings)),
    }


def state(one: red_flags.Raised) -> str:
    if one.was_too_slow:
        return _("It would take too long over so many days: choose fewer.")
    if not one.found and one.flag.is_impossible:
        return _("None: the database refuses it, and this was checked.")
    if not one.found:
        return _("None in this period.")
    return ngettext("Raised once", "Raised %(found)s times", one.found) % {"found": one.found}


def words(flag: red_flags.Flag, facts) -> str:
    told = dict(facts)
    if flag.name == "unknown_to_none":
        told |= answers(facts)
    if flag.name == "unlike":
        told |= {
            "state": countries().get(facts["state"], facts["state"]),
            "article": places.article(facts["article"]) or facts["article"],
        }
    if flag.name == "in_seconds":
        told["act"] = quickly(facts)
    if flag.name == "waived":
        told["kind"] = terms.ROLES[facts["kind"]]
    if flag.name == "contact":
        told["day"] = date_format(date.fromisoformat(facts["day"]))
    return str(flag.sentence) % told


def answers(facts) -> dict[str, str]:
    place = facts["part"] or facts["step"]
    named = place.replace("-", ".") if place.startswith("6-") else place
    said = {name: facts[name] for name in ("before", "after")}
    with contextlib.suppress(KeyError):  # a question that is asked no longer
        said = {name: wording.answer_short(named, value) for name, value in said.items()}
    return {"place": str(places.title(place)) if facts["part"] else title_of(facts["step"]), **said}


def quickly(facts) -> str:
    did = HAPPENED[facts["act"]]
    if facts["seconds"] is None:
        return _("%(did)s without having opened it") % {"did": did}
    return _("%(did)s after %(seconds)s seconds") % {"did": did, "seconds": facts["seconds"]}
