"""The forms about people, their roles, their units and who stands in."""

from django.utils.translation import gettext_lazy as _

from assessments.cases.fields import (
    CaseForm,
    DayField,
    PickField,
    ReasonField,
    TextField,
    TicksField,
)
from assessments.cases.fields.choosing import offer
from assessments.cases.refusals import Refusal
from assessments.cases.terms import ROLES
from assessments.models import Unit, User
from assessments.models.people import ON_CASES

from .roles import ReasonMissing, check_together

WHOLE = _("None: the whole authority")
STATES = (("active", _("At work")), ("left", _("Deactivated")))


def open_units():
    return offer((str(unit.pk), unit.name) for unit in Unit.objects.filter(closed_at=None))


def why(label, **more):
    """A reason that the trail keeps."""
    return ReasonField(label, rows=3, when_empty=_("Give the reason. The trail keeps it."), **more)


class PeopleFilter(CaseForm):
    """Filters of the list of people, as a GET form."""

    q = TextField(_("Search by name or user name"), required=False)
    role = PickField(_("Role"), ROLES.items(), required=False, blank=_("Any"))
    unit = PickField(_("Unit"), required=False, blank=_("Any"))
    state = PickField(_("State"), STATES, required=False, blank=_("Any"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offered = offer(
            (str(unit.pk), unit.name) for unit in Unit.objects.all()
        )


class RolesForm(CaseForm):
    """Roles, why, and why one person holds several."""

    roles = TicksField(_("Roles"), ROLES.items(), required=False, says_optional=False)
    reason = why(_("Why?"))
    why_several = why(
        _("Why does one person hold several roles?"),
        hint=_("Only if you tick more than one. It is shown to the auditor."),
        required=False,
        says_optional=False,
    )

    def clean(self):
        cleaned = super().clean()
        try:
            check_together(cleaned.get("roles", ()), why_several=cleaned.get("why_several", ""))
        except Refusal as refusal:
            missing = isinstance(refusal, ReasonMissing)
            self.add_error("why_several" if missing else "roles", str(refusal.sentence))
        return cleaned


class UnitChoice(CaseForm):
    """A unit, or none."""

    unit = PickField(
        _("Unit"),
        required=False,
        says_optional=False,
        blank=WHOLE,
        hint=_("Who belongs to a unit sees the cases of that unit; who belongs to none, of all."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offered = open_units()

    def clean_unit(self):
        """The unit itself, or None."""
        return Unit.objects.filter(pk=self.cleaned_data["unit"] or None).first()


class AddForm(UnitChoice, RolesForm):
    """Somebody new, and the roles to be proposed for them."""

    username = TextField(
        _("User name"),
        longest=60,
        narrow=True,
        when_empty=_("Write the name with which the person signs in."),
        hint=_("Letters and digits. It stays: the trail names people by it."),
    )
    name = TextField(
        _("Name"), longest=120, when_empty=_("Write the name as records are to show it.")
    )
    reason = why(
        _("Why these roles?"), hint=_("Only if you tick one."), required=False, says_optional=False
    )
    field_order = ("username", "name", "unit", "roles", "reason", "why_several")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("roles") and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the person is to have these roles."))
        return cleaned


class MoveForm(UnitChoice):
    """To another unit, and why."""

    because = why(_("Why does the person change the unit?"))


class DeactivateForm(CaseForm):
    """Why somebody signs in no longer."""

    because = why(_("Why is the person deactivated?"))


class PasswordForm(CaseForm):
    """For whom a password is made, and that it is really they who ask."""

    because = why(_("How do you know that it is they who ask?"))


class ReviewForm(CaseForm):
    """What a second administrator finds of what one did alone."""

    finding = why(_("What do you find?"))


class UnitForm(CaseForm):
    """The name of a unit."""

    name = TextField(
        _("Name of the unit"), longest=120, when_empty=_("Write the name of the unit.")
    )


class SubstituteForm(CaseForm):
    """Who stands in, in which role, on which days, and why."""

    role = PickField(_("In which role?"), when_empty=_("Choose a role."))
    substitute = PickField(_("Who stands in?"), when_empty=_("Choose somebody."))
    first = DayField(_("First day"))
    last = DayField(_("Last day"), hint=_("It counts as well. At most 366 days."))
    reason = why(_("Why?"))

    def __init__(self, *args, absent: User, people, **kwargs):
        super().__init__(*args, **kwargs)
        held = [role for role in absent.roles if role in ON_CASES]
        self.people = {str(person.pk): person for person in people}
        self.fields["role"].offered = offer((role, ROLES[role]) for role in held)
        self.fields["substitute"].offered = offer(
            (key, f"{person.name} ({', '.join(str(ROLES[role]) for role in person.roles)})")
            for key, person in self.people.items()
        )

    def clean_substitute(self):
        return self.people[self.cleaned_data["substitute"]]
