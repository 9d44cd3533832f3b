"""All answers of a case on one page, for checking them, and those to confirm again."""

from typing import Any

from assessments.models import Answer

from .addresses import row_address, rows_address, step_address
from .answers import Key
from .forms import article_6, article_7, six_steps
from .listing import is_shown, named, not_reached, row_name, state_of
from .parts import Part, kept_part
from .progress import is_done, is_row_asked, rows_wanted
from .route import Route
from .rows import KINDS, ROWS_PAGES
from .showing import shown_fields, with_reasons
from .steps import BY_NAME, ORDER, PARTS, ROW_STEPS, STEPS, Step

ROW_FORMS = {
    **{name: kind.form for name, kind in KINDS.items()},
    "form": six_steps.FormFoundForm,
    "severity": six_steps.SeverityForm,
    "overriding": article_7.OverridingForm,
}


def form_class(key: Key):
    """The form of a step or a row."""
    step, row = key
    if row and step.startswith("quantity"):
        return article_6.QuantityForm
    return ROW_FORMS[step] if row else BY_NAME[step].form


def part_of(route: Route, key: Key) -> Part:
    """The answer as it is kept: a draft beside it is nobody's answer yet."""
    title = row_name(route, key) if key[1] else ""
    return kept_part(route, key, form_class(key), about={"title": title})


def address_of(route: Route, key: Key) -> str:
    """Where an answer is changed."""
    step, row = key
    if not row:
        return step_address(route, step)
    if step in KINDS:
        return row_address(route, step, row)
    if step == "overriding":
        risk = next((risk for risk in route.risks if risk["id"] == row), {})
        return rows_address(route, step, risk.get("line") or "none")
    return rows_address(route, ROWS_PAGES[step].name)


def check_parts(route: Route, *, with_drafts: bool = False) -> list[dict[str, Any]]:
    """The steps in their groups, each with its answers and those of its rows.

    That a draft stands beside an answer is for those who work on the case to know.
    """
    groups = []
    for part, title in PARTS.items():
        steps = [
            check_step(route, step, with_drafts=with_drafts)
            for step in STEPS
            if step.part == part and (step.is_asked(route) or is_said(route, step))
        ]
        if steps:
            groups.append({"part": part, "title": title, "steps": steps, "why": why_of(steps)})
    return groups


def why_of(steps: list[dict[str, Any]]) -> str:
    """Why nothing of a group was reached, if it is so and the reason is one."""
    reasons = {step.get("why", "") for step in steps}
    return reasons.pop() if len(reasons) == 1 else ""


def is_said(route: Route, step: Step) -> bool:
    """Whether the page says of a step that is not asked why it is not."""
    return is_shown(route, step) and bool(not_reached(route, step))


def check_step(route: Route, step: Step, *, with_drafts: bool) -> dict[str, Any]:
    if not step.is_asked(route):
        return {"step": step, "state": "not_reached", "why": not_reached(route, step)}
    keys = [(step.name, ""), *rows_wanted(route, step), *sources(route, step)]
    found = [check_part(route, key) for key in keys if route.answers.get(*key)]
    parts = [one for one in found if one["is_kept"] or with_drafts]
    return {
        "step": step,
        "state": state_of(route, step),
        "is_done": is_done(route, step),
        "parts": parts,
        "is_empty": bool(parts) and not any(part["fields"] for part in parts),
        "address": address_of(route, (step.name, "")),
    }


def sources(route: Route, step: Step) -> list[Key]:
    """The sources of the case, which are listed with its parties and hold nothing up."""
    listed = step.name == ROW_STEPS["evidence"]
    return [answer.key for answer in route.answers if listed and answer.step == "evidence"]


def check_part(route: Route, key: Key) -> dict[str, Any]:
    part = part_of(route, key)
    fields = shown_fields(part.form)
    return {
        "title": part.title,
        "fields": fields,
        "rows": with_reasons(fields),
        "answer": part.answer,
        "address": address_of(route, key),
        "is_confirmed": part.answer.is_confirmed,
        "is_kept": part.content is not None,
        "has_draft": part.has_draft,
    }


def answers_waiting(route: Route) -> list[Answer]:
    """Answers to be confirmed again, in the order of the assessment."""
    return sorted(
        (a for a in route.answers.waiting() if is_wanted(route, a)),
        key=lambda a: (ORDER.get(a.step, len(ORDER)), a.position, a.pk),
    )


def waiting(route: Route) -> list[dict[str, Any]]:
    """The same with their names and their old text."""
    return [
        {
            **check_part(route, (a.step, a.row)),
            "key": f"{a.step}/{a.row}",
            "version": a.version,
            "name": named(route, (a.step, a.row), tuple(a.reopened)),
        }
        for a in answers_waiting(route)
    ]


def is_wanted(route: Route, answer) -> bool:
    """Whether the answer belongs to a step that is asked: others never count."""
    if answer.step == "recommendation":
        return False
    if answer.step in ("mitigation", "overriding") and answer.row:
        return answer.row in {risk["id"] for risk in route.judged_risks()}
    if answer.step == "severity" and answer.row not in route.found_forms():
        return False
    return is_row_asked(route, answer.step)
