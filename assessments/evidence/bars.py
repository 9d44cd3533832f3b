"""Stale decisive evidence holds back an authorisation until it is confirmed or replaced."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.cases.bars import STALE_EVIDENCE, Bar
from assessments.cases.naming import isolated
from assessments.models import Case
from assessments.models.text import showable

from .standing import Standing, standing


def bars(case: Case, on: date) -> list[Bar]:
    """One for each decisive source that nobody has confirmed to hold on this day."""
    held = [one for one in standing(case, on).values() if one.holds_back]
    return [Bar(STALE_EVIDENCE, words(one), address(case, one)) for one in held]


def words(one: Standing) -> str:
    facts = {"row": one.row, "title": isolated(showable(one.title))}
    if one.next_check_on is None:
        sentence = _(
            "Source %(row)s, %(title)s, is decisive and was never checked: put it into the"
            " register, with the day on which it was checked."
        )
        return sentence % facts
    sentence = _(
        "Source %(row)s, %(title)s, is decisive and its check was due on %(day)s: confirm that it"
        " still holds, or replace it."
    )
    return sentence % {**facts, "day": date_format(one.next_check_on, "DATE_FORMAT")}


def address(case: Case, one: Standing) -> str:
    """Where it is confirmed; what is in no register is put there while its officer may edit."""
    if one.source is not None:
        return reverse("evidence:source", args=[one.source])
    if case.is_editable:
        return reverse("wizard:row", args=[case.reference, "evidence", one.row])
    return reverse("wizard:answers", args=[case.reference])
