"""How the rows of the field for measures look."""

from django.utils.html import conditional_escape as esc
from django.utils.translation import gettext as _

from .measures import BLANK_ROWS


def measures(drawing) -> str:
    filled = [row for row in drawing.value or () if row.get("code") or row.get("text")]
    rows = filled + [{}] * BLANK_ROWS
    inner = "".join(_row(drawing, number, row) for number, row in enumerate(rows))
    return drawing.grouped(f'<ol class="entries">{inner}</ol>', small=True)


def _row(drawing, number: int, row: dict) -> str:
    own = f"{drawing.id}_{number}"
    which = _("Measure %(number)s") % {"number": number + 1}
    what = _("How measure %(number)s is used, or why it was dismissed") % {"number": number + 1}
    return (
        f'<li><div><label class="form-label" for="{own}_code">{esc(which)}</label>'
        f'<select class="form-select" id="{own}_code" name="{drawing.name}-code">'
        f"{_options(drawing.field, row.get('code', ''))}</select></div>"
        f'<div><label class="form-label" for="{own}_text">{esc(what)}</label>'
        f'<textarea class="form-control prose" id="{own}_text" name="{drawing.name}-text" rows="1"'
        f' dir="auto">\n{esc(row.get("text", ""))}</textarea></div></li>'
    )


def _options(field, chosen: str) -> str:
    known = {choice.value for choice in field.catalogue}
    listed = [(choice.value, choice.label) for choice in field.catalogue]
    if chosen and chosen not in known:
        listed.append((chosen, chosen))
    blank = esc(_("None, or one of your own"))
    return f'<option value="">{blank}</option>' + "".join(
        f'<option value="{esc(code)}"{" selected" if code == chosen else ""}>{esc(label)}</option>'
        for code, label in listed
    )
