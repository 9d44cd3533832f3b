"""The fields of the decision page for one measure: who, by when, how shown, what follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.cases.choices import Choice
from assessments.cases.fields import AnswerField, CaseForm, DayField, ReasonField, TextField

from .conditions import OWN, Measure
from .undertakings import Undertaking
from .usual import CONSEQUENCE, DAY, OWNERS, SHIPS, usual

LONGEST = 2000


@dataclass(frozen=True)
class Asked:
    """A measure as the page asks about it; `name` is what errors call it, `number` its place."""

    measure: Measure
    name: str
    number: int

    @property
    def is_own(self) -> bool:
        return self.measure.key == OWN

    def field(self, what: str) -> str:
        return f"{what}-m{self.number}"


class MeasureFields(CaseForm):
    """Nothing is asked of a measure before an item that rests on it is authorised with measures."""

    def add_measures(self, asked: Iterable[Asked]) -> None:
        self.asked = tuple(asked)
        for one in self.asked:
            self.fields |= fields_of(one)

    def clean_measures(self, resting: set[str]) -> None:
        """`resting` are the items authorised with measures."""
        for one in self.asked:
            if resting.intersection(one.measure.items):
                for name, words in self.lacking(one):
                    self.add_error(name, words)

    def lacking(self, one: Asked) -> Iterable[tuple[str, str]]:
        """What is still to be said of a measure, and the field in which."""
        told = {"measure": one.name}
        sentences = {
            "text": _("Write the measure that the permission rests on."),
            "owner": _("Say who answers for %(measure)s.") % told,
            "due": _("Choose when %(measure)s is due.") % told,
            "proof": _("Say what shows that %(measure)s is kept.") % told,
            "consequence": _("Say what follows if %(measure)s is not kept.") % told,
        }
        for what, words in sentences.items():
            name = one.field(what)
            if name in self.fields and not self.errors.get(name) and not self.said(one, what):
                yield name, words
        if self.said(one, "due") == DAY and one.field("day") not in self.errors:
            yield from self.wrong_day(one)

    def wrong_day(self, one: Asked) -> Iterable[tuple[str, str]]:
        day = self.said(one, "day")
        if not day:
            yield (
                one.field("day"),
                _("Say by which day %(measure)s is due.") % {"measure": one.name},
            )
        elif date.fromisoformat(day) < timezone.localdate():
            yield one.field("day"), _("This day is past. Choose today or a later day.")

    def said(self, one: Asked, what: str) -> str:
        return self.cleaned_data.get(one.field(what)) or ""

    def undertakings(self) -> dict[str, Undertaking]:
        """What was said of each measure, by its key, for the act."""
        return {one.measure.key: self.undertaking(one) for one in self.asked}

    def undertaking(self, one: Asked) -> Undertaking:
        day = self.said(one, "day") if self.said(one, "due") == DAY else ""
        return Undertaking(
            self.said(one, "owner"),
            self.said(one, "proof"),
            self.said(one, "consequence"),
            due_on=date.fromisoformat(day) if day else None,
            text=self.said(one, "text"),
        )


def fields_of(one: Asked) -> dict[str, TextField | AnswerField]:
    """By the names that they have on the page; filled in with what is usual."""
    known, measure = usual(one.measure.code), one.measure
    quiet = {"required": False, "says_optional": False}
    found = {
        "text": ReasonField(_("What is to be done?"), rows=2, longest=LONGEST, **quiet),
        "owner": owner(initial=known.owner, **quiet),
        "due": due(one, initial=known.due, **quiet),
        "day": DayField(_("By which day?"), **quiet),
        "proof": ReasonField(
            _("What shows that it is kept?"), rows=2, longest=LONGEST, initial=known.proof, **quiet
        ),
        "consequence": ReasonField(
            _("What follows if it is not kept?"),
            rows=2,
            longest=LONGEST,
            initial=CONSEQUENCE,
            **quiet,
        ),
    }
    left_out = ({"due", "day"} if measure.is_precedent else set()) | (
        set() if one.is_own else {"text"}
    )
    return {one.field(what): field for what, field in found.items() if what not in left_out}


def owner(**rest) -> TextField:
    field = TextField(
        _("Who answers for it?"), hint=_("The person or the body, by name if you know it."), **rest
    )
    field.offers = tuple(str(one) for one in OWNERS)
    return field


def due(one: Asked, **rest) -> AnswerField:
    return AnswerField(
        _("When is it due?"),
        [
            Choice(SHIPS, _("Before anything ships"), _("A condition precedent.")),
            Choice(DAY, _("By a day"), _("By then it is shown to be kept.")),
        ],
        small=True,
        opens={DAY: one.field("day")},
        **rest,
    )
