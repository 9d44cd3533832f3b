"""Destroy a case after its time: one person proposes it, another confirms it.

What is destroyed and what stays is decided by one function of the database, `dispose_of_case`,
which alone may do it: it asks for two people, ten years and no hold, whatever this program says.
"""

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted, Refusal
from assessments.cases.status import locked
from assessments.models import Case, Disposal, Role, User

from .keeping import due, kept_until

PROPOSERS = (Role.ADMINISTRATOR, Role.HEAD)
CONFIRMERS = (Role.HEAD, Role.AUDITOR)


class StillKept(Refusal):
    sentence = _(
        "The case must still be kept: its time is not over, or a legal hold stands. Nothing was"
        " destroyed."
    )


@transaction.atomic
def propose_disposal(case: Case, *, reason: str, by: User) -> Disposal:
    """Raises NotPermitted, StillKept."""
    if not by.has_role(*PROPOSERS):
        raise NotPermitted(_("Administrators and the head propose what is to be destroyed."))
    case = locked(case)
    if not due().filter(pk=case.pk).exists():
        raise StillKept
    disposal = Disposal.objects.create(case=case, reason=reason, proposed_by=by)
    until = kept_until(case)
    record(Verb.DISPOSAL_PROPOSED, case, by=by, reason=reason, kept_until=until)
    return disposal


@transaction.atomic
def withdraw_disposal(disposal: Disposal, *, by: User) -> None:
    """The case stays. Raises NotMovable, NotPermitted."""
    if not by.has_role(*PROPOSERS, *CONFIRMERS):
        raise NotPermitted
    disposal = held(disposal)
    disposal.withdrawn_at = timezone.now()
    disposal.save(update_fields=["withdrawn_at"])
    record(Verb.DISPOSAL_WITHDRAWN, disposal.case, by=by)


def confirm_disposal(disposal: Disposal, *, by: User) -> None:
    """The case is destroyed. Raises FourEyesRequired, NotMovable, NotPermitted, StillKept."""
    if not by.has_role(*CONFIRMERS):
        raise NotPermitted(_("The head and auditors confirm what is to be destroyed."))
    if disposal.proposed_by_id == by.pk:
        raise FourEyesRequired(_("Another person than the one who proposed it confirms it."))
    try:
        destroy(disposal, by)
    except IntegrityError as error:
        raise StillKept from error


@transaction.atomic
def destroy(disposal: Disposal, by: User) -> None:
    disposal = held(disposal)
    disposal.confirmed_by, disposal.confirmed_at = by, timezone.now()
    disposal.save(update_fields=["confirmed_by", "confirmed_at"])
    with connection.cursor() as cursor:
        cursor.execute("select dispose_of_case(%s)", [disposal.pk])  # with the entry that says so


def held(disposal: Disposal) -> Disposal:
    """The proposal, locked with its case, while it waits. Raises NotMovable."""
    locked(disposal.case)
    waits = Disposal.objects.filter(confirmed_at=None, withdrawn_at=None)
    found = waits.select_related("case").select_for_update(of=("self",)).filter(pk=disposal.pk)
    if not (disposal := found.first()):
        raise NotMovable(_("The proposal was confirmed or withdrawn since you opened this page."))
    return disposal
