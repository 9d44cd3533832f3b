"""Incidents in words: days as exactly as they are known, kinds of norm, views."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.models.incident import Conclusion, Norm, Precision, Weapon
from assessments.reference import editions

NORMS = dict(Norm.choices)
BRIEF = {Norm.IHL.value: _("IHL"), Norm.IHRL.value: _("IHRL")}
CONCLUSIONS = dict(Conclusion.choices)
WEAPONS = dict(Weapon.choices)
FORMATS = {Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.YEAR: "Y"}


def days(first: date, last: date, precision: str) -> str:
    """A day or a span, no more exactly than it is known: "March 2024", "about 3 May 2025"."""
    how = FORMATS.get(Precision(precision), "DATE_FORMAT")
    begins, ends = date_format(first, how), date_format(last, how)
    both = {"first": begins, "last": ends}
    span = begins if begins == ends else gettext("%(first)s to %(last)s") % both
    return gettext("about %(days)s") % {"days": span} if precision == Precision.ABOUT else span


def norms(codes) -> str:
    """The kinds of norm, in their order."""
    return "; ".join(str(words) for code, words in NORMS.items() if code in codes)


def brief_norms(codes) -> str:
    """The same where there is little room: "IHL; IHRL"."""
    return "; ".join(str(words) for code, words in BRIEF.items() if code in codes)


def conclusion(code: str | None, has_older_view: bool = False) -> str:
    """The view in force; that there is none is said, too."""
    if code:
        return str(CONCLUSIONS.get(code, code))
    return gettext("To be judged again") if has_older_view else gettext("Not judged yet")


def forms(codes) -> list[str]:
    """The forms of violence by code and name; a code of an older edition stands alone."""
    named = {form.code: form.label for form in editions.current().forms}
    return [f"{code} {named[code]}" if code in named else code for code in codes]
