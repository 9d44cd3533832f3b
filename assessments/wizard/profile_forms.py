"""The notes that are asked for where a profile is looked at or set aside."""

from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import CaseForm, ReasonField


class LookForm(CaseForm):
    """What a newer version means for the case."""

    note = ReasonField(
        _("What does it mean for this case?"),
        rows=4,
        hint=_("For example: no difference for this case, because the end user is not concerned."),
        when_empty=_("Say what the newer version means for this case."),
    )


class SetAsideForm(CaseForm):
    """Why the case no longer rests on a profile."""

    reason = ReasonField(
        _("Why does the case no longer rest on it?"),
        rows=3,
        when_empty=_("Give the reason."),
    )
