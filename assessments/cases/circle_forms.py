"""Forms for who may see a case: share it, assign a reviewer, give it to another unit."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Case, Role, Unit, User
from assessments.models.assignment import REVIEWERS

from . import access
from .circle import without_part
from .fields import AnswerField, CaseForm, PickField, ReasonField
from .fields.choosing import offer
from .terms import ROLES

WORK, READ = "work", "read"
EVERYBODYS = "none"  # the value of "no unit"


class ShareForm(CaseForm):
    """With whom a case is shared, and for what."""

    colleague = PickField(gettext_lazy("With whom?"), when_empty=gettext_lazy("Choose a person."))
    how = AnswerField(
        gettext_lazy("For what?"),
        [
            (READ, gettext_lazy("Reading it")),
            (WORK, gettext_lazy("Working on it"), gettext_lazy("Officers only.")),
        ],
        small=True,
        row=True,
        when_empty=gettext_lazy("Say whether it is for reading or for working on it."),
    )

    def __init__(self, *args, case: Case, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in to_share_with(case, by)}
        self.fields["colleague"].offered = offer(
            (key, named(person)) for key, person in self.people.items()
        )
        if not case.is_editable:
            self.fields["how"].offered = self.fields["how"].offered[:1]

    def clean_colleague(self):
        return self.people[self.cleaned_data["colleague"]]

    def clean(self):
        cleaned = super().clean()
        person = cleaned.get("colleague")
        if cleaned.get("how") == WORK and person and not person.has_role(Role.OFFICER):
            words = _("%(name)s is no officer. Share the case for reading, or choose an officer.")
            self.add_error("colleague", ValidationError(words % {"name": person.name}))
        return cleaned


def to_share_with(case: Case, by: User):
    """People at work who read cases, are not on this one yet and declared no interest in it."""
    there = [by.pk, case.officer_id, *case.colleagues.values_list("pk", flat=True)]
    interested = case.declarations.filter(has_interest=True, clearance=None).values("person")
    people = User.objects.filter(is_active=True, roles__overlap=list(access.READERS))
    return people.exclude(pk__in=there).exclude(pk__in=interested)


def named(person: User) -> str:
    return f"{person.name}, {', '.join(str(ROLES[role]) for role in person.roles)}"


class AssignForm(CaseForm):
    """A person and the role in which they review the case."""

    reviewer = PickField(
        gettext_lazy("Who reviews it too?"),
        hint=gettext_lazy("People who worked on the case or have an interest in it are left out."),
        when_empty=gettext_lazy("Choose a person."),
    )

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        there = set(case.assignments.filter(ended_at=None).values_list("person", "role"))
        people = without_part(case).filter(roles__overlap=list(REVIEWERS)).select_related("unit")
        self.chosen = {
            f"{person.pk}-{role}": (person, role)
            for person in people
            for role in REVIEWERS
            if person.has_role(role) and (person.pk, role) not in there
        }
        self.fields["reviewer"].offered = offer(
            (key, in_role(person, role)) for key, (person, role) in self.chosen.items()
        )

    def clean_reviewer(self):
        return self.chosen[self.cleaned_data["reviewer"]]


def in_role(person: User, role: Role) -> str:
    told = {"name": person.name, "role": ROLES[role], "unit": person.unit and person.unit.name}
    if person.unit:
        return _("%(name)s, %(role)s of the unit “%(unit)s”") % told
    return _("%(name)s, %(role)s of the whole authority") % told


class MoveForm(CaseForm):
    """The unit that a case goes to, and why."""

    unit = PickField(gettext_lazy("To which unit?"), when_empty=gettext_lazy("Choose the unit."))
    because = ReasonField(
        gettext_lazy("Why does it go there?"),
        rows=3,
        when_empty=gettext_lazy("Give the reason. It becomes part of the record of the case."),
    )

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(closed_at=None).exclude(pk=case.unit_id)
        self.units = {str(unit.pk): unit for unit in units}
        whole = [(EVERYBODYS, _("No unit: the whole authority"))] if case.unit_id else []
        names = [(key, unit.name) for key, unit in self.units.items()]
        self.fields["unit"].offered = offer([*names, *whole])

    def clean_unit(self):
        return self.units.get(self.cleaned_data["unit"])
