"""What the page of the decision offers, closes and shows."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from assessments.cases.closures import Closed, closures
from assessments.cases.naming import (
    item_names,
    items_in_sentence,
    items_phrase,
    listed,
    risk_names,
)
from assessments.cases.refusals import NotMovable
from assessments.cases.sentences import is_standard, sentence
from assessments.cases.terms import ROLES
from assessments.law import Effect
from assessments.models import Submission, User
from assessments.wizard.route import Route

from .deciding import AUTHORISATIONS, is_whole
from .decision_measures import asked_measures, bound_measures, measures_of
from .forms import DecisionForm
from .reviewing import asked
from .standing import lists_since
from .waiving import waivable

QUIET = frozenset({Effect.IN_SCOPE, Effect.ARTICLE_7_APPLIES})  # true of nearly every case


def missing_sign_offs(route: Route, submission: Submission) -> list[str]:
    signed = {one.kind for one in submission.sign_offs.all()}
    return [kind for kind in route.ruling.sign_offs if kind not in signed]


def why_held(route: Route, submission: Submission, waived: Collection[str]) -> tuple[str, ...]:
    """What keeps any authorisation from being decided now, beside the law, as sentences."""
    if not is_whole(submission):
        words = _(
            "The case was submitted before every part was done. What was not assessed is not"
            " authorised; return the case to have it finished."
        )
        return (words,)
    held = [_("Held back by what is said at the top of this page.")] if route.bars else []
    missing = [kind for kind in missing_sign_offs(route, submission) if kind not in waived]
    if missing:
        who = listed(str(ROLES[kind]) for kind in missing)
        words = _("Opens when the sign-off is there that the ruling asks for: %(who)s.")
        held.append(words % {"who": who})
    return tuple(held)


def offered(
    route: Route, submission: Submission, waived: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """What may be decided now for each item: nothing is authorised before it is signed off."""
    permits = {item: tuple(map(str, those)) for item, those in route.ruling.permits.items()}
    if not why_held(route, submission, waived):
        return permits
    return {
        item: tuple(one for one in those if one not in AUTHORISATIONS)
        for item, those in permits.items()
    }


def decision_form(data, route: Route, submission: Submission, *, by: User) -> DecisionForm:
    """Raises NotMovable for a page that was made from an earlier submission."""
    if data is not None and data.get("submission") != submission.digest:
        raise NotMovable
    can_be_waived = waivable(submission, by) if is_whole(submission) else []
    open_now = offered(route, submission, can_be_waived)
    return DecisionForm(
        data,
        offered=open_now,
        only=[item for item, permitted in route.ruling.permits.items() if len(permitted) == 1],
        asked=asked_measures(route, open_now),
        waivable=can_be_waived,
        initial={"submission": submission.digest},
    )


def decision_context(route: Route, submission: Submission, form: DecisionForm) -> dict[str, Any]:
    return {
        "case": route.case,
        "submission": submission,
        "form": form,
        "items": items(route, submission, form),
        "measures": bound_measures(form),
        "waivers": [
            {"role": ROLES[kind], "field": form[f"waive-{kind}"]} for kind in form.waivable
        ],
        "missing": [ROLES[kind] for kind in missing_sign_offs(route, submission)],
        "colleagues": route.case.colleagues.all(),
        "standards": route.standards,
        "rules": rules(route),
        "bars": route.bars,
        "adopted": route.profiles,
        "since": lists_since(submission),
        "requests": asked(route, submission),
    }


def items(route: Route, submission: Submission, form: DecisionForm) -> list[dict[str, Any]]:
    names = item_names(route.case_file)
    closed = closures(route.ruling.as_json(), route.case_file)
    held = held_back(route, submission, form.waivable)
    return [
        {
            "item": item,
            "name": names[item["id"]],
            "recommended": submission.recommendation.get(item["id"], {}),
            "outcome": form[f"outcome-{item['id']}"],
            "reasons": form[f"reasons-{item['id']}"],
            "conditions": bound_conditions(form, item["id"]),
            "measures": measures_of(form, item["id"]),
            "closed": [*held.get(item["id"], ()), *closed[item["id"]]],
        }
        for item in route.case_file["items"]
    ]


def bound_conditions(form: DecisionForm, item: str):
    name = f"conditions-{item}"
    return form[name] if name in form.fields else None


def held_back(
    route: Route, submission: Submission, waived: Collection[str]
) -> dict[str, list[Closed]]:
    """Authorisations that the law permits but that cannot be decided yet, and why."""
    words = why_held(route, submission, waived)
    if not words:
        return {}
    return {
        item: [Closed(held, words, is_held=True)]
        for item, permitted in route.ruling.permits.items()
        if (held := tuple(str(one) for one in permitted if one in AUTHORISATIONS))
    }


def rules(route: Route) -> list[dict[str, str]]:
    """The rules that fired, each as a sentence with the items it is about."""
    names = items_in_sentence(route.case_file), risk_names(route.case_file)
    return [
        {
            "basis": "" if is_standard(entry.as_json()) else entry.basis,
            "items": items_phrase(entry.items),
            "words": sentence(entry, *names),
        }
        for entry in route.ruling.trace
        if entry.effect not in QUIET
    ]
