"""The officer's recommendation: for each item one of the decisions that the law permits."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases import terms
from assessments.cases.choices import Choice
from assessments.cases.fields import AnswerField, ReasonField
from assessments.cases.naming import in_sentence
from assessments.law import Decision

from .forms.base import StepForm
from .progress import first_open
from .route import Route

KEY = ("recommendation", "")

# May be recommended at any time: what was not answered is then printed as "not assessed".
ALWAYS = frozenset({Decision.OUTSIDE_TREATY, Decision.PROHIBITED, Decision.REFUSE})


def offered(route: Route) -> dict[str, tuple[str, ...]]:
    """What may be recommended for each item: no authorisation while a step is left to do."""
    if route.ruling is None:
        return {}
    if first_open(route) is None:
        return {item: tuple(permitted) for item, permitted in route.ruling.permits.items()}
    return {
        item: tuple(decision for decision in permitted if decision in ALWAYS)
        for item, permitted in route.ruling.permits.items()
    }


def stands(route: Route) -> bool:
    """Whether the recommendation is confirmed and still offered, for every item."""
    given = route.answers.content(*KEY)
    open_to = offered(route)
    return bool(open_to) and all(
        given.get(item, {}).get("decision") in decisions for item, decisions in open_to.items()
    )


class RecommendationForm(StepForm):
    """For each item a decision and the reasons for it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item, decisions in offered(self.route).items():
            self.add_item(item, decisions)

    def add_item(self, item: str, decisions: tuple[str, ...]) -> None:
        label = _("Your recommendation for %(item)s") % {"item": in_sentence(item)}
        choices = [Choice(str(one), terms.DECISIONS[one].label) for one in decisions]
        self.fields[f"decision-{item}"] = AnswerField(
            label, choices, small=True, when_empty=gettext_lazy("Choose what you recommend.")
        )
        self.fields[f"reasons-{item}"] = ReasonField(
            _("Reasons for %(item)s") % {"item": in_sentence(item)},
            rows=4,
            when_empty=gettext_lazy("Give your reasons. They become part of the record."),
        )
        if len(decisions) == 1:
            self.initial[f"decision-{item}"] = str(decisions[0])

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        return {
            f"{name}-{item}": value
            for item, given in content.items()
            for name, value in given.items()
        }

    def fragment(self) -> dict[str, Any]:
        return {
            item: {
                "decision": self.cleaned_data[f"decision-{item}"],
                "reasons": self.cleaned_data[f"reasons-{item}"],
            }
            for item in offered(self.route)
        }
