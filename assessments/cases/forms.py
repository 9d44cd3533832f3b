"""Forms of the lists and of what is done to a case as a whole."""

from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from assessments.models import Case, Role, Status, User
from assessments.models.attachment import FileKind

from .fields import CaseForm, PickField, ReasonField, StateField, TextField
from .fields.choosing import offer
from .file_contents import content_type

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_TOGETHER = 200 * 1024 * 1024


class FilterForm(CaseForm):
    """Filters of a list, as a GET form. An empty filter asks for nothing."""

    q = TextField(_("Search by reference, title, party or goods"), required=False)
    status = PickField(_("Status"), required=False, blank=_("Any"))
    recipient = StateField(_("Recipient"), required=False, blank=_("Any"))
    officer = PickField(_("Officer"), required=False, blank=_("Any"))

    def __init__(self, *args, statuses, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].offered = offer((status, Status(status).label) for status in statuses)
        self.fields["officer"].offered = offer((str(one.pk), one.name) for one in officers)


class NoteForm(CaseForm):
    """A word to colleagues."""

    words = ReasonField(
        _("Your note"),
        rows=3,
        hint=_(
            "All who may see the case read it. It is not changed later, and stands in the record."
        ),
        when_empty=_("Write the note."),
    )
    contact = TextField(
        _("Somebody outside the authority who spoke about the case, if the note tells of it"),
        required=False,
        hint=_(
            "Name and office, for example the applicant, another ministry, a member of parliament."
        ),
    )


class WithdrawForm(CaseForm):
    """Why a case ends before its decision."""

    because = ReasonField(
        _("How did the applicant ask for it?"),
        hint=_("For example: by letter of 3 June 2026. It becomes part of the record of the case."),
        when_empty=_("Say how and when the applicant withdrew the application."),
    )


class TakenFileField(forms.FileField):
    """A file of a kind that is taken; it gives back its bare name and what it is by its content."""

    def __init__(self, **rest):
        super().__init__(
            help_text=_(
                "PDF, PNG, JPEG, TIFF, TXT, CSV, or DOCX, XLSX, PPTX, ODT, ODS without macros; up"
                " to 10 MB. It is stored as it is, and found again by its fingerprint."
            ),
            max_length=200,
            error_messages={
                "required": _("Choose a file."),
                "empty": _("The file is empty. Choose another one."),
                "max_length": _("The name of the file is too long; give it a shorter one."),
            },
            **rest,
        )

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 10 MB. Send a smaller one."))
        file.name = PurePath(file.name.replace("\\", "/")).name or "file"
        file.content_type = content_type(file.name, file.file)  # not what the browser says
        return file


class FileForm(CaseForm):
    """A file for a case, and what it is."""

    file = TakenFileField(label=_("File"))
    kind = PickField(
        _("What is it?"), FileKind.choices, when_empty=_("Say what kind of paper this is.")
    )

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case

    def clean_file(self):
        file = self.cleaned_data["file"]
        there = self.case.attachments.aggregate(size=Sum("size", default=0))["size"]
        if there + file.size > LARGEST_TOGETHER:
            raise ValidationError(
                _("The files of a case are not larger than 200 MB together. Send only what counts.")
            )
        return file


def other_officers(case: Case):
    """Officers at work to whom the case may go: they have no interest in it."""
    people = User.objects.filter(roles__contains=[Role.OFFICER], is_active=True)
    interested = case.declarations.filter(has_interest=True, clearance=None).values("person")
    return people.exclude(pk=case.officer_id).exclude(pk__in=interested)


class HandOverForm(CaseForm):
    """To whom a case goes, and why."""

    colleague = PickField(_("Officer"), when_empty=_("Choose an officer."))
    because = ReasonField(
        _("Why is the case handed over?"),
        rows=3,
        when_empty=_("Give the reason. It becomes part of the record of the case."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["colleague"].offered = offer(
            (key, person.name) for key, person in self.people.items()
        )

    def clean_colleague(self):
        return self.people[self.cleaned_data["colleague"]]
