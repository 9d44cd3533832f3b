"""What the frame of every page needs: who it is, where they may go, in which languages."""

from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Role

from . import access


class Entry(NamedTuple):
    """A link of the main navigation."""

    name: str
    words: str | Promise
    roles: frozenset[str]


EVERYBODY = frozenset(Role.values)
NAVIGATION = (
    Entry("cases:mine", _("My work"), frozenset({Role.OFFICER})),
    Entry("cases:to_review", _("To review"), frozenset({Role.SUPERVISOR, Role.LEGAL, Role.HEAD})),
    Entry("cases:decided", _("Decided"), EVERYBODY - {Role.ADMINISTRATOR, Role.EDITOR}),
    Entry("auditing:trail", _("Trail"), frozenset({Role.AUDITOR})),
    Entry("auditing:flags", _("Red flags"), frozenset({Role.AUDITOR})),
    Entry("auditing:records", _("Archive"), frozenset({Role.AUDITOR})),
    Entry("auditing:verification", _("Verification"), frozenset({Role.AUDITOR})),
    Entry(
        "retention:due",
        _("Retention"),
        frozenset({Role.LEGAL, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR}),
    ),
    Entry("reference:sources", _("Sources"), EVERYBODY),
    Entry("reference:guidance", _("Guidance"), EVERYBODY),
    Entry("standards:standards", _("Standards"), EVERYBODY),
    Entry("people:people", _("People"), frozenset({Role.ADMINISTRATOR, Role.AUDITOR})),
)
# Pages of the footer, by the name of their address; those that are not there are left out.
FOOT = (
    ("reference:help", _("Help")),
    ("reference:accessibility", _("Accessibility")),
    ("reference:keyboard", _("Keyboard")),
    ("reference:security", _("Security")),
    ("records:verify", _("Verify a record")),
)


def frame(request):
    """The context of templates/base.html."""
    person = getattr(request, "user", None)
    is_known = person is not None and person.is_authenticated
    return {
        "demonstration": settings.DEMONSTRATION,
        "authority_name": settings.AUTHORITY_NAME,
        "person": person if is_known else None,
        "nav": navigation(person) if is_known else [],
        "foot": FOOT,
    }


def navigation(person):
    """The pages of the person's roles, those in which they stand in for somebody among them."""
    roles = access.roles_of(person)
    return [entry for entry in NAVIGATION if entry.roles & roles]
