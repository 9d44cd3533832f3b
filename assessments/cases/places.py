"""The places of the assessment: what each is called and the article it stands under.

A place is named as open points name it: "6.1", "7.1.b.ii", "7.4.step_3", "11.2",
"risk:r1.mitigation". Article numbers are the Treaty's own and are not translated.
"""

import re
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

TITLES = {
    "application": _("The application"),
    "parties": _("Parties and route"),
    "items": _("Items"),
    "scope": _("Scope"),
    "6.1": _("Security Council measures"),
    "6.2": _("Other international agreements"),
    "6.3": _("Knowledge of atrocity crimes"),
    "11.2": _("Diversion"),
    "7.1.a.contribution": _("Contribution to peace and security"),
    "7.1.a": _("Undermining peace and security"),
    "7.1.b.i": _("International humanitarian law"),
    "7.1.b.ii": _("International human rights law"),
    "7.1.b.iii": _("Terrorism"),
    "7.1.b.iv": _("Transnational organised crime"),
    "7.4.step_1": _("Forms of violence found"),
    "7.4.step_2": _("Seriousness, form by form"),
    "7.4.step_3": _("What the State and the end user do"),
    "7.4.step_4": _("Link between items and acts"),
    "line": _("Line of Article 7(1)"),
    "modes": _("How the item would be used"),
    "mitigation": _("Mitigation"),
    "overriding": _("Overriding risk"),
    "recommendation": _("Recommendation, item by item"),
}

# What fits a box of the flow chart or a row of a table.
SHORT_TITLES = {
    "6.1": _("Security Council"),
    "6.2": _("Agreements"),
    "6.3": _("Knowledge"),
    "7.1.a": _("Peace and security"),
    "7.1.a.contribution": _("Contribution"),
    "7.1.b.i": _("IHL"),
    "7.1.b.ii": _("IHRL"),
    "7.1.b.iv": _("Organised crime"),
    "7.4.step_1": _("Forms"),
    "7.4.step_2": _("Seriousness"),
    "7.4.step_3": _("The State acts"),
    "7.4.step_4": _("Link to items"),
}

# A part of a risk stands under the paragraph it carries out, and the step of the guide to 7(4).
ARTICLES = {
    "mitigation": ("7.2", "5"),
    "overriding": ("7.3", "6"),
    "line": ("7.1", ""),
    "modes": ("7.1.b", ""),
    "7.1.a.contribution": ("7.1.a", ""),
    "scope": ("2.1", ""),
    "items": ("2.1", ""),
    "application": ("2.2", ""),
    "parties": ("2.2", ""),
    "7.4.severity": ("7.4", "2"),
}
STEP = re.compile(r"(?P<article>7\.4)\.step_(?P<step>[1-6])(\.\w+)?$")
NUMBERED = re.compile(r"\d{1,2}(\.[0-9a-z]{1,4})*$")
LINES = ("7.1.a", "7.1.b.i", "7.1.b.ii", "7.1.b.iii", "7.1.b.iv")


def kind(place: str) -> str:
    """The place without the risk it belongs to: "mitigation" for "risk:r1.mitigation"."""
    return place.rpartition(".")[2] if place.startswith("risk:") else place


def risk_of(place: str) -> str:
    """The risk a place belongs to: "r1" for "risk:r1.mitigation"; else an empty string."""
    return place[5:].rpartition(".")[0] if place.startswith("risk:") else ""


def title(place: str) -> str:
    """What the place is called, in the language in use; the place itself if it has no name."""
    return str(TITLES.get(kind(place), place))


def short_title(place: str) -> str:
    """The same in few words, for a box of the flow chart."""
    return str(SHORT_TITLES.get(kind(place)) or title(place))


def article(place: str) -> str:
    """The article as it is cited: "7(1)(b)(ii)" for "7.1.b.ii", "7(4), step 3" for "7.4.step_3".

    Empty for a place that stands under no article.
    """
    number, step = _numbered(place)
    if not step:
        return number
    return gettext("%(article)s, step %(number)s") % {"article": number, "number": step}


def paragraph(place: str) -> str:
    """The paragraph of the Treaty alone: "7(4)" for "7.4.step_3"; "" where there is none."""
    return _numbered(place)[0]


def citation(place: str) -> SafeString | str:
    """The same for a page: the number stays together and keeps its direction in Arabic."""
    number, step = _numbered(place)
    if not number:
        return ""
    isolated = format_html('<bdi dir="ltr">{}</bdi>', number)
    if not step:
        return isolated
    words = gettext("%(article)s, step %(number)s")
    return format_html(
        words.replace("%(article)s", "{article}").replace("%(number)s", "{number}"),
        article=isolated,
        number=step,
    )


@cache
def _numbered(place: str) -> tuple[str, str]:
    """The printed number and the step of the guide, if it is one."""
    key = kind(place)
    if match := STEP.match(key):
        return _printed(match["article"]), match["step"]
    dotted, step = ARTICLES.get(key, (key, ""))
    return (_printed(dotted), step) if NUMBERED.match(dotted) else ("", "")


def _printed(dotted: str) -> str:
    first, *rest = dotted.split(".")
    return first + "".join(f"({part})" for part in rest)
