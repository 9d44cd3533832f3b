"""Change the standards of the authority: one administrator proposes, another confirms."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.in_force import in_force
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted, Refusal
from assessments.models import Role, StandardsVersion, User

from .choices import Choices, choices_of, lifted, of_the_law


class ProposalWaits(Refusal):
    sentence = _("A proposal waits already. Confirm or withdraw it before making another.")


class ReasonMissing(Refusal):
    sentence = _("Change at least one choice, and give a reason for each that changes.")


def waiting() -> StandardsVersion | None:
    """The proposal that waits to be confirmed."""
    return StandardsVersion.objects.filter(confirmed_at=None, withdrawn_at=None).first()


def changes(before: Choices, after: Choices) -> list[str]:
    """The names of the choices that differ."""
    return [name for name in after if after[name] != before.get(name)]


def propose_standards(choices: Choices, *, reasons: dict[str, str], by: User) -> StandardsVersion:
    """A new version, without effect until it is confirmed; what is not named stays as it is.

    Raises ReasonMissing for a change without a reason, ProposalWaits, NotPermitted.
    """
    require_administrator(by)
    current = choices_of(in_force())
    changed = changes(current, choices)
    if not changed or not all(reasons.get(name, "").strip() for name in changed):
        raise ReasonMissing
    try:
        return write({**current, **choices}, {name: reasons[name] for name in changed}, by)
    except IntegrityError as error:  # the database lets one proposal wait at a time
        raise ProposalWaits from error


@transaction.atomic
def write(choices: Choices, reasons: dict[str, str], by: User) -> StandardsVersion:
    proposal = StandardsVersion.objects.create(
        number=StandardsVersion.objects.latest("number").number + 1,
        choices=of_the_law(choices),
        bars_lifted=lifted(choices),
        reasons=reasons,
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    record(
        Verb.STANDARDS_PROPOSED,
        None,
        by=by,
        number=proposal.number,
        choices=proposal.choices,
        bars_lifted=proposal.bars_lifted,
        reasons=reasons,
    )
    return proposal


@transaction.atomic
def confirm_standards(proposal: StandardsVersion, *, by: User) -> None:
    """From now on the standards in force. Raises FourEyesRequired, NotMovable, NotPermitted."""
    require_administrator(by)
    proposal = held(proposal)
    if proposal.proposed_by_id == by.pk:
        raise FourEyesRequired(
            _("Another administrator than the one who proposed them confirms the standards.")
        )
    proposal.confirmed_by = by
    proposal.confirmed_at = timezone.now()
    proposal.save(update_fields=["confirmed_by", "confirmed_at"])
    record(
        Verb.STANDARDS_CONFIRMED,
        None,
        by=by,
        number=proposal.number,
        choices=proposal.choices,
        bars_lifted=proposal.bars_lifted,
    )


@transaction.atomic
def withdraw_proposal(proposal: StandardsVersion, *, by: User) -> None:
    """It stays to be read and never takes effect. Raises NotMovable, NotPermitted."""
    require_administrator(by)
    proposal = held(proposal)
    proposal.withdrawn_at = timezone.now()
    proposal.save(update_fields=["withdrawn_at"])
    record(Verb.STANDARDS_WITHDRAWN, None, by=by, number=proposal.number)


def held(proposal: StandardsVersion) -> StandardsVersion:
    """The proposal, locked, while it waits."""
    waits = StandardsVersion.objects.filter(confirmed_at=None, withdrawn_at=None)
    found = waits.select_for_update().filter(pk=proposal.pk).first()
    if found is None:
        raise NotMovable(_("The proposal was confirmed or withdrawn since you opened this page."))
    return found


def require_administrator(by: User) -> None:
    if not by.has_role(Role.ADMINISTRATOR):
        raise NotPermitted(_("Only administrators change the standards of the authority."))
