"""Forms of requests: whom to ask about what, the wording, and what was done with it."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.cases import places
from assessments.cases.fields import (
    AnswerField,
    CaseForm,
    DayField,
    PickField,
    ReasonField,
    TextField,
    TickField,
    TicksField,
)
from assessments.cases.fields.choosing import offer
from assessments.models import Act, InformationRequest
from assessments.models.evidence import Classification
from assessments.models.requests import Addressee, Outcome

from . import templates
from .asking import days
from .templates import PLACES

CHANNELS = (
    _("Diplomatic note"),
    _("Letter"),
    _("Secure electronic mail"),
    _("Electronic mail"),
    _("By telephone, with a note of it"),
)


def day_of(written: str) -> date:
    return date.fromisoformat(written)


class ChannelField(TextField):
    """How words travel; the usual ways are offered."""

    offers = CHANNELS


class RequestForm(CaseForm):
    """Whom to ask, about what, how and by when."""

    addressee = AnswerField(
        _("Who is asked?"), Addressee.choices, small=True, when_empty=_("Choose who is asked.")
    )
    name = TextField(
        _("Name of the addressee"),
        hint=_("The office and its place, as they stand on the letter."),
        when_empty=_("Name the office or the person who is asked."),
    )
    places = TicksField(
        _("What is it about?"),
        hint=_(
            "Questions come from the templates, where there are any. You see and change them next."
        ),
        when_empty=_("Tick at least one part of the assessment."),
    )
    channel = ChannelField(
        _("How will it be sent?"), when_empty=_("Say how the request will be sent.")
    )
    classification = PickField(
        _("Classification"), Classification.choices, when_empty=_("Choose the classification.")
    )
    due_on = DayField(_("Answer due on"), when_empty=_("Say by when the answer is due."))
    stops_clock = TickField(
        _("The case has to wait for the answer"),
        hint=_("While the request is out, the clock of the case stands."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["places"].offered = offer((place, titled(place)) for place in PLACES)

    def clean_due_on(self):
        due_on = day_of(self.cleaned_data["due_on"])
        if due_on < timezone.localdate():
            raise ValidationError(_("The day for the answer has passed. Choose a later one."))
        return due_on

    def said(self) -> dict[str, Any]:
        """The fields of a draft, the questions from the templates."""
        given = dict(self.cleaned_data)
        asked = templates.asked(given["addressee"], given.pop("places"))
        return {**given, "questions": asked}


class DraftForm(RequestForm):
    """The same, with the words: they are the officer's from here on."""

    introduction = ReasonField(
        _("Introduction"),
        hint=_("Say what the addressee has to know of the case, and nothing more."),
        when_empty=_("Write how the request begins."),
    )

    def __init__(self, *args, draft: InformationRequest, **kwargs):
        self.draft = draft
        self.asked = {one["place"]: one["words"] for one in draft.questions}
        kwargs["initial"] = {
            **{name: getattr(draft, name) for name in RequestForm.base_fields if name != "places"},
            "introduction": draft.introduction,
            "places": list(self.asked),
            **{question(place): words for place, words in self.asked.items()},
        }
        super().__init__(*args, **kwargs)
        for place in self.asked:
            self.fields[question(place)] = ReasonField(
                format_lazy(_("Questions on: {place}"), place=titled(place)),
                hint=_("One question a line; they are numbered in the letter."),
                longest=5000,
                required=False,
                says_optional=False,
            )

    def clean(self):
        """A place that is ticked needs its questions; one that is new gets them from a template."""
        cleaned = super().clean()
        for place in cleaned.get("places") or ():
            if place in self.asked and not cleaned.get(question(place)):
                self.add_error(
                    question(place), _("Write what is asked, or untick this part above.")
                )
        return cleaned

    def said(self):
        """The fields of the draft with the officer's own words."""
        fresh = super().said()
        typed = {place: fresh.pop(question(place)) for place in self.asked}
        for one in fresh["questions"]:
            one["words"] = typed.get(one["place"], one["words"])
        return fresh

    @property
    def has_new_places(self) -> bool:
        """Whether questions came in that the officer has not seen yet."""
        return not set(self.cleaned_data["places"]) <= set(self.asked)


class ActForm(CaseForm):
    """On which day something was done with a request."""

    kind: Act
    done_on = DayField(_("On which day?"), when_empty=_("Say on which day it was."))

    def __init__(self, *args, request: InformationRequest, **kwargs):
        self.request = request
        kwargs["initial"] = {
            "done_on": timezone.localdate(),
            "channel": request.channel,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)

    def clean_done_on(self):
        done_on = day_of(self.cleaned_data["done_on"])
        first, last = days(self.request, self.kind)
        if done_on > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Enter the day on which it was."))
        if done_on < first:
            message = _("It cannot have been before %(day)s.")
            raise ValidationError(message, params={"day": date_format(first)}, code="too_early")
        if done_on > last:
            raise ValidationError(_("The answer was due before this day. Change the draft first."))
        return done_on

    def said(self) -> dict[str, Any]:
        """What the act records."""
        return dict(self.cleaned_data)


class SentForm(ActForm):
    """That it was sent. From then on it is not changed."""

    kind = Act.SENT
    channel = ChannelField(_("How was it sent?"), when_empty=_("Say how it was sent."))

    def clean(self):
        """A part may have no template: a letter with its title alone asks nothing."""
        if not all(one["words"].strip() for one in self.request.questions):
            raise ValidationError(
                _("One part of the request has no question yet: change the words first.")
            )
        return super().clean()


class RemindedForm(ActForm):
    """That the addressee was reminded."""

    kind = Act.REMINDED
    channel = ChannelField(
        _("How was the reminder sent?"), when_empty=_("Say how the reminder was sent.")
    )


class AnsweredForm(ActForm):
    """What came back."""

    kind = Act.ANSWERED
    outcome = AnswerField(
        _("What was the answer?"),
        Outcome.choices,
        small=True,
        when_empty=_("Choose what came back."),
    )
    words = ReasonField(
        _("What did it say?"),
        hint=_("In your words, question by question, with what stayed open."),
        when_empty=_("Say what the answer was. The reviewer will read it."),
    )
    files = TicksField(_("Files of the case that came with it"), required=False)

    def __init__(self, *args, request: InformationRequest, **kwargs):
        super().__init__(*args, request=request, **kwargs)
        self.attachments = {
            str(file.pk): file for file in request.case.attachments.filter(removed_at=None)
        }
        self.fields["files"].offered = offer(
            (key, file.name) for key, file in self.attachments.items()
        )
        if not self.attachments:
            del self.fields["files"]

    def said(self):
        chosen = self.cleaned_data.get("files") or ()
        return {**super().said(), "files": [self.attachments[key] for key in chosen]}


class UnansweredForm(ActForm):
    """That no answer came, after the day for it."""

    kind = Act.UNANSWERED
    words = ReasonField(_("What was tried besides?"), rows=3, required=False)


class WithdrawnForm(ActForm):
    """Why nothing is asked any more."""

    kind = Act.WITHDRAWN
    words = ReasonField(_("Why is it withdrawn?"), rows=3, when_empty=_("Say why it is withdrawn."))


FORMS = {
    form.kind: form
    for form in (SentForm, RemindedForm, AnsweredForm, UnansweredForm, WithdrawnForm)
}


def question(place: str) -> str:
    """The name of the field with the questions on a place."""
    return f"on-{place.replace('.', '-')}"


def titled(place: str) -> str:
    """A place with its article before it."""
    return f"{places.article(place)} {places.title(place)}".strip()
