"""The six steps of Article 7(4), steps 1 to 4."""

from django.utils.translation import gettext_lazy as _

from assessments.cases import choices
from assessments.cases.fields import AnswerField, PickField, TextField, TickField

from .base import MISSING, NO_MISSING, MissingField, ReasonedForm, ReasonsField, StepForm


class FormsFoundForm(ReasonedForm):
    """Step 1: is the list of forms whole?"""

    answer = AnswerField(
        _("Is the list of the forms found complete enough to go on?"),
        choices.FORMS,
        opens="missing",
    )
    missing = MissingField()

    field_order = ["answer", "missing", "reason", "cites"]


WHICH = _("Which forms are found, in the recipient State and wherever the items may end up?")


class FindingField(PickField):
    """Asked for where the form is ticked; the form checks that."""

    is_optional = False


class FormFoundForm(StepForm):
    """One form of violence: what was found, who does it, when."""

    listed = TickField(_("Listed"))
    finding = FindingField(_("Finding"), choices.FINDING, required=False)
    perpetrators = TextField(_("Perpetrators"), required=False)
    period = TextField(_("Period"), required=False)

    @classmethod
    def initial_of(cls, content):
        """A row that is kept is ticked; one only offered is not (`listed` is False)."""
        return {"listed": True, **content}

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("finding") and any(cleaned.values()):
            self.add_error("finding", _("Choose what was found; “none found” is a finding too."))
        return cleaned

    def own(self):
        return {name: value for name, value in super().own().items() if name != "listed"}

    def wording(self):
        """The question is asked once, at the head of the page."""
        return {"answer": str(WHICH), **super().wording()}


class SeverityForm(ReasonedForm):
    """Step 2 for one form: is it serious?"""

    severity = AnswerField(
        _("Are these acts serious?"), choices.SEVERITY, small=True, row=True, opens="missing"
    )
    missing = MissingField()
    reason = ReasonsField(rows=2)

    field_order = ["severity", "missing", "reason", "cites"]


class ActionForm(ReasonedForm):
    """Step 3: the State as a whole, and the end user."""

    state = AnswerField(
        _("How does the State prevent, end and punish these acts?"),
        choices.ACTION,
        small=True,
        row=True,
    )
    end_user = AnswerField(_("And the end user itself?"), choices.ACTION, small=True, row=True)
    missing = TextField(
        MISSING, hint=_("Where one of the two is not known."), longest=2000, required=False
    )

    field_order = ["state", "end_user", "missing", "reason", "cites"]

    def clean(self):
        cleaned = super().clean()
        unknown = "unknown" in (cleaned.get("state"), cleaned.get("end_user"))
        if unknown and not cleaned.get("missing"):
            self.add_error("missing", NO_MISSING)
        return cleaned


class LinkForm(ReasonedForm):
    """Step 4: could these items be used to commit or facilitate the serious acts?"""

    answer = AnswerField(
        _("Could these items be used to commit or facilitate the serious acts found?"),
        choices.LINK,
        opens="missing",
    )
    missing = MissingField()

    field_order = ["answer", "missing", "reason", "cites"]
