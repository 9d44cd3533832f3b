"""What an entry says, in the words of the page."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from assessments.cases import places, wording
from assessments.models import ListEntry


class Told(NamedTuple):
    """A fact with its name."""

    name: str | Promise
    words: str | Promise


SCOPES = {
    "territorial": gettext_lazy("the whole territory"),
    "targeted": gettext_lazy("those it names"),
    "mixed": gettext_lazy("the territory, and those it names"),
}
DIRECTIONS = {
    "to": gettext_lazy("supplies to it"),
    "from": gettext_lazy("supplies from it"),
    "both": gettext_lazy("supplies to it and from it"),
}
BOUND = {
    True: gettext_lazy("This State is bound."),
    False: gettext_lazy("This State is not bound."),
    None: gettext_lazy("Whether this State is bound is to be verified."),
}
NAMES = {
    "scope": gettext_lazy("Against"),
    "direction": gettext_lazy("Direction"),
    "contested": gettext_lazy("In force"),
    "exemptions": gettext_lazy("What it leaves out"),
    "party": gettext_lazy("Bound"),
    "used_for": gettext_lazy("Counts for"),
    "article": gettext_lazy("Article of the Treaty"),
    "items": pgettext_lazy("denial", "What was denied"),
    "end_user": gettext_lazy("End user"),
    "reasons": gettext_lazy("Reasons"),
    "verify": gettext_lazy("To be verified"),
}


def facts_about(entry: ListEntry) -> list[Told]:
    """What `about` holds, in the order of the names."""
    about = dict(entry.about)
    if entry.kind == "treaty":
        about.setdefault("party", None)
    return [Told(NAMES[name], words(name, about[name])) for name in NAMES if name in about]


def words(name: str, value) -> str | Promise:
    if name == "scope":
        return SCOPES[value]
    if name == "direction":
        return DIRECTIONS[value]
    if name == "party":
        return BOUND[value]
    if name == "contested":
        return _("States differ on it.") if value else _("Not contested.")
    if name == "used_for":
        return "; ".join(str(places.title(place)) for place in value)
    if name == "article":
        label = wording.value("article", value).label
        return f"{places.article(value)} {label}".strip() if value != "outside" else label
    return value
