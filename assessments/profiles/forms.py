"""The editor's forms, one for each part of a profile, and what is asked before publishing."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.cases import choices
from assessments.cases.fields import (
    AnswerField,
    CaseForm,
    DayField,
    PickField,
    ReasonField,
    StateField,
    TextField,
)
from assessments.cases.fields.choosing import offer
from assessments.models import Profile, ProfileKind
from assessments.models.profiles import kind_choices
from assessments.reference import editions

from .contents import FOUND, Content

MISSING = _("What is missing, and why?")
NO_MISSING = _("Say what is missing.")
MISSING_HINT = _("No access, no sources, nobody who could be asked.")


class SearchForm(CaseForm):
    """The filters of the list."""

    q = TextField(_("Search by end user"), required=False)
    state = StateField(_("State"), required=False, blank=_("Any"))


class SourcesField(ReasonField):
    """What the findings are taken from, in words that a reader can follow."""

    def __init__(self):
        super().__init__(
            _("Sources"),
            rows=4,
            hint=_("One a line: who, what, of which day. A case gets them beneath the reasons."),
            when_empty=_("Name the sources."),
        )


class OpenForm(CaseForm):
    """Whom a new profile is about."""

    kind = PickField(_("Whom is it about?"), kind_choices(), when_empty=_("Say whom it is about."))
    state = StateField(_("State"), hint=_("For an end user: the State that receives the items."))
    end_user = TextField(
        _("End user"), hint=_("By the name that applications give."), required=False
    )

    def clean(self):
        cleaned = super().clean()
        is_end_user = cleaned.get("kind") == ProfileKind.END_USER
        if is_end_user and not cleaned.get("end_user"):
            self.add_error("end_user", _("Name the end user."))
        if not is_end_user:
            cleaned["end_user"] = ""
        return cleaned


class PartForm(CaseForm):
    """A part of a draft."""

    def said(self) -> Content:
        """What was filled in, empty fields left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class Step1Form(PartForm):
    """Which forms there are, as a whole; each has its own page."""

    answer = AnswerField(
        _("Is the list of the forms found complete enough to go on?"),
        choices.FORMS,
        opens="missing",
    )
    missing = TextField(MISSING, hint=MISSING_HINT, longest=2000, when_opened=NO_MISSING)
    reason = ReasonField()
    sources = SourcesField()


class EndUserStep1Form(Step1Form):
    """Of one end user there may be nothing to say on the whole."""

    answer = AnswerField(
        _("Is the list of the forms that this end user commits complete enough to go on?"),
        choices.FORMS,
        opens="missing",
        required=False,
    )
    reason = ReasonField(required=False)
    sources = SourcesField()


class FormForm(PartForm):
    """One form of violence: found or not, by whom, when, and how serious the acts are."""

    finding = AnswerField(
        _("What is found?"),
        choices.FINDING,
        opens={FOUND: ("severity", "missing")},
        when_empty=_("Choose what was found; “none found” is a finding too."),
    )
    perpetrators = TextField(_("Perpetrators"), required=False)
    period = TextField(_("Period"), required=False)
    severity = AnswerField(
        _("Are these acts serious?"),
        choices.SEVERITY,
        small=True,
        row=True,
        when_opened=_("Say whether the acts are serious."),
    )
    missing = TextField(MISSING, longest=2000, required=False)
    reason = ReasonField(rows=3, required=False)

    def __init__(self, *args, code: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = code

    def clean(self):
        cleaned = super().clean()
        is_found = cleaned.get("finding") in FOUND
        if is_found and not cleaned.get("reason"):
            self.add_error("reason", _("Give the reasons for the seriousness."))
        if is_found and cleaned.get("severity") == "undetermined" and not cleaned.get("missing"):
            self.add_error("missing", NO_MISSING)
        return cleaned

    def said(self):
        said = super().said()
        if said["finding"] not in FOUND:
            said = {name: said[name] for name in said if name not in ("severity", "missing")}
        return {"code": self.code, **said}


class StateStep3Form(PartForm):
    """What the State does to prevent, end and punish."""

    state = AnswerField(
        _("How does the State prevent, end and punish these acts?"),
        choices.ACTION,
        small=True,
        opens="missing",
    )
    missing = TextField(MISSING, hint=MISSING_HINT, longest=2000, when_opened=NO_MISSING)
    reason = ReasonField()
    sources = SourcesField()


class EndUserStep3Form(PartForm):
    """What the end user itself does."""

    end_user = AnswerField(
        _("How does this end user prevent, end and punish these acts?"),
        choices.ACTION,
        small=True,
        opens="missing",
    )
    missing = TextField(MISSING, hint=MISSING_HINT, longest=2000, when_opened=NO_MISSING)
    reason = ReasonField()
    sources = SourcesField()


class AddFormForm(CaseForm):
    """Which form of violence to describe next."""

    code = PickField(_("Form of violence"), when_empty=_("Choose a form."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        listed = editions.current().forms
        self.fields["code"].offered = offer((one.code, f"{one.code} {one.label}") for one in listed)


class PublishForm(CaseForm):
    """Why this version, and when it is looked at again."""

    reason = ReasonField(
        _("What is new in this version, and why?"),
        rows=3,
        when_empty=_("Say what is new, and why."),
        hint=_("Those whose cases rest on an older version read it."),
    )
    next_review_on = DayField(_("When is it looked at again?"))

    def clean_next_review_on(self):
        day = date.fromisoformat(self.cleaned_data["next_review_on"])
        if day <= timezone.localdate():
            raise ValidationError(_("Choose a day to come."))
        return day


def part_forms(profile: Profile) -> dict[str, type[PartForm]]:
    """The forms of steps 1 and 3, by the part that each is for."""
    if profile.is_of_state:
        return {"step_1": Step1Form, "step_3": StateStep3Form}
    return {"step_1": EndUserStep1Form, "step_3": EndUserStep3Form}
