"""The steps in the order of the assessment: which question, which form, when it is asked."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .case_file import LINES, line_step
from .forms import application, article_6, article_7, diversion, six_steps
from .forms.base import ContinueForm
from .route import Route


@dataclass(frozen=True)
class Step:
    """One step: its place in the law, the list it shows, and when it is asked."""

    name: str
    place: str
    title: str | Promise
    part: str
    form: type = ContinueForm
    lists: str = ""
    applies: Callable[[Route], bool] | None = None

    def is_asked(self, route: Route) -> bool:
        return self.applies is None or self.applies(route)


PARTS = {
    "application": _("The application"),
    "article_6": _("Prohibitions"),
    "diversion": _("Diversion"),
    "lines": _("The five lines"),
    "six_steps": _("Gender-based violence and violence against women and children"),
    "risks": _("Mitigation and overriding risk"),
}


def asked(place: str) -> Callable[[Route], bool]:
    return lambda route: place in route.asked


def engaged_page(line: str) -> Callable[[Route], bool]:
    return lambda route: (
        line in route.asked
        and route.line_answer(line)
        in (
            "identified",
            "unknown",
        )
    )


LINE_TITLES = {
    "7.1.a": _("Undermining peace and security"),
    "7.1.b.i": _("Serious violations of international humanitarian law"),
    "7.1.b.ii": _("Serious violations of international human rights law"),
    "7.1.b.iii": _("Offences under terrorism conventions"),
    "7.1.b.iv": _("Offences under conventions on transnational organised crime"),
}

STEPS = (
    Step("application", "application", _("The transfer"), "application", application.TransferForm),
    Step("parties", "parties", _("Other parties and files"), "application", lists="party"),
    Step("items", "items", _("Items"), "application", lists="item"),
    Step("scope", "scope", _("Scope"), "application", article_6.ScopeForm),
    Step(
        "6-1",
        "6.1",
        _("Security Council measures"),
        "article_6",
        article_6.SecurityCouncilForm,
        applies=asked("6.1"),
    ),
    Step(
        "6-1-exemption",
        "6.1.exemption",
        _("Quantities exempted from the measure"),
        "article_6",
        lists="quantity-6-1",
        applies=asked("6.1.exemption"),
    ),
    Step(
        "6-2",
        "6.2",
        _("Other international agreements"),
        "article_6",
        article_6.AgreementsForm,
        applies=asked("6.2"),
    ),
    Step(
        "6-2-exemption",
        "6.2.exemption",
        _("Quantities exempted under the agreement"),
        "article_6",
        lists="quantity-6-2",
        applies=asked("6.2.exemption"),
    ),
    Step(
        "6-3",
        "6.3",
        _("Knowledge of atrocity crimes"),
        "article_6",
        article_6.KnowledgeForm,
        applies=asked("6.3"),
    ),
    Step(
        "diversion",
        "11.2",
        _("Diversion"),
        "diversion",
        diversion.DiversionForm,
        applies=asked("11.2"),
    ),
    Step(
        "lines",
        "7.1",
        _("Peace and security, and the five negative consequences"),
        "lines",
        article_7.LinesForm,
        applies=asked("7.1.a"),
    ),
    *(
        Step(
            line_step(line),
            line,
            LINE_TITLES[line],
            "lines",
            article_7.LineForm,
            lists="risk",
            applies=engaged_page(line),
        )
        for line in LINES
    ),
    Step(
        "7-4-1",
        "7.4.step_1",
        _("Forms of violence found"),
        "six_steps",
        six_steps.FormsFoundForm,
        lists="form",
        applies=asked("7.4.step_1"),
    ),
    Step(
        "7-4-2",
        "7.4.step_2",
        _("Seriousness, form by form"),
        "six_steps",
        lists="severity",
        applies=asked("7.4.step_2"),
    ),
    Step(
        "7-4-3",
        "7.4.step_3",
        _("What the State and the end user do about it"),
        "six_steps",
        six_steps.ActionForm,
        applies=asked("7.4.step_3"),
    ),
    Step(
        "7-4-4",
        "7.4.step_4",
        _("Link between the items and the acts"),
        "six_steps",
        six_steps.LinkForm,
        lists="risk",
        applies=asked("7.4.step_4"),
    ),
    Step(
        "mitigation",
        "mitigation",
        _("Mitigation, risk by risk"),
        "risks",
        lists="mitigation",
        applies=lambda route: bool(route.judged_risks()),
    ),
    Step(
        "overriding",
        "overriding",
        _("Overriding risk, line by line"),
        "risks",
        lists="overriding",
        applies=lambda route: bool(route.judged_risks()),
    ),
)

BY_NAME = {step.name: step for step in STEPS}
BY_PLACE = {step.place: step for step in STEPS}

# Where each kind of answer stands in the order of the assessment, rows beside their step.
ROW_STEPS = {
    "party": "parties",
    "evidence": "parties",
    "item": "items",
    "quantity-6-1": "6-1-exemption",
    "quantity-6-2": "6-2-exemption",
    "form": "7-4-1",
    "severity": "7-4-2",
    "risk": "7-4-4",
}
ORDER = {step.name: 2 * number for number, step in enumerate(STEPS)}
ORDER |= {row: ORDER[step] + 1 for row, step in ROW_STEPS.items()}
ORDER["recommendation"] = 2 * len(STEPS)
