"""Fields that are chosen: answers, lists, boxes."""

from collections.abc import Callable, Iterable, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.cases.choices import GAPS, Choice

from .text import Field


class ChoosingField(Field):
    """One of several values. `offered` may be changed on a form before it is shown or checked."""

    when_empty = _("Choose one.")
    not_offered = _("“%(value)s” is not offered here. Choose again.")

    def __init__(self, label="", choices: Iterable = (), **rest):
        super().__init__(label, **rest)
        self.offered = offer(choices)

    def to_python(self, value):
        return "" if value is None else str(value).strip()

    def validate(self, value):
        super().validate(value)
        self.check(value)

    def check(self, value):
        """Raises ValidationError for a value that is not offered."""
        if value and all(value != choice.value for choice in self.offered):
            raise ValidationError(self.not_offered, params={"value": value}, code="not_offered")


class PickField(ChoosingField):
    """A list to pick from; typing the first letters finds a value."""

    shape = "pick"

    blank = _("Choose")

    def __init__(self, label="", choices=(), *, blank=None, **rest):
        super().__init__(label, choices, **rest)
        self.blank = self.blank if blank is None else blank


class AnswerField(ChoosingField):
    """A question with a row for each answer; "Not enough information" comes last, dashed.

    *opens* says which other fields of the form belong to an answer: {"unknown": "missing"} or
    {("adequate", "partial"): ("measures", "relied_on")}; a name alone belongs to the gap. They are
    shown beneath the answers once such an answer is chosen (always, in an old browser), and are
    left out by `{% fields form %}`. *small* is for a question that is not the page's own; *row*
    puts short answers beside one another.
    """

    shape = "answer"
    first = "_0"
    when_empty = _("Choose an answer. “Not enough information” is one.")

    def __init__(self, label="", choices=(), *, gap="", opens=None, small=False, row=False, **rest):
        super().__init__(label, choices, **rest)
        gaps = {gap} if gap else GAPS
        self.offered = tuple(sorted(self.offered, key=lambda choice: choice.value in gaps))
        self.gap = next((choice.value for choice in self.offered if choice.value in gaps), "")
        self.opens = opening(opens, self.gap)
        self.small = small
        self.row = row

    def opened_by(self, value) -> tuple[str, ...]:
        """The fields that belong to an answer."""
        return tuple(name for values, names in self.opens if value in values for name in names)

    @property
    def opened(self) -> tuple[str, ...]:
        """All fields that some answer opens."""
        return tuple(name for _values, names in self.opens for name in names)


class YesNoField(AnswerField):
    """A question answered by yes or no; gives True, False or, unanswered, None."""

    when_empty = _("Answer yes or no.")
    yes = _("Yes")
    no = _("No")

    def __init__(self, label="", *, yes="", no="", small=True, **rest):
        both = [("yes", yes or self.yes), ("no", no or self.no)]
        super().__init__(label, both, small=small, row=True, **rest)

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)

    def clean(self, value):
        return {"yes": True, "no": False}.get(super().clean(self.prepare_value(value)))

    def opened_by(self, value):
        return super().opened_by(self.prepare_value(value))


class TickField(Field):
    """A single box: True or False."""

    shape = "tick"
    widget = forms.CheckboxInput
    when_empty = _("Tick this box to go on.")
    is_optional = False

    def __init__(self, label="", *, required=False, **rest):
        super().__init__(label, required=required, **rest)

    def to_python(self, value):
        return value in (True, "on", "true", "True", "1")


class TicksField(ChoosingField):
    """Any number of boxes; gives the list of values, in the order they are offered."""

    shape = "ticks"
    first = "_0"
    widget = forms.SelectMultiple
    when_empty = _("Tick at least one.")
    not_offered = _("“%(value)s” is no longer there. Untick it and look again.")

    def __init__(self, label="", choices=(), *, small=True, row=False, **rest):
        super().__init__(label, choices, **rest)
        self.small = small
        self.row = row

    def to_python(self, value):
        if not value:
            return []
        ticked = dict.fromkeys(str(one) for one in value)
        known = [choice.value for choice in self.offered if choice.value in ticked]
        return known + [one for one in ticked if one not in known]

    def check(self, value):
        for one in value:
            super().check(one)


class ItemsField(TicksField):
    """The items of the case that an answer concerns. None ticked means all of them, and says so."""

    words = _("Which items does this concern?")
    note = _("If you tick none, it concerns every item.")
    is_optional = False

    def __init__(self, label="", choices=(), *, hint="", required=False, **rest):
        super().__init__(
            label or self.words, choices, hint=hint or self.note, required=required, **rest
        )


class CiteField(TicksField):
    """Sources, files and earlier reasons that a reason may cite instead of repeating them.

    Folded away until something is cited; not shown at all while there is nothing to cite. `advice`
    gives sentences on what is cited, which stand beneath in any case.
    """

    shape = "cite"
    words = _("Cite a source, a file or an earlier reason")
    advice: Callable[[list[str]], Iterable[str]] = staticmethod(lambda cited: ())

    def __init__(self, label="", choices=(), *, required=False, **rest):
        super().__init__(label or self.words, choices, required=required, **rest)


def offer(given: Iterable) -> tuple[Choice, ...]:
    """The choices from (value, label, hint) or Choice, each as a Choice."""
    return tuple(Choice(*one) for one in given)


def opening(given: str | Mapping | None, gap: str):
    """What `opens` says, as pairs of (values, names of fields)."""
    if not given:
        return ()
    by_value = {gap: given} if isinstance(given, str) else given
    return tuple((_several(values), _several(names)) for values, names in by_value.items())


def _several(given) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
