"""Article 11(2): diversion, its second question and its measures."""

from django.utils.translation import gettext_lazy as _

from assessments.cases import choices
from assessments.cases.fields import AnswerField, MeasuresField, ReasonField, TickField

from .base import MissingField, ReasonedForm


class DiversionForm(ReasonedForm):
    """The level, to whom and for what, and what is done against it."""

    answer = AnswerField(
        _("How high is the risk of diversion?"), choices.DIVERSION, opens="missing"
    )
    missing = MissingField()
    if_diverted = ReasonField(
        _("If it were diverted: to whom, and what would they do?"),
        hint=_("Feeds the five lines and step 4 of the six steps."),
        required=False,
        rows=3,
    )
    measures = MeasuresField(_("Measures against diversion"), required=False)
    condition_precedent = TickField(_("They must be met before anything ships"))

    field_order = [
        "answer", "missing", "if_diverted", "measures", "condition_precedent", "reason", "cites",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measures"].catalogue = self.route.catalogue

    def clean(self):
        cleaned = super().clean()
        raised = cleaned.get("answer") in ("elevated_mitigated", "high_unmitigated")
        if raised and not cleaned.get("if_diverted"):
            self.add_error("if_diverted", _("Say to whom, and what they would do."))
        return cleaned
