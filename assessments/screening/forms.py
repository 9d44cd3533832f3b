"""The form with which a match is dealt with."""

from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import AnswerField, CaseForm, ReasonField
from assessments.models import MatchVerdict


class VerdictForm(CaseForm):
    """Whether they are the same, and how it is known."""

    finding = AnswerField(
        _("What did you find?"),
        MatchVerdict.Finding.choices,
        small=True,
        when_empty=_("Say whether they are the same."),
    )
    reason = ReasonField(
        _("How do you know?"),
        hint=_("For example by date of birth, address, registration number, owner, or a document."),
        rows=4,
        when_empty=_("Say how you know. The reason is kept with the case."),
    )
