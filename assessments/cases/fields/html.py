"""How fields look. Strings joined in Python, not templates: this is the hot spot of every page."""

from django.forms import BoundField
from django.utils.html import conditional_escape as esc
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assessments.cases.icons import icon
from assessments.cases.places import citation

from . import html_choosing, html_rows
from .text import Field


class Drawing:
    """A field about to be drawn: its names, words and errors, escaped and linked."""

    def __init__(self, bound: BoundField):
        self.bound = bound
        self.field = bound.field
        self.name = esc(bound.html_name)
        self.id = esc(bound.auto_id)
        self.value = bound.value()
        self.place = getattr(self.field, "place", "")
        quiet = getattr(bound.form, "quiet", False)
        self.errors = () if quiet else tuple(bound.errors)

    @property
    def label(self) -> str:
        """The words of the label, with its article before and "(optional)" after."""
        words = esc(self.bound.label)
        if self.place:
            words = f'<span class="cite">{citation(self.place)}</span> {words}'
        if getattr(self.field, "is_optional", not self.field.required):
            words += f' <span class="optional">{esc(_("(optional)"))}</span>'
        return words

    @property
    def hint(self) -> str:
        if not self.field.help_text:
            return ""
        return f'<p class="hint" id="{self.id}_hint">{esc(self.field.help_text)}</p>'

    @property
    def wrong(self) -> str:
        """The errors, each once, before the control."""
        if not self.errors:
            return ""
        sentences = "<br>".join(esc(error) for error in self.errors)
        return (
            f'<p class="wrong" id="{self.id}_error">{icon("warn")}<span>'
            f'<span class="visually-hidden">{esc(_("Error:"))} </span>{sentences}</span></p>'
        )

    @property
    def described(self) -> str:
        """The attribute that ties hint and errors to the control."""
        ids = [f"{self.id}_hint"] if self.field.help_text else []
        if self.errors:
            ids.append(f"{self.id}_error")
        return f' aria-describedby="{" ".join(ids)}"' if ids else ""

    @property
    def control(self) -> str:
        """Attributes that a lone control has."""
        invalid = ' aria-invalid="true"' if self.errors else ""
        return f' id="{self.id}" name="{self.name}"{self.described}{invalid}'

    def beside(self, name: str) -> str:
        """Another field of the same form, drawn; nothing if the form has left it out."""
        form = self.bound.form
        return draw(form[name]) if name in form.fields else ""

    def wrapped(self, inner: str, *, classes: str = "field") -> str:
        wrong = " is-wrong" if self.errors else ""
        return f'<div class="{classes}{wrong}">{inner}</div>'

    def labelled(self, control: str, *, classes: str = "field") -> str:
        label = f'<label class="form-label" for="{self.id}">{self.label}</label>'
        return self.wrapped(f"{label}{self.hint}{self.wrong}{control}", classes=classes)

    def grouped(self, inner: str, *, small: bool) -> str:
        """Several controls under one legend."""
        wrong = " is-wrong" if self.errors else ""
        legend = "form-label" if small else "h-question"
        return (
            f'<fieldset class="field{wrong}"{self.described}><legend class="{legend}">{self.label}'
            f"</legend>{self.hint}{self.wrong}{inner}</fieldset>"
        )


def text(drawing: Drawing) -> str:
    field, value = drawing.field, drawing.value
    typed = getattr(field, "input_type", None) or getattr(field.widget, "input_type", "text")
    written = "" if value is None or typed in ("password", "file") else f' value="{esc(value)}"'
    direction = getattr(field, "direction", "auto") if typed == "text" else "ltr"
    control = (
        f'<input class="form-control" type="{typed}"{drawing.control}{written}'
        f' dir="{direction}"{getattr(field, "extra", "")}{attributes(field)}{offered(drawing)}'
    )
    narrow = getattr(field, "narrow", False)
    return drawing.labelled(control, classes="field field--narrow" if narrow else "field")


def offered(drawing: Drawing) -> str:
    """The end of an input: with the list of what it offers, if it offers anything."""
    offers = getattr(drawing.field, "offers", ())
    if not offers:
        return ">"
    options = "".join(f'<option value="{esc(one)}">' for one in offers)
    own = f"{drawing.id}_offers"
    return f' list="{own}"><datalist id="{own}">{options}</datalist>'


def prose(drawing: Drawing) -> str:
    rows = getattr(drawing.field, "rows", 5)
    short = " form-control--short" if rows < 4 else ""
    # A browser drops the first line break after the tag: this one is for it to drop.
    written = esc("" if drawing.value is None else drawing.value)
    return drawing.labelled(
        f'<textarea class="form-control prose{short}"{drawing.control} rows="{rows}" dir="auto">'
        f"\n{written}</textarea>"
    )


def hidden(drawing: Drawing) -> str:
    written = "" if drawing.value is None else esc(drawing.value)
    return f'<input type="hidden" id="{drawing.id}" name="{drawing.name}" value="{written}">'


def attributes(field) -> str:
    """What a plain Django field asks of its control (autocomplete, maxlength)."""
    kept = {"autocomplete", "autocapitalize", "spellcheck", "inputmode", "accept"}
    return "".join(
        f' {name}="{esc(value)}"' for name, value in field.widget.attrs.items() if name in kept
    )


SHAPES = {
    "text": text,
    "states": text,
    "prose": prose,
    "hidden": hidden,
    "answer": html_choosing.answer,
    "ticks": html_choosing.ticks,
    "cite": html_choosing.cite,
    "tick": html_choosing.tick,
    "pick": html_choosing.pick,
    "state": html_choosing.state,
    "measures": html_rows.measures,
}
# For fields of Django's own, by their widget.
WIDGETS = {
    "textarea": "prose",
    "select": "pick",
    "radio": "answer",
    "checkbox": "tick",
    "hidden": "hidden",
}


def draw(bound: BoundField) -> SafeString:
    """The whole of a field: label, hint, errors, control, and the fields its answers open."""
    return mark_safe(SHAPES[shape(bound.field)](Drawing(bound)))


def shape(field) -> str:
    """The name of the way a field is drawn."""
    if field.widget.is_hidden:
        return "hidden"
    if isinstance(field, Field):
        return field.shape
    widget = field.widget
    named = getattr(widget, "input_type", "") or widget.__class__.__name__.lower()
    return WIDGETS.get(named, "text")


def first_control(bound: BoundField) -> str:
    """The id an error links to: that of the first control of the field."""
    return f"{bound.auto_id}{getattr(bound.field, 'first', '')}"
