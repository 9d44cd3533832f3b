"""Hold a case beyond its time, for a court or an inquiry, and let go of it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.cases.status import locked
from assessments.models import Case, LegalHold, Role, User

HOLDERS = (Role.LEGAL, Role.HEAD, Role.AUDITOR)


@transaction.atomic
def place_hold(case: Case, *, reason: str, by: User) -> LegalHold:
    """The case is not destroyed while the hold stands. Raises NotMovable, NotPermitted."""
    require_holder(by)
    case = locked(case)
    if case.disposed_at:
        raise NotMovable(_("The case was destroyed already. There is nothing left to hold."))
    hold = LegalHold.objects.create(case=case, reason=reason, placed_by=by)
    record(Verb.HOLD_PLACED, case, by=by, hold=hold.pk, reason=reason)
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, because: str, by: User) -> None:
    """Another person lifts it. Raises FourEyesRequired, NotMovable, NotPermitted."""
    require_holder(by)
    hold = LegalHold.objects.select_for_update().get(pk=hold.pk)
    if hold.lifted_at:
        raise NotMovable(_("The hold was lifted since you opened this page."))
    if hold.placed_by_id == by.pk:
        raise FourEyesRequired(_("Another person than the one who placed it lifts a hold."))
    hold.lifted_by, hold.lifted_at, hold.lifted_because = by, timezone.now(), because
    hold.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
    record(Verb.HOLD_LIFTED, hold.case, by=by, hold=hold.pk, because=because)


def require_holder(by: User) -> None:
    if not by.has_role(*HOLDERS):
        raise NotPermitted(_("Legal advisers, the head and auditors hold a case."))
