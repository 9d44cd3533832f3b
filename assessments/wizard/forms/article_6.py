"""Scope and Article 6."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from assessments.cases import choices
from assessments.cases.fields import (
    AnswerField,
    DayField,
    ItemsField,
    NumberField,
    PickField,
    TextField,
)
from assessments.cases.fields.choosing import offer
from assessments.cases.wording import number as written
from assessments.lists.letters import number as exact
from assessments.lists.letters import offered
from assessments.wizard.letters import letter_of

from .base import MissingField, ReasonedForm, StepForm

ITEMS_CONCERNED = _("Which items does the answer concern?")
EXEMPTION = ("letter", "reference", "end_user", "valid_until")
OPENS = {"exempt": EXEMPTION, "unknown": "missing"}


class ScopeForm(ReasonedForm):
    """Articles 2 to 4."""

    answer = AnswerField(_("Is the transfer inside the Treaty?"), choices.SCOPE, opens="missing")
    missing = MissingField()

    field_order = ["answer", "missing", "reason", "cites"]


class ItemsConcernedForm(ReasonedForm):
    """An answer that may concern some items only."""

    items = ItemsField(ITEMS_CONCERNED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].offered = self.route.item_choices


class ProhibitionForm(ItemsConcernedForm):
    """6(1) and 6(2): clear, prohibited, or exempt by an approval given for this supply."""

    place = ""
    missing = MissingField()
    letter = PickField(
        _("Letter of the register"),
        hint=_("Reference, end user and last day are then those of the letter."),
        required=False,
        blank=_("None of them"),
    )
    reference = TextField(_("Reference of the approval or notification"), required=False)
    end_user = TextField(
        _("End user named in it"),
        hint=_("The exemption holds only if this is the end user of the case."),
        required=False,
    )
    valid_until = DayField(_("Last day on which it is valid"), required=False)

    field_order = ["answer", "missing", *EXEMPTION, "items", "reason", "cites"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if name := self.route.end_user:
            self.fields["end_user"].offers = (name,)
        self.fields["letter"].offered = SimpleLazyObject(self.offered_letters)  # asked for late

    @classmethod
    def initial_of(cls, content):
        return {**content, **content.get("exemption", {})}

    @cached_property
    def letters(self):
        """The letters that may be named, by key."""
        today = timezone.localdate()
        return {str(one.pk): one for one in offered(self.place, today, letter_of(self.content))}

    def offered_letters(self):
        return offer(
            (key, f"{letter.reference} ({letter.issued_by})")
            for key, letter in self.letters.items()
        )

    def clean(self):
        """What a letter of the register says needs no typing, and is not contradicted."""
        cleaned = super().clean()
        chosen = cleaned.get("letter")
        if letter := chosen and self.letters.get(chosen):
            cleaned["reference"], cleaned["end_user"] = letter.reference, letter.end_user
            cleaned["valid_until"] = f"{letter.valid_until}"
        return cleaned

    def own(self):
        given = super().own()
        exemption = {name: given.pop(name) for name in EXEMPTION if name in given}
        return {**given, "exemption": exemption} if exemption else given

    def holds(self):
        return {*self.fields, "exemption"}


class SecurityCouncilForm(ProhibitionForm):
    place = "6.1"
    answer = AnswerField(
        _("Does a measure of the Security Council under Chapter VII stand in the way?"),
        choices.SECURITY_COUNCIL,
        opens=OPENS,
    )


class AgreementsForm(ProhibitionForm):
    place = "6.2"
    answer = AnswerField(
        _("Would it breach another international agreement of this State?"),
        choices.AGREEMENTS,
        opens=OPENS,
    )


class KnowledgeForm(ItemsConcernedForm):
    """6(3)."""

    answer = AnswerField(
        _("Is there knowledge that the items would be used in the gravest crimes?"),
        choices.KNOWLEDGE,
        hint=_(
            "Genocide, crimes against humanity, grave breaches of the Geneva Conventions, attacks"
            " on civilians, other war crimes of the agreements of this State."
        ),
        opens="missing",
    )
    missing = MissingField()

    field_order = ["answer", "missing", "items", "reason", "cites"]


class QuantityForm(StepForm):
    """How much of one item the exemption covers, in the unit of the item."""

    quantity = NumberField(_("Quantity covered"), required=False)
    line = PickField(
        _("Line of the letter that covers it"),
        hint=_("Only lines in the unit of the item are offered."),
        required=False,
        blank=_("None of them"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        step, _dot, row = self.prefix.partition(".")
        letter = letter_of(self.route.answers.content(step.removeprefix("quantity-")))
        if not letter:
            del self.fields["line"]
            return
        self.fields["line"].offered = offer(
            (str(line.pk), words_of(line)) for line in self.route.lines_for(letter, row)
        )

    def clean(self):
        cleaned = super().clean()
        if "line" in self.fields and cleaned.get("quantity") and not cleaned.get("line"):
            self.add_error("line", _("Choose the line that covers it, or leave the quantity out."))
        return cleaned


def words_of(line):
    """A line with what is left of it."""
    told = {"description": line.description, "left": written(exact(line.left)), "unit": line.unit}
    return _now("%(description)s: %(left)s %(unit)s left") % told
