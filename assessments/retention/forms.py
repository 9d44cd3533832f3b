"""Forms of holds and disposals: each asks for a reason."""

from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import CaseForm, ReasonField


class HoldForm(CaseForm):
    """Why a case is held."""

    reason = ReasonField(
        _("Why must the case be kept?"),
        rows=3,
        hint=_("Name the court, the inquiry or the matter, and who asked for it."),
        when_empty=_("Say why the case must be kept."),
    )


class LiftForm(CaseForm):
    """Why a hold ends."""

    because = ReasonField(
        _("Why is the hold lifted?"),
        rows=3,
        hint=_("For example: the matter was closed, with its date and reference."),
        when_empty=_("Say why the hold is lifted."),
    )


class DisposalForm(CaseForm):
    """Why a case is destroyed."""

    reason = ReasonField(
        _("On what ground is it destroyed?"),
        rows=3,
        hint=_(
            "The rule or the decision of the archive that says so. It stays when the case is gone."
        ),
        when_empty=_("Say on what ground the case is destroyed."),
    )
