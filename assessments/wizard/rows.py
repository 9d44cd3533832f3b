"""The lists of a case: parties, items, forms found, risks and what is asked of each of them.

Each row is an answer of its own, with its own version and draft, on an ordinary page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Answer
from assessments.models.text import showable
from assessments.reference import editions

from .answers import Key
from .case_file import line_step
from .forms import application, article_6, article_7, six_steps
from .forms.base import StepForm
from .listshow import risk_row
from .parts import Part, Posted, make_part
from .route import Route


@dataclass(frozen=True)
class Kind:
    """A kind of row that has a page for each."""

    name: str
    form: type[StepForm]
    step: str
    title: str | Promise
    letter: str = ""
    place: str = ""
    hangs: tuple[str, ...] = ()


KINDS = {
    kind.name: kind
    for kind in (
        Kind("party", application.PartyForm, "parties", _("Another party"), "p", "parties"),
        Kind("evidence", application.SourceForm, "parties", _("Source"), "s", "parties"),
        Kind(
            "item",
            application.ItemForm,
            "items",
            _("Item"),
            place="items",
            hangs=("quantity-6-1", "quantity-6-2"),
        ),
        Kind(
            "risk",
            article_7.RiskForm,
            "7-4-4",
            _("Risk"),
            "r",
            "risk",
            hangs=("mitigation", "overriding"),
        ),
        Kind(
            "mitigation", article_7.MitigationForm, "mitigation", _("Mitigation"), "", "mitigation"
        ),
    )
}


INDEXED = frozenset({"item", "party"})  # lists and searches of cases name these


def next_row(route: Route, kind: Kind) -> str:
    """A key that no row of the kind has, or had on this page."""
    taken = {answer.row for answer in route.answers if answer.step == kind.name}
    number = len(taken) + 1
    while f"{kind.letter}{number}" in taken:
        number += 1
    return f"{kind.letter}{number}"


def row_part(
    route: Route, kind: Kind, row: str, given: dict[str, Any], posted: Posted | None = None
) -> Part:
    """The one part of a row's own page; `given` is what the address says of a new row."""
    key = (kind.name, row)
    beginning = {"id": row, **given} if kind.name in ("item", "risk", "evidence") else {}
    return make_part(route, key, kind.form, posted, content=beginning)


def hanging_rows(route: Route, kind: Kind, row: str) -> list[Key]:
    """The rows that go with a row that is removed."""
    return [(step, row) for step in kind.hangs if route.answers.get(step, row)]


def back_step(kind: Kind, content: dict) -> str:
    """The step whose list the row is on: a risk is on its line's page, or on that of step 4."""
    if kind.name != "risk":
        return kind.step
    if content.get("gbv"):
        return "7-4-4"
    return line_step(content["line"]) if content.get("line") else "lines"


# Pages that hold a row for each of several things.


@dataclass(frozen=True)
class RowsPage:
    """A page with several rows: its parts, its words, and the step that it belongs to."""

    name: str
    step: str
    title: str | Promise
    place: str
    parts: Callable[..., list[Part]]
    template: str


def forms_found(route: Route, group: str, posted: Posted | None = None) -> list[Part]:
    """A row for every form of the taxonomy, and for each further entry of one."""
    parts, used = [], set()
    groups = editions.current().forms_by_group
    for named, form in ((group, form) for group, forms in groups for form in forms):
        about = {"code": form.code, "label": form.label, "group": named.name}
        for row in form_rows(route, form.code) or [form.code]:
            used.add(row)
            parts.append(form_part(route, row, about, posted))
    for answer in route.answers:
        if answer.step == "form" and answer.row not in used:
            about = {"code": code_of(answer), "label": "", "group": _("From a file")}
            parts.append(form_part(route, answer.row, about, posted))
    return parts


def form_rows(route: Route, code: str) -> list[str]:
    return [
        answer.row for answer in route.answers if answer.step == "form" and code_of(answer) == code
    ]


def code_of(answer: Answer) -> str:
    """The code of a row: "SV-1" and, for a further entry, "SV-1-2" are both SV-1."""
    if answer.content:
        return answer.content.get("code", "")
    code, _dash, _number = answer.row.rpartition("-")
    return code if editions.current().form(code) else answer.row


def form_part(route: Route, row: str, about: dict[str, Any], posted: Posted | None) -> Part:
    beginning = {"code": about["code"], "listed": False}
    about = {**about, "title": f"{about['code']} {about['label']}".strip()}
    key = ("form", row)
    return make_part(route, key, six_steps.FormFoundForm, posted, content=beginning, about=about)


def seriousness(route: Route, group: str, posted: Posted | None = None) -> list[Part]:
    """A row for every form that was found."""
    return [
        make_part(
            route,
            ("severity", row),
            six_steps.SeverityForm,
            posted,
            about={"title": form_title(route.answers.get("form", row).content)},
        )
        for row in route.found_forms()
    ]


def form_title(content: dict[str, Any]) -> str:
    """The form of violence with its code, and who does it if that was said."""
    form = editions.current().form(content["code"])
    words = f"{content['code']} {form.label}" if form else content["code"]
    words = f"{words} ({content['perpetrators']})" if content.get("perpetrators") else words
    return showable(words)


def quantities(route: Route, step: str, posted: Posted | None = None) -> list[Part]:
    """A row for every item, and for each further name that the exemption gives."""
    named = {item["id"]: quantity_title(item) for item in route.items}
    for answer in route.answers:
        if answer.step == step and answer.row not in named:
            named[answer.row] = showable((answer.content or {}).get("item", answer.row))
    return [
        make_part(route, (step, row), article_6.QuantityForm, posted, about={"title": title})
        for row, title in named.items()
    ]


def quantity_title(item: dict[str, Any]) -> str:
    unit = f" – {item['unit']}" if item.get("unit") else ""
    return showable(f"{item['id']}. {item['description']}{unit}")


def overriding(route: Route, group: str, posted: Posted | None = None) -> list[Part]:
    """A row for every risk on a line whose mitigation is answered."""
    return [
        make_part(
            route,
            ("overriding", risk["id"]),
            article_7.OverridingForm,
            posted,
            about=about_risk(route, risk),
        )
        for risk in route.risks
        if (risk.get("line") or "none") == group
        and route.answers.is_confirmed("mitigation", risk["id"])
    ]


def about_risk(route: Route, risk: dict[str, Any]) -> dict[str, Any]:
    """The risk and its mitigation, in view where overriding risk is asked."""
    return {
        "title": route.risk_names[risk["id"]],
        "risk": risk_row(route, risk),
        "mitigation": route.answers.content("mitigation", risk["id"]),
    }


ROWS_PAGES = {
    page.name: page
    for page in (
        RowsPage(
            "form",
            "7-4-1",
            six_steps.WHICH,
            "7.4.step_1",
            forms_found,
            "wizard/forms_found.html",
        ),
        RowsPage(
            "severity",
            "7-4-2",
            _("How serious are the acts, form by form?"),
            "7.4.step_2",
            seriousness,
            "wizard/seriousness.html",
        ),
        RowsPage(
            "quantity-6-1",
            "6-1-exemption",
            _("How much does the exemption cover?"),
            "6.1.exemption",
            lambda route, group, posted=None: quantities(route, "quantity-6-1", posted),
            "wizard/quantities.html",
        ),
        RowsPage(
            "quantity-6-2",
            "6-2-exemption",
            _("How much does the exemption cover?"),
            "6.2.exemption",
            lambda route, group, posted=None: quantities(route, "quantity-6-2", posted),
            "wizard/quantities.html",
        ),
        RowsPage(
            "overriding",
            "overriding",
            _("Is there an overriding risk?"),
            "overriding",
            overriding,
            "wizard/overriding.html",
        ),
    )
}
