"""Roles given and taken: proposed by one administrator, confirmed by another, kept forever."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .people import Substitution, User, decides_and_audits, role_choices


def several_roles():
    return ArrayField(
        models.CharField(max_length=20, choices=role_choices), default=list, blank=True
    )


class RoleGrantQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(confirmed_at=None, withdrawn_at=None)

    def to_review(self):
        """Those that took effect while there was nobody to confirm them."""
        return self.filter(is_waived=True, reviewed_at=None)


class RoleGrant(models.Model):
    """The roles of a person from now on, or one role for the days of a substitution.

    The database makes the change itself when the grant is confirmed (migration 0021); nothing else
    changes the roles of a person. `proposed_by` is empty for what the command has given.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    substitution = models.OneToOneField(
        Substitution, on_delete=models.PROTECT, null=True, related_name="grant"
    )
    before = several_roles()
    after = several_roles()
    reactivates = models.BooleanField(default=False)
    reason = models.TextField()
    why_several = models.TextField(blank=True)
    proposed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="grants_proposed"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="grants_confirmed"
    )
    confirmed_at = models.DateTimeField(null=True)
    is_waived = models.BooleanField(default=False)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_proposal_for_a_person_at_a_time",
                fields=["person"],
                condition=Q(confirmed_at=None, withdrawn_at=None, substitution=None),
            ),
            models.CheckConstraint(
                name="a_grant_is_confirmed_by_another",
                condition=Q(confirmed_by=None)
                | (~Q(confirmed_by=F("proposed_by")) & ~Q(confirmed_by=F("person"))),
            ),
            models.CheckConstraint(
                name="a_grant_has_its_reason",
                condition=~Q(reason="") & (Q(after__len__lte=1) | ~Q(why_several="")),
                violation_error_message=_("Say why one person holds several roles."),
            ),
            models.CheckConstraint(
                name="a_grant_leaves_auditing_apart", condition=~decides_and_audits("after")
            ),
            models.CheckConstraint(
                name="a_grant_is_confirmed_or_withdrawn",
                condition=Q(confirmed_at=None) | Q(withdrawn_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.person_id}: {', '.join(self.after)}"

    @property
    def is_waiting(self):
        return self.confirmed_at is None and self.withdrawn_at is None
