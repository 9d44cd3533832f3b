"""What the frame of every page needs: who it is, where they may go, in which languages."""

from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Role


class Entry(NamedTuple):
    """A link of the main navigation."""

    name: str
    words: str | Promise
    roles: frozenset[str]


EVERYBODY = frozenset(Role.values)
NAVIGATION = (
    Entry("cases:mine", _("My work"), frozenset({Role.OFFICER})),
    Entry("cases:to_review", _("To review"), frozenset({Role.SUPERVISOR, Role.LEGAL, Role.HEAD})),
    Entry("cases:decided", _("Decided"), EVERYBODY - {Role.ADMINISTRATOR}),
    Entry("auditing:trail", _("Trail"), frozenset({Role.AUDITOR})),
    Entry("auditing:flags", _("Red flags"), frozenset({Role.AUDITOR})),
    Entry("auditing:verification", _("Verification"), frozenset({Role.AUDITOR})),
    Entry("reference:guidance", _("Guidance"), EVERYBODY),
    Entry("standards:standards", _("Standards"), EVERYBODY),
)
# Pages of the footer, by the name of their address; those that are not there are left out.
FOOT = (
    ("reference:help", _("Help")),
    ("reference:accessibility", _("Accessibility")),
    ("reference:keyboard", _("Keyboard")),
)


def frame(request):
    """The context of templates/base.html."""
    person = getattr(request, "user", None)
    is_known = person is not None and person.is_authenticated
    return {
        "demonstration": settings.DEMONSTRATION,
        "authority_name": settings.AUTHORITY_NAME,
        "person": person if is_known else None,
        "nav": [entry for entry in NAVIGATION if is_known and person.has_role(*entry.roles)],
        "foot": FOOT,
    }
