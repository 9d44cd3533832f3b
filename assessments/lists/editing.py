"""Who keeps the lists and letters."""

from django.utils.translation import gettext_lazy as _

from assessments.cases.refusals import NotPermitted
from assessments.models import Role, User


def require_editor(by: User) -> None:
    """Raises NotPermitted."""
    if not by.has_role(Role.EDITOR):
        raise NotPermitted(_("Only register editors change lists and letters."))
