"""The lists that steps show: rows with their words, state and addresses."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.cases import places, terms, wording
from assessments.evidence.standing import Standing
from assessments.models.text import showable

from . import citing
from .addresses import row_address, rows_address
from .listing import form_name, item_line, row_name
from .progress import engaged_lines, risks_on
from .route import Route
from .sources import standings
from .steps import Step


def step_list(route: Route, step: Step) -> dict[str, Any] | None:
    """What the page of a step lists, or None."""
    if not step.lists:
        return None
    return LISTS.get(step.lists, quantities)(route, step)


def row(route: Route, kind: str, key: str, title: str, what: str = "", **more) -> dict[str, Any]:
    return {
        "key": key,
        "title": showable(title),
        "what": showable(what),
        "state": row_state(route, kind, key),
        "version": route.answers.version(kind, key),
        "address": more.pop("address", "") or row_address(route, kind, key),
        **more,
    }


def row_state(route: Route, kind: str, key: str) -> str:
    answer = route.answers.get(kind, key)
    if answer is None:
        return "not_started"
    if answer.is_confirmed:
        return "in_progress" if answer.draft is not None else "done"
    if answer.is_waiting:
        return "reopened" if answer.confirmed_at else "taken_over"
    return "in_progress"


def kept(route: Route, kind: str) -> list:
    return [answer for answer in route.answers if answer.step == kind]


def parties(route: Route, step: Step) -> dict[str, Any]:
    rows = [
        row(route, "party", a.row, content(a).get("name", _("Draft")), content(a).get("role", ""))
        for a in kept(route, "party")
    ]
    stands = standings(route)
    sources = [source_row(route, a, stands.get(a.row)) for a in kept(route, "evidence")]
    return {
        "template": "wizard/_parties.html",
        "rows": rows,
        "sources": sources,
        "files": route.case.attachments.filter(removed_at=None),
        "add": row_address(route, "party", "new"),
        "add_source": row_address(route, "evidence", "new"),
        "may_take": reverse("wizard:sources", args=[route.case.reference]),
    }


def source_row(route: Route, answer, stands: Standing | None) -> dict[str, Any]:
    """A source in one line: its grades, for or against what it speaks, whether its time is over."""
    of = "; ".join(places.article(place) or place for place in content(answer).get("supports", ()))
    what = " · ".join(filter(None, (citing.about(content(answer)), of)))
    title = content(answer).get("title", _("Draft"))
    return row(route, "evidence", answer.row, title, what, stands=stands)


def content(answer) -> dict[str, Any]:
    return answer.content or {}


def items(route: Route, step: Step) -> dict[str, Any]:
    rows = []
    for answer in kept(route, "item"):
        item = answer.content
        title = f"{answer.row}. {item_line(item)}" if item else f"{answer.row}. {_('Draft')}"
        article = item.get("article", "") if item else ""
        what = str(wording.value("article", article).label) if article else ""
        rows.append(row(route, "item", answer.row, title, what, place=article))
    return {
        "template": "wizard/_rows.html",
        "rows": rows,
        "add": row_address(route, "item", "new"),
        "add_words": _("Add an item"),
        "none_words": _("No item is listed yet. A case has one at least."),
    }


def forms(route: Route, step: Step) -> dict[str, Any]:
    address = rows_address(route, "form")
    rows = []
    for answer in kept(route, "form"):
        finding = content(answer).get("finding")
        what = str(wording.value("finding", finding).label) if finding else _("No finding yet")
        rows.append(row(route, "form", answer.row, form_name(answer), what, address=address))
    return {
        "template": "wizard/_rows.html",
        "rows": rows,
        "add": address,
        "add_words": _("Tick the forms found"),
        "none_words": _("No form is listed yet. “None found” is a finding too."),
    }


def severities(route: Route, step: Step) -> dict[str, Any]:
    address = rows_address(route, "severity")
    rows = []
    for key in route.found_forms():
        severity = route.answers.content("severity", key, confirmed_only=False).get("severity")
        what = str(wording.value("severity", severity).label) if severity else ""
        title = form_name(route.answers.get("form", key))
        rows.append(row(route, "severity", key, title, what, address=address))
    return {
        "template": "wizard/_rows.html",
        "rows": rows,
        "add": address,
        "add_words": _("Answer for all forms on one page"),
        "none_words": "",
    }


def risks(route: Route, step: Step) -> dict[str, Any]:
    six = step.name == "7-4-4"
    listed = [risk_row(route, risk) for risk in risks_on(route, step)]
    query = "?six=1" if six else f"?line={step.place}"
    others = [risk for risk in route.risks if six and not risk["gbv"]]
    return {
        "template": "wizard/_rows.html",
        "rows": listed + drafts(route, "risk"),
        "add": row_address(route, "risk", "new") + query,
        "add_words": _("Describe a risk"),
        "none_words": _("No risk is described yet."),
        "others": [risk_row(route, risk) for risk in others],
        "unknown": route.line_answer(step.place) == "unknown",
    }


def drafts(route: Route, kind: str) -> list[dict[str, Any]]:
    return [
        row(route, kind, answer.row, _("Draft"))
        for answer in kept(route, kind)
        if answer.content is None
    ]


def risk_row(route: Route, risk: dict[str, Any], kind: str = "risk", **more) -> dict[str, Any]:
    """A risk in one line: its number, its line, who and how, which items."""
    return row(
        route,
        kind,
        risk["id"],
        route.risk_names[risk["id"]],
        risk.get("description", ""),
        place=risk.get("line") or "",
        line=str(places.short_title(risk["line"])) if risk.get("line") else _("No line"),
        six=bool(risk.get("gbv")),
        modes=words(risk.get("modes"), terms.MODES),
        actors=words(risk.get("actors"), terms.ACTORS),
        who=showable(risk.get("who", "")),
        items=items_of(route, risk),
        **more,
    )


def words(values, offered) -> str:
    labels = {choice.value: str(choice.label) for choice in offered}
    return ", ".join(labels.get(value, value) for value in values or ())


def items_of(route: Route, risk: dict[str, Any]) -> str:
    if not risk.get("items"):
        return _("All items")
    names = {item["id"]: item["description"] for item in route.items}
    return "; ".join(f"{item}. {names.get(item, '')}" for item in risk["items"])


def mitigations(route: Route, step: Step) -> dict[str, Any]:
    rows = [
        risk_row(
            route,
            risk,
            "mitigation",
            answer=route.answers.content("mitigation", risk["id"], confirmed_only=False).get(
                "answer"
            ),
        )
        for risk in route.judged_risks()
    ]
    return {"template": "wizard/_risks.html", "rows": rows, "place": "risk:x.mitigation"}


def overridings(route: Route, step: Step) -> dict[str, Any]:
    rows = [
        risk_row(
            route,
            risk,
            "overriding",
            answer=route.answers.content("overriding", risk["id"], confirmed_only=False).get(
                "answer"
            ),
            address=rows_address(route, "overriding", risk.get("line") or "none"),
            waits=not route.answers.is_confirmed("mitigation", risk["id"]),
        )
        for risk in route.judged_risks()
    ]
    lines = [
        {
            "line": line,
            "address": rows_address(route, "overriding", line),
            "title": places.title(line) if line != "none" else _("Without a line"),
        }
        for line in engaged_lines(route)
    ]
    return {
        "template": "wizard/_risks.html",
        "rows": rows,
        "lines": lines,
        "place": "risk:x.overriding",
    }


def quantities(route: Route, step: Step) -> dict[str, Any]:
    address = rows_address(route, step.lists)
    rows = [
        row(
            route,
            step.lists,
            answer.row,
            row_name(route, ("item", answer.row)),
            str(content(answer).get("quantity", "")),
            address=address,
        )
        for answer in kept(route, step.lists)
    ]
    return {
        "template": "wizard/_rows.html",
        "rows": rows,
        "add": address,
        "add_words": _("Enter the quantities"),
        "none_words": _("No quantity is entered yet."),
    }


LISTS = {
    "party": parties,
    "item": items,
    "form": forms,
    "severity": severities,
    "risk": risks,
    "mitigation": mitigations,
    "overriding": overridings,
}
