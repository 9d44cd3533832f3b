"""Scope and Article 6."""

from django.utils.translation import gettext_lazy as _

from assessments.cases import choices
from assessments.cases.fields import AnswerField, DayField, ItemsField, NumberField, TextField

from .base import MissingField, ReasonedForm, StepForm

ITEMS_CONCERNED = _("Which items does the answer concern?")
EXEMPTION = ("reference", "end_user", "valid_until")
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

    missing = MissingField()
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

    @classmethod
    def initial_of(cls, content):
        return {**content, **content.get("exemption", {})}

    def own(self):
        given = super().own()
        exemption = {name: given.pop(name) for name in EXEMPTION if name in given}
        return {**given, "exemption": exemption} if exemption else given

    def holds(self):
        return {*self.fields, "exemption"}


class SecurityCouncilForm(ProhibitionForm):
    answer = AnswerField(
        _("Does a measure of the Security Council under Chapter VII stand in the way?"),
        choices.SECURITY_COUNCIL,
        opens=OPENS,
    )


class AgreementsForm(ProhibitionForm):
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
