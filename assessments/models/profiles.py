"""Profiles of States and of end users for steps 1 to 3, in versions, and the cases that use them.

A version is written, published and from then on as it is. A case adopts one, and says what it
makes of a newer one. What is adopted stays text until the officer confirms it, page by page.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.law import folded

from .case import Case, Status
from .decision import DecisionLine
from .text import ExactJSONField

AUTHORISED = ("authorise", "authorise_with_measures")


class ProfileKind(models.TextChoices):
    """Whom a profile is about."""

    STATE = "state", _("State")
    END_USER = "end_user", _("End user")


def kind_choices():
    return ProfileKind.choices


class Profile(models.Model):
    """A State, or an end user in it, of which the authority keeps what steps 1 to 3 ask.

    `end_user_folded` is the name as end users are compared everywhere (law, rule 3).
    """

    kind = models.CharField(max_length=10, choices=kind_choices)
    state = models.CharField(max_length=2)
    end_user = models.CharField(max_length=300, blank=True)
    end_user_folded = models.CharField(max_length=900, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["state", "-kind", "end_user_folded"]
        constraints = [
            models.UniqueConstraint(
                fields=["state", "end_user_folded"], name="one_profile_of_each"
            ),
            models.CheckConstraint(
                name="a_profile_of_an_end_user_names_it",
                condition=Q(kind="state", end_user="", end_user_folded="")
                | (Q(kind="end_user") & ~Q(end_user="") & ~Q(end_user_folded="")),
            ),
        ]

    def __str__(self):
        return f"{self.state} {self.end_user}".strip()

    @property
    def is_of_state(self):
        return self.kind == ProfileKind.STATE

    def is_of(self, end_user: str) -> bool:
        """Whether it is about the end user of that name."""
        return not self.is_of_state and self.end_user_folded == folded(end_user)


class ProfileVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def newest(self):
        """The version in force of each profile."""
        later = ProfileVersion.objects.published().filter(
            profile=OuterRef("profile"), number__gt=OuterRef("number")
        )
        return self.published().filter(~Exists(later))


class ProfileVersion(models.Model):
    """What a profile says: a draft until it is published, frozen from then on.

    `content` holds `step_1`, `forms` (by the row that each has in a case) and `step_3`, with the
    fields that those steps have, and `sources` beside the reasons. `digest` is that of the content.
    """

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = ExactJSONField(default=dict)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    next_review_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = ProfileVersionQuerySet.as_manager()

    class Meta:
        ordering = ["profile", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="profile_version_numbers"),
            models.UniqueConstraint(
                fields=["profile"],
                condition=Q(published_at=None),
                name="one_draft_of_a_profile",
            ),
            models.CheckConstraint(
                name="a_published_profile_is_whole",
                condition=Q(published_at=None, published_by=None, reason="", digest="")
                | (
                    Q(published_at__isnull=False, published_by__isnull=False)
                    & Q(next_review_on__isnull=False)
                    & ~Q(reason="")
                    & ~Q(digest="")
                ),
            ),
        ]

    def __str__(self):
        return f"{self.profile_id} v{self.number}"

    @property
    def is_published(self):
        return self.published_at is not None

    @property
    def is_stale(self):
        """Whether it should have been looked at again by now."""
        return self.next_review_on is not None and self.next_review_on < timezone.localdate()


class AdoptionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(ended_at=None)

    def outdated(self):
        """Of cases under way or still in force: a newer version is out, nobody has looked at it."""
        looked = ProfileLook.objects.filter(
            case=OuterRef(OuterRef("case")),
            version__profile=OuterRef("profile"),
            version__number__gte=OuterRef("number"),
        )
        newer = ProfileVersion.objects.published().filter(
            ~Exists(looked),
            profile=OuterRef("version__profile"),
            number__gt=OuterRef("version__number"),
        )
        under_way = Q(case__status__in=[Status.DRAFT, Status.RETURNED, Status.SUBMITTED])
        permits = DecisionLine.objects.filter(
            decision__case=OuterRef("case"), outcome__in=AUTHORISED
        )
        return self.standing().filter(Exists(newer), under_way | Exists(permits))


class Adoption(models.Model):
    """A case rests its steps 1 to 3 on this version: one of the State, one of the end user."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="adoptions")
    version = models.ForeignKey(ProfileVersion, on_delete=models.PROTECT, related_name="adoptions")
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    adopted_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)  # another was adopted instead, or none

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case"], condition=Q(ended_at=None), name="adoption_standing"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.version_id}"


class ProfileLook(models.Model):
    """Somebody looked at a newer version for a case, and says what it means for it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="profile_looks")
    version = models.ForeignKey(ProfileVersion, on_delete=models.PROTECT, related_name="looks")
    note = models.TextField()
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="a_look_says_something"),
        ]

    def __str__(self):
        return f"{self.case_id} {self.version_id}"
