"""What the parts of a case are called, how they stand, and what they say in one line."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import places, wording
from assessments.cases.flow.lanes import quantity
from assessments.cases.naming import listed
from assessments.law import Scope
from assessments.models import Answer
from assessments.models.text import showable
from assessments.reference import editions

from .answers import Key
from .progress import asked_steps, is_closed, is_done, risks_on, rows_wanted
from .route import Route
from .steps import BY_NAME, PARTS, STEPS, Step


@dataclass(frozen=True)
class Task:
    """A part of the case as the task list shows it."""

    step: Step
    place: str
    title: str
    state: str
    what: str
    address: str


def tasks(route: Route) -> list[dict[str, Any]]:
    """The parts in their groups, each with its tasks and how many are done."""
    groups = []
    for part, title in PARTS.items():
        steps = [step for step in STEPS if step.part == part and is_shown(route, step)]
        listed = [task_of(route, step) for step in steps]
        if listed:
            done = len([task for task in listed if task.state == "done"])
            groups.append({"title": title, "tasks": listed, "done": done, "of": len(listed)})
    return groups


def is_shown(route: Route, step: Step) -> bool:
    """Steps that are asked; those not reached too, but not pages that only follow an answer."""
    return step.is_asked(route) or (
        not step.name.startswith("line-") and not step.name.endswith("-exemption")
    )


def task_of(route: Route, step: Step) -> Task:
    state = state_of(route, step)
    reachable = state not in ("not_reached", "waiting")
    address = reverse("wizard:step", args=[route.case.reference, step.name]) if reachable else ""
    return Task(step, step.place, str(step.title), state, summary(route, step), address)


def state_of(route: Route, step: Step) -> str:
    """In the words of `terms.PART_STATES`."""
    if not step.is_asked(route):
        return "not_reached"
    keys = [(step.name, ""), *rows_wanted(route, step)]
    found = [answer for key in keys if (answer := route.answers.get(*key))]
    if is_done(route, step):
        is_written_on = any(answer.draft is not None for answer in found)
        return "in_progress" if route.case.is_editable and is_written_on else "done"
    if is_closed(route, step):
        return "waiting"
    if waiting := [answer for answer in found if answer.is_waiting]:
        return "reopened" if any(answer.confirmed_at for answer in waiting) else "taken_over"
    return "in_progress" if found else "not_started"


def summary(route: Route, step: Step) -> str:
    """What the part says so far, in one line."""
    if not step.is_asked(route):
        return not_reached(route, step)
    if step.name == "items":
        return "; ".join(item_line(item) for item in route.items)
    if step.name in SAID:
        return SAID[step.name](route)
    if step.lists == "risk":
        found = len(risks_on(route, step))
        return ngettext("%(count)s risk", "%(count)s risks", found) % {"count": found}
    if step.lists == "form":
        found = len(route.found_forms())
        return ngettext("%(count)s form found", "%(count)s forms found", found) % {"count": found}
    if step.lists:
        return counted(route, step)
    content = route.answers.content(step.name, confirmed_only=False)
    if step.name == "application":
        return content.get("transfer", {}).get("end_user", {}).get("name", "")
    return str(wording.answer_short(step.place, content["answer"])) if content.get("answer") else ""


def said_of_parties(route: Route) -> str:
    parties, sources = (len(route.answers.rows(kind)) for kind in ("party", "evidence"))
    said = (
        (parties, ngettext("%(count)s party", "%(count)s parties", parties)),
        (sources, ngettext("%(count)s source", "%(count)s sources", sources)),
    )
    return " · ".join(words % {"count": count} for count, words in said if count)


def said_of_lines(route: Route) -> str:
    """The lines that an answer or a risk engages, by their short names."""
    if not route.answers.content("lines", confirmed_only=False):
        return ""
    engaged = route.ruling.engaged if route.ruling else ()
    if not engaged:
        return _("None engaged")
    names = listed(str(places.short_title(line)) for line in engaged)
    return _("Engaged: %(lines)s") % {"lines": names}


def said_of_action(route: Route) -> str:
    content = route.answers.content("7-4-3", confirmed_only=False)
    if not content:
        return ""
    state, end_user = (
        str(wording.answer_short("7.4.step_3", content.get(name))) for name in ("state", "end_user")
    )
    return _("State: %(state)s. End user: %(end_user)s.") % {"state": state, "end_user": end_user}


SAID = {"parties": said_of_parties, "lines": said_of_lines, "7-4-3": said_of_action}


def counted(route: Route, step: Step) -> str:
    wanted = rows_wanted(route, step)
    done = len([key for key in wanted if route.answers.is_confirmed(*key)])
    if not wanted:
        return ""
    return _("%(done)s of %(all)s answered") % {"done": done, "all": len(wanted)}


def not_reached(route: Route, step: Step) -> str:
    """Why a part is not asked, with the article that closed the way to it."""
    if route.ruling is None:
        return ""
    if closed := closed_by_scope(route) or closed_by_article_6(route):
        return closed
    if step.part in ("lines", "six_steps", "risks") and "7.1.a" not in route.asked:
        return _("Not asked: Article 7 does not apply to this activity.")
    if step.name == "diversion":
        return _("Not asked of these items and this activity, Article 11(2).")
    if step.name in ("7-4-2", "7-4-3", "7-4-4"):
        return before_it_in_the_six(route, step)
    if step.part == "risks" and not route.risks:
        return _("Not asked so far: no risk is described.")
    if step.part == "risks":
        return _("Not reached: Article 6 prohibits the items of every risk.")
    return ""


def before_it_in_the_six(route: Route, step: Step) -> str:
    """What the steps before one of the six have not found, or not yet confirmed."""
    if any(answer.step in ("form", "severity") for answer in route.answers.waiting()):
        return _("Not asked until the forms found and their seriousness are confirmed.")
    if step.name == "7-4-2":
        return _("Not asked so far: no form of violence is found.")
    return _("Not asked so far: no serious form of violence is found.")


def closed_by_scope(route: Route) -> str:
    """Scope closes the way by an answer, never by waiting for one."""
    if "6.1" in route.asked:
        return ""
    if route.ruling.findings.scope == Scope.UNDETERMINED:
        return _("Not reached while it is open whether the Treaty covers this, Articles 2 to 4.")
    return _("Not reached: nothing is in scope, Articles 2 to 4.")


def closed_by_article_6(route: Route) -> str:
    """Also said while scope waits to be confirmed again."""
    ruling = route.ruling
    left = bool(ruling.left)
    if not ruling.in_scope:
        left = "7.1.a" in route.asked or not ruling.is_under_article_7
    return "" if left else _("Not reached: Article 6 prohibits every item.")


def item_line(item: dict[str, Any]) -> str:
    """What an item is, and how much of it: "Assault rifles, 1,200 pieces"."""
    told = {"description": item["description"], "quantity": quantity(item)}
    return _("%(description)s, %(quantity)s") % told


ROW_TITLES = {
    "party": "parties",
    "item": "items",
    "form": "7.4.step_1",
    "severity": "7.4.step_2",
    "mitigation": "mitigation",
    "overriding": "overriding",
}


def named(route: Route, key: Key, parts: tuple[str, ...] = ()) -> dict[str, str]:
    """An answer by its name: the place it cites, its title, and which row of a list it is."""
    step, row = key
    if parts:
        titles = ", ".join(str(places.title(part)) for part in parts)
        return {"place": parts[0], "title": titles, "what": ""}
    if not row:
        if step == "recommendation":
            return {"place": "", "title": _("Recommendation, item by item"), "what": ""}
        known = BY_NAME[step]
        return {"place": known.place, "title": str(known.title), "what": ""}
    return row_named(route, key)


# The part of a row that says which one it is; an exemption may name what is no item of the case.
CALLED_BY = {"item": "description", "party": "name", "evidence": "title"}


def row_named(route: Route, key: Key) -> dict[str, str]:
    step, _row = key
    place = ROW_TITLES.get(step, "risk")
    title = str(places.title(place))
    if step == "risk":
        title = _("The risk itself")
    elif step == "evidence":
        place, title = "", _("Source")
    elif step.startswith("quantity"):
        place = step.removeprefix("quantity-").replace("-", ".")
        title = _("Quantity exempted")
    return {"place": place, "title": title, "what": row_name(route, key)}


def row_name(route: Route, key: Key) -> str:
    step, row = key
    if step in ("form", "severity"):
        return form_name(route.answers.get("form", row))
    if step in ("risk", "mitigation", "overriding"):
        return route.risk_names.get(row, row)
    if step.startswith("quantity") and route.answers.get("item", row):
        step = "item"
    content = route.answers.content(step, row, confirmed_only=False)
    return showable(content.get(CALLED_BY.get(step, "item"), row))


def form_name(answer: Answer | None) -> str:
    code = (answer.content or {}).get("code", "") if answer else ""
    form = editions.current().form(code)
    return f"{code} {form.label}" if form else code


def where(route: Route, place: str) -> str:
    """The address at which an open point is answered; "" where there is none."""
    reference = route.case.reference
    if place.startswith("risk:"):
        risk, _dot, part = place.removeprefix("risk:").partition(".")
        if part == "mitigation":
            return reverse("wizard:row", args=[reference, "mitigation", risk])
        if part == "overriding":
            line = next((r.get("line") for r in route.risks if r["id"] == risk), None)
            return reverse("wizard:rows_of", args=[reference, "overriding", line or "none"])
        return reverse("wizard:row", args=[reference, "risk", risk])
    step = next((step for step in STEPS if step.place == place), BY_NAME["lines"])
    if step.name.startswith("line-") and step not in asked_steps(route):
        step = BY_NAME["lines"]
    if place.startswith("7.1.") and not route.line_answer(place):
        step = BY_NAME["lines"]
    return reverse("wizard:step", args=[reference, step.name])
