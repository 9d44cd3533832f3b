"""Forms of the reviewers: they offer only what is open."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.cases import terms
from assessments.cases.choices import Choice
from assessments.cases.fields import AnswerField, CaseForm, ReasonField
from assessments.cases.interest_forms import InterestForm
from assessments.cases.naming import in_sentence
from assessments.law import Decision as Outcome

from .deciding import AUTHORISATIONS, Line
from .measure_fields import MeasureFields
from .verdicts import Judged

LONGEST_CONDITION = 2000


class ReturnForm(CaseForm):
    """Why a submission goes back."""

    reasons = ReasonField(
        gettext_lazy("What is to be mended?"),
        hint=gettext_lazy("The officer reads it on the case page. Name the part and the article."),
        when_empty=gettext_lazy("Say what is to be mended."),
    )


VERDICTS = (
    Choice("accepted", gettext_lazy("Accepted")),
    Choice("mend", gettext_lazy("To be mended")),
)


class VerdictsForm(CaseForm):
    """A verdict on each part; what is to be mended is said."""

    def __init__(self, *args, parts, given, **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = parts
        for part, title in parts.items():
            verdict = given.get(part)
            self.fields[f"verdict-{part}"] = AnswerField(
                _("Your verdict on “%(part)s”") % {"part": title},
                VERDICTS,
                small=True,
                row=True,
                required=False,
                says_optional=False,
                opens={"mend": f"comment-{part}"},
                initial=verdict and ("accepted" if verdict.is_accepted else "mend"),
            )
            self.fields[f"comment-{part}"] = ReasonField(
                _("What is to be mended?"),
                rows=2,
                when_opened=_("Say what is to be mended in “%(part)s”.") % {"part": title},
                initial=verdict and verdict.comment,
            )

    def judged(self):
        """The verdicts given, for the act."""
        return {
            part: Judged(verdict == "accepted", self.comment(part, verdict))
            for part in self.parts
            if (verdict := self.cleaned_data.get(f"verdict-{part}"))
        }

    def comment(self, part, verdict):
        return self.cleaned_data.get(f"comment-{part}") or "" if verdict == "mend" else ""


class RepliesForm(CaseForm):
    """The officer's answer to each comment; those left empty wait."""

    def __init__(self, *args, verdicts, **kwargs):
        super().__init__(*args, **kwargs)
        self.verdicts = verdicts
        for verdict in verdicts:
            reply = getattr(verdict, "reply", None)
            self.fields[f"reply-{verdict.pk}"] = ReasonField(
                _("What did you do about it?"),
                rows=3,
                required=False,
                says_optional=False,
                initial=reply and reply.words,
            )

    def words(self):
        return {one.pk: self.cleaned_data[f"reply-{one.pk}"] for one in self.verdicts}


class SignOffForm(InterestForm):
    """Why a legal adviser or the head agrees to an authorisation."""

    reasons = ReasonField(
        gettext_lazy("Your reasons"),
        hint=gettext_lazy("They become part of the record, with your name."),
        when_empty=gettext_lazy("Give the reasons for your sign-off."),
    )


class WaiverReviewForm(CaseForm):
    """What another person finds of a sign-off that was waived."""

    review = ReasonField(
        gettext_lazy("What do you find?"),
        hint=gettext_lazy("Whether the decision holds without the sign-off, and what follows."),
        when_empty=gettext_lazy("Say what you find."),
    )


class DecisionForm(MeasureFields, InterestForm):
    """For each item a decision among those open, reasons, and routine conditions; then measures.

    `asked` are the measures that the permission may rest on; `waivable` are the sign-offs asked for
    that nobody else in the authority could give.
    """

    submission = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, offered, asked=(), waivable=(), only=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.waivable = waivable
        self.only = only  # the items for which the law leaves no choice, now or later
        for kind in waivable:
            self.add_waiver(kind)
        for item, decisions in offered.items():
            self.add_item(item, decisions)
        self.add_measures(asked)

    def add_waiver(self, kind):
        self.fields[f"waive-{kind}"] = ReasonField(
            _("Why it is right to decide without the sign-off by the %(role)s")
            % {"role": terms.ROLES[kind]},
            rows=3,
            required=False,
            hint=_("Only for an authorisation. Another person looks at it later."),
        )

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
                hint=_("One on each line, as on any licence. Measures are asked for below.")
                if Outcome.AUTHORISE_WITH_MEASURES in decisions
                else _("One on each line."),
            )

    def clean(self):
        cleaned = super().clean()
        for item in self.offered:
            self.clean_conditions_of(item)
        for kind in self.waivable:
            self.clean_waiver_of(kind)
        self.clean_measures(self.items_decided(Outcome.AUTHORISE_WITH_MEASURES))
        return cleaned

    def items_decided(self, *outcomes):
        return {
            item for item in self.offered if self.cleaned_data.get(f"outcome-{item}") in outcomes
        }

    def clean_waiver_of(self, kind):
        """An authorisation without the sign-off says why."""
        authorised = self.items_decided(*AUTHORISATIONS)
        if authorised and not self.cleaned_data.get(f"waive-{kind}"):
            words = _("Say why it is right to decide without the sign-off, or refuse every item.")
            self.add_error(f"waive-{kind}", words)

    def clean_conditions_of(self, item):
        lines = self.conditions_of(item)
        if any(len(line) > LONGEST_CONDITION for line in lines):
            message = _("Shorten each condition to %(longest)s characters.")
            told = {"longest": LONGEST_CONDITION}
            self.add_error(f"conditions-{item}", ValidationError(message, params=told))

    def conditions_of(self, item):
        typed = self.cleaned_data.get(f"conditions-{item}") or ""
        return tuple(line.strip() for line in typed.splitlines() if line.strip())

    def waivers(self):
        """The reasons given, by kind of sign-off, for the act."""
        reasons = {kind: self.cleaned_data[f"waive-{kind}"] for kind in self.waivable}
        return {kind: reason for kind, reason in reasons.items() if reason}

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
