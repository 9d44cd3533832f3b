"""The question whether a person has an interest in a case, by itself or on another form."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .fields import AnswerField, CaseForm, ReasonField

NONE, SOME = "none", "interest"


class InterestForm(CaseForm):
    """Asked before assessing, signing off and deciding; never chosen beforehand."""

    interest = AnswerField(
        _("Do you have an interest in this case?"),
        [
            (NONE, _("No, none that I know of")),
            (SOME, _("Yes"), _("You then leave the case to somebody else. That is no reproach.")),
        ],
        small=True,
        opens={SOME: "interest_text"},
        hint=_(
            "Family, friendship, money, or work in the past or to come, with anybody who takes part"
            " in the transfer. Your answer is kept with the case."
        ),
        when_empty=_("Say whether you have an interest in this case."),
    )
    interest_text = ReasonField(
        _("What is it?"),
        rows=3,
        hint=_("In a sentence. Supervisors of the unit read it."),
        when_opened=_("Say in a sentence what your interest is."),
    )

    @property
    def told(self) -> str:
        """The interest that was declared, whatever else of the form is still to be mended."""
        given = getattr(self, "cleaned_data", {})
        return given.get("interest_text", "") if given.get("interest") == SOME else ""


class OpeningForm(InterestForm):
    """Before there is a case: whoever has an interest does not open it."""

    def clean_interest(self):
        if self.cleaned_data["interest"] == SOME:
            raise ValidationError(
                _("Have another officer open this case. Nothing was opened or recorded.")
            )
        return self.cleaned_data["interest"]


class TellInterestForm(CaseForm):
    """For an interest that comes up later."""

    interest_text = ReasonField(
        _("What is your interest?"),
        rows=3,
        hint=_(
            "Family, friendship, money, or work in the past or to come, with anybody who takes part"
            " in the transfer. Supervisors of the unit read it."
        ),
        when_empty=_("Say in a sentence what your interest is."),
    )

    @property
    def told(self) -> str:
        return self.cleaned_data["interest_text"]


class ClearanceForm(CaseForm):
    """Why an interest does not stand in the way."""

    reasons = ReasonField(
        _("Why does it not stand in the way?"),
        hint=_("It becomes part of the record of the case, with your name."),
        when_empty=_("Give your reasons."),
    )
