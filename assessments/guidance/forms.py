"""Forms of the authority's own notes, and of the text of the Treaty."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.cases.choices import Choice
from assessments.cases.fields import (
    AnswerField,
    CaseForm,
    DayField,
    PickField,
    ReasonField,
    TextField,
    TickField,
)
from assessments.cases.load_form import LoadFileForm
from assessments.models import OwnKind
from assessments.reference import editions

from .own import Wording
from .treaty import LARGEST, read_text


class OwnForm(CaseForm):
    """A version of a note: what it says, what it rests on, from when."""

    words = ReasonField(
        _("What it says"),
        rows=4,
        longest=4_000,
        when_empty=_("Write the note or the question."),
        hint=_("Officers read it beside the question, marked as this authority’s own."),
    )
    source = TextField(
        _("What it rests on"),
        longest=300,
        when_empty=_("Name the law, circular or decision it rests on."),
        hint=_("A law, a circular, a decision of the head of the authority."),
    )
    from_on = DayField(_("In force from"))

    def wording(self) -> Wording:
        """What was typed, once the form is valid."""
        given = self.cleaned_data
        day = date.fromisoformat(given["from_on"])
        return Wording(given["words"], given["source"], day, bool(given.get("is_end")))


class NewOwnForm(OwnForm):
    """The first version of a note, with the question that it stands beside."""

    place = PickField(_("Beside which question?"), when_empty=_("Choose the question."))
    kind = AnswerField(
        _("What is it?"),
        [
            Choice(OwnKind.NOTE, OwnKind.NOTE.label, _("Something that officers should know.")),
            Choice(
                OwnKind.QUESTION,
                OwnKind.QUESTION.label,
                _("Something that officers should ask; it can be ticked as considered."),
            ),
        ],
        small=True,
        when_empty=_("Choose one."),
    )
    field_order = ("place", "kind", "words", "source", "from_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        questions = editions.current().questions
        self.fields["place"].offered = tuple(Choice(one.place, one.title) for one in questions)
        self.initial.setdefault("from_on", timezone.localdate().isoformat())


class ChangeOwnForm(OwnForm):
    """A further version: changed words, or the end of the note."""

    is_end = TickField(_("The note ends on this day"))

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.update(words=version.words, source=version.source)
        self.initial.setdefault("from_on", timezone.localdate().isoformat())


class TreatyTextForm(LoadFileForm):
    """A file with the text; `faults` is what is wrong with the one given."""

    missing = _("Choose the file that you want to load.")
    file = forms.FileField(
        label=_("Text of the Treaty"),
        help_text=_("A file of the format att-treaty-text/1, in JSON, of at most 2 MB."),
        error_messages=dict.fromkeys(("required", "invalid", "missing", "empty"), missing),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    largest, read = LARGEST, staticmethod(read_text)
    too_large = _("This file is larger than 2 MB. Choose another one.")
