"""How fields to choose from look: rows of answers, boxes, lists."""

from functools import cache

from django.utils.html import conditional_escape as esc
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases.choices import Choice
from assessments.cases.icons import icon
from assessments.cases.terms import DECISIONS
from assessments.reference.editions import countries


def answer(drawing) -> str:
    field = drawing.field
    chosen = "" if drawing.value is None else str(drawing.value)
    openers = {value: n for n, (values, _names) in enumerate(_opens(field), 1) for value in values}
    rows = "".join(
        _row(drawing, n, "radio", choice, choice.value == chosen, openers.get(choice.value))
        for n, choice in enumerate(_offered(field))
    )
    if getattr(field, "row", False):
        rows = f'<div class="choices--row">{rows}</div>'
    small = getattr(field, "small", True)
    return drawing.grouped(rows + _followers(drawing), small=small)


def _row(drawing, number: int, kind: str, choice: Choice, is_chosen: bool, opens=None) -> str:
    own = f"{drawing.id}_{number}"
    gap = (
        " choice--gap" if choice.value and choice.value == getattr(drawing.field, "gap", "") else ""
    )
    hint = f'<span class="hint" id="{own}_hint">{esc(choice.hint)}</span>' if choice.hint else ""
    return (
        f'<div class="choice{gap}"><input type="{kind}" name="{drawing.name}" id="{own}"'
        f' value="{esc(choice.value)}"'
        + (" checked" if is_chosen else "")
        + (f' data-opens="{opens}"' if opens else "")
        + (f' aria-describedby="{own}_hint"' if hint else "")
        + f'><label for="{own}">{_picture(choice)}{esc(choice.label)}</label>{hint}</div>'
    )


def _picture(choice: Choice) -> str:
    """A final decision has its picture wherever it is offered; other answers stand alone."""
    mark = DECISIONS.get(choice.value)
    return icon(mark.icon, classes="icon--big") if mark else ""


def _followers(drawing) -> str:
    """The fields that answers open, one block for each; open where one of them has an error."""
    return "".join(
        f'<div class="follow follow-{number}{_held(drawing, names)}">'
        f"{''.join(drawing.beside(name) for name in names)}</div>"
        for number, (_values, names) in enumerate(_opens(drawing.field), 1)
    )


def _held(drawing, names) -> str:
    form = drawing.bound.form
    if getattr(form, "quiet", False):
        return ""
    return " follow--open" if any(name in form.errors for name in names) else ""


def ticks(drawing) -> str:
    field = drawing.field
    rows = _boxes(drawing)
    if field.row:
        rows = f'<div class="choices--row">{rows}</div>'
    return drawing.grouped(rows, small=field.small)


def cite(drawing) -> str:
    ticked = _ticked(drawing.value)
    told = "".join(f'<p class="hint">{esc(one)}</p>' for one in drawing.field.advice(ticked))
    if not drawing.field.offered and not ticked:
        return told
    opened = " open" if ticked or drawing.errors else ""
    hint = drawing.hint + drawing.wrong
    return (
        f'<details class="field cites"{opened}><summary>{esc(drawing.bound.label)}'
        f"{_count(len(ticked))}</summary>"
        f'<fieldset{drawing.described}><legend class="visually-hidden">{esc(drawing.bound.label)}'
        f"</legend>{hint}{_boxes(drawing)}</fieldset></details>{told}"
    )


def _count(number: int) -> str:
    if not number:
        return ""
    words = ngettext("%(number)s cited", "%(number)s cited", number) % {"number": number}
    return f' <span class="count">{esc(words)}</span>'


def _boxes(drawing) -> str:
    ticked = _ticked(drawing.value)
    offered = drawing.field.offered
    known = {choice.value for choice in offered}
    gone = [Choice(one, one, _("No longer there")) for one in ticked if one not in known]
    return "".join(
        _row(drawing, n, "checkbox", choice, choice.value in ticked)
        for n, choice in enumerate([*offered, *gone])
    )


def _ticked(value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple | set) else []


def tick(drawing) -> str:
    checked = " checked" if drawing.value in (True, "on", "true", "True", "1") else ""
    hint = drawing.field.help_text
    described = f'<span class="hint" id="{drawing.id}_hint">{esc(hint)}</span>' if hint else ""
    row = (
        f'<div class="choice choice--alone"><input type="checkbox"{drawing.control}{checked}>'
        f'<label for="{drawing.id}">{drawing.label}</label>{described}</div>'
    )
    return drawing.wrapped(drawing.wrong + row)


def pick(drawing) -> str:
    chosen = "" if drawing.value is None else str(drawing.value)
    blank = esc(getattr(drawing.field, "blank", ""))
    options = [f'<option value="">{blank}</option>'] if hasattr(drawing.field, "blank") else []
    for choice in _offered(drawing.field):
        selected = " selected" if choice.value == chosen else ""
        options.append(
            f'<option value="{esc(choice.value)}"{selected}>{esc(choice.label)}</option>'
        )
    return _select(drawing, "".join(options))


def state(drawing) -> str:
    chosen = "" if drawing.value is None else str(drawing.value)
    options = _states()
    mark = f'<option value="{esc(chosen)}"'
    if chosen and mark in options:
        options = options.replace(mark, f"{mark} selected", 1)
    elif chosen:
        options += f"{mark} selected>{esc(chosen)}</option>"
    return _select(drawing, f'<option value="">{esc(drawing.field.blank)}</option>{options}')


@cache
def _states() -> str:
    """The options of all States, the same on every page."""
    return "".join(
        f'<option value="{esc(code)}">{esc(name)}</option>' for code, name in countries().items()
    )


def _select(drawing, options: str) -> str:
    narrow = getattr(drawing.field, "narrow", False)
    control = f'<select class="form-select"{drawing.control}>{options}</select>'
    return drawing.labelled(control, classes="field field--narrow" if narrow else "field")


def _opens(field):
    return getattr(field, "opens", ())


def _offered(field):
    """The choices of a field of ours, or of Django's own, which may have groups no page uses."""
    if hasattr(field, "offered"):
        return field.offered
    return tuple(Choice(str(value), label) for value, label in field.choices)
