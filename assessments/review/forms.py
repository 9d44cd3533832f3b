"""Forms of the reviewers: they offer only what is open."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases import terms
from assessments.cases.choices import Choice
from assessments.cases.fields import AnswerField, CaseForm, ReasonField
from assessments.cases.naming import in_sentence
from assessments.law import Decision as Outcome

from .deciding import AUTHORISATIONS, Line

LONGEST_CONDITION = 2000


class ReturnForm(CaseForm):
    """Why a submission goes back."""

    reasons = ReasonField(
        gettext_lazy("What is to be mended?"),
        hint=gettext_lazy("The officer reads it on the case page. Name the part and the article."),
        when_empty=gettext_lazy("Say what is to be mended."),
    )


class SignOffForm(CaseForm):
    """Why a legal adviser or the head agrees to an authorisation."""

    reasons = ReasonField(
        gettext_lazy("Your reasons"),
        hint=gettext_lazy("They become part of the record, with your name."),
        when_empty=gettext_lazy("Give the reasons for your sign-off."),
    )


class DecisionForm(CaseForm):
    """For each item a decision among those open, reasons, and conditions of the decider's own."""

    submission = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, offered, with_measures, only=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.with_measures = with_measures
        self.only = only  # the items for which the law leaves no choice, now or later
        for item, decisions in offered.items():
            self.add_item(item, decisions)

    def add_item(self, item, decisions):
        told = {"item": in_sentence(item)}
        is_only = item in self.only
        hint = _("The only decision the law permits.") if is_only else ""
        choices = [Choice(str(one), terms.DECISIONS[one].label, hint) for one in decisions]
        self.fields[f"outcome-{item}"] = AnswerField(
            _("Decision on %(item)s") % told,
            choices,
            small=True,
            initial=str(decisions[0]) if is_only else None,
            when_empty=_("Choose a decision on %(item)s.") % told,
        )
        self.fields[f"reasons-{item}"] = ReasonField(
            _("Your reasons for %(item)s") % told,
            hint=_("As you would give them to a court. The officer’s text stays as it is."),
            when_empty=_("Give your reasons for %(item)s.") % told,
        )
        if AUTHORISATIONS & set(decisions):
            self.fields[f"conditions-{item}"] = ReasonField(
                _("Further conditions for %(item)s") % told,
                rows=3,
                required=False,
                hint=_("One on each line. Measures relied on become conditions by themselves."),
            )

    def clean(self):
        cleaned = super().clean()
        for item in self.offered:
            self.clean_conditions_of(item)
        return cleaned

    def clean_conditions_of(self, item):
        """A permission that rests on measures names at least one."""
        lines = self.conditions_of(item)
        outcome = self.cleaned_data.get(f"outcome-{item}")
        if any(len(line) > LONGEST_CONDITION for line in lines):
            message = _("Shorten each condition to %(longest)s characters.")
            told = {"longest": LONGEST_CONDITION}
            self.add_error(f"conditions-{item}", ValidationError(message, params=told))
        if outcome == Outcome.AUTHORISE_WITH_MEASURES and not (lines or self.with_measures[item]):
            message = _("Write the condition that the permission for %(item)s rests on.")
            self.add_error(f"conditions-{item}", message % {"item": in_sentence(item)})

    def conditions_of(self, item):
        typed = self.cleaned_data.get(f"conditions-{item}") or ""
        return tuple(line.strip() for line in typed.splitlines() if line.strip())

    def lines(self):
        """What was decided, for the act."""
        return {
            item: Line(
                self.cleaned_data[f"outcome-{item}"],
                self.cleaned_data[f"reasons-{item}"],
                self.conditions_of(item),
            )
            for item in self.offered
        }
