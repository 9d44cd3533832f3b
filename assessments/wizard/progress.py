"""How far a case has come: what is done, what comes next, what cannot start yet."""

from typing import Any

from .answers import Key
from .route import Route
from .steps import BY_NAME, ROW_STEPS, STEPS, Step

ONE_AT_LEAST = frozenset({"items"})
LAST_TWO = frozenset({"mitigation", "overriding"})


def rows_wanted(route: Route, step: Step) -> list[Key]:
    """The rows that have to be confirmed before the step counts as done."""
    if step.lists == "severity":
        return [("severity", row) for row in route.found_forms()]
    if step.lists in LAST_TWO:
        return [(step.lists, risk["id"]) for risk in route.judged_risks()]
    if step.lists == "risk":
        return [("risk", risk["id"]) for risk in risks_on(route, step)]
    return [(answer.step, answer.row) for answer in route.answers if answer.step == step.lists]


def risks_on(route: Route, step: Step) -> list[dict[str, Any]]:
    """The risks that a line's page or step 4 shows."""
    if step.name == "7-4-4":
        return [risk for risk in route.risks if risk["gbv"]]
    return [risk for risk in route.risks if risk.get("line") == step.place]


def is_done(route: Route, step: Step) -> bool:
    """Confirmed, with every row it wants."""
    if not route.answers.is_confirmed(step.name):
        return False
    wanted = rows_wanted(route, step)
    if step.name in ONE_AT_LEAST and not wanted:
        return False
    return all(route.answers.is_confirmed(*key) for key in wanted)


def is_closed(route: Route, step: Step) -> bool:
    """Steps 5 and 6 stay closed until what they rest on is answered; 6 also waits for 5."""
    if step.name not in LAST_TWO:
        return False
    before = STEPS[: STEPS.index(BY_NAME["mitigation"])]
    return not all(is_done(route, earlier) for earlier in before if earlier.is_asked(route))


def is_row_asked(route: Route, kind: str) -> bool:
    """Whether the rows of a list count; a risk may be on a line's page or on that of step 4."""
    step = "lines" if kind == "risk" else ROW_STEPS.get(kind, kind)
    return BY_NAME[step].is_asked(route)


def asked_steps(route: Route) -> list[Step]:
    return [step for step in STEPS if step.is_asked(route)]


def first_open(route: Route) -> Step | None:
    """The first step that is asked and not done; None when all are."""
    return next((step for step in asked_steps(route) if not is_done(route, step)), None)


def next_open(route: Route, after: str) -> Step | None:
    """The next step to do after this one, or the first that was left before it."""
    steps = asked_steps(route)
    names = [step.name for step in steps]
    later = steps[names.index(after) + 1 :] if after in names else steps
    return next((step for step in [*later, *steps] if not is_done(route, step)), None)


def engaged_lines(route: Route) -> list[str]:
    """The lines that have a risk to be judged; "none" for those that name no line."""
    lines = [risk.get("line") or "none" for risk in route.judged_risks()]
    return sorted(set(lines), key=lambda line: (line == "none", line))
