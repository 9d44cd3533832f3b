"""Past incidents, in versions, with the views that the authority formed of them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SAID_BY = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}


class Norm(models.TextChoices):
    """The kind of norm that an incident concerns, as Article 7(1)(b)(i) and (ii) divide them."""

    IHL = "ihl", _("International humanitarian law")
    IHRL = "ihrl", _("International human rights law")


class Precision(models.TextChoices):
    """How exactly the days of an incident are known."""

    DAY = "day", _("To the day")
    MONTH = "month", _("To the month")
    YEAR = "year", _("To the year")
    ABOUT = "about", _("About these days")


class Weapon(models.TextChoices):
    """What the act was done with; the first eight are the categories of Article 2(1)."""

    TANKS = "2.1.a", _("Battle tanks")
    VEHICLES = "2.1.b", _("Armoured combat vehicles")
    ARTILLERY = "2.1.c", _("Large-calibre artillery systems")
    AIRCRAFT = "2.1.d", _("Combat aircraft")
    HELICOPTERS = "2.1.e", _("Attack helicopters")
    WARSHIPS = "2.1.f", _("Warships")
    MISSILES = "2.1.g", _("Missiles and missile launchers")
    SMALL_ARMS = "2.1.h", _("Small arms and light weapons")
    EXPLOSIVES = "explosives", _("Mines, bombs and other explosives")
    LESS_LETHAL = "less_lethal", _("Crowd-control equipment")
    SURVEILLANCE = "surveillance", _("Surveillance equipment")
    OTHER = "other", _("Other means, or none")
    UNKNOWN = "unknown", _("Not known")


class Conclusion(models.TextChoices):
    """What the authority concludes of an incident. No answer is better than another."""

    LIKELY = "likely", _("A breach is likely")
    POSSIBLE = "possible", _("A breach is possible")
    NOT = "not", _("Not a breach")
    CANNOT_TELL = "cannot_tell", _("Cannot tell")
    NONE_FORMED = "none_formed", _("No view formed")


def one_of(field: str, choices: type[models.TextChoices]) -> Q:
    return Q(**{f"{field}__in": [value for value, _label in choices.choices]})


class Incident(models.Model):
    """What the versions and views are of. A mark names it in the list that it was loaded from."""

    mark = models.CharField(max_length=100, blank=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mark"], condition=~Q(mark=""), name="one_incident_a_mark"
            )
        ]

    def __str__(self):
        return f"{self.pk}"


class VersionQuerySet(models.QuerySet):
    def last(self):
        """The version of each incident that holds: no later one corrects it."""
        later = self.model.objects.filter(
            incident=models.OuterRef("incident"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(later))

    def viewed(self):
        """Beside each version the last view of it, and whether an older version had one."""
        of_this = IncidentView.objects.filter(version=models.OuterRef("pk")).order_by("-id")
        of_older = IncidentView.objects.filter(
            version__incident=models.OuterRef("incident"),
            version__number__lt=models.OuterRef("number"),
        )
        return self.annotate(
            conclusion=models.Subquery(of_this.values("conclusion")[:1]),
            has_older_view=models.Exists(of_older),
        )


class IncidentVersion(models.Model):
    """What is known of an incident, who did what to whom, where, when, by which sources.

    It is never changed: a correction is the next version and says why. `actor_folded` is the name
    by which SQL finds the incidents of an end user.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    what = models.TextField()
    actor = models.CharField(max_length=300)
    actor_folded = models.GeneratedField(
        expression=Func(F("actor"), function="folded_actor"),
        output_field=models.TextField(),
        db_persist=True,
    )
    state = models.CharField(max_length=2)
    place = models.CharField(max_length=300)
    first_day = models.DateField()
    last_day = models.DateField()
    precision = models.CharField(max_length=10, choices=Precision.choices)
    weapon = models.CharField(max_length=20, choices=Weapon.choices)
    norms = ArrayField(models.CharField(max_length=4, choices=Norm.choices))
    forms = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    sources = models.TextField()
    because = models.TextField(blank=True)  # why it was corrected
    written_by = models.ForeignKey(**SAID_BY)
    written_at = models.DateTimeField(default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["incident", "number"]
        indexes = [
            models.Index(fields=["state"], name="incident_of_state"),
            models.Index(fields=["actor_folded"], name="incident_of_actor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "number"], name="one_version_of_an_incident_a_number"
            ),
            models.CheckConstraint(
                name="an_incident_says_what_who_where_and_by_which_sources",
                condition=~Q(what="") & ~Q(actor="") & ~Q(state="") & ~Q(place="") & ~Q(sources=""),
            ),
            models.CheckConstraint(
                name="an_incident_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
            ),
            models.CheckConstraint(
                name="an_incident_concerns_a_known_norm",
                condition=Q(norms__contained_by=[value for value, _label in Norm.choices])
                & Q(norms__len__gt=0),
            ),
            models.CheckConstraint(
                name="weapon_and_precision_of_an_incident_are_known",
                condition=one_of("weapon", Weapon) & one_of("precision", Precision),
            ),
            models.CheckConstraint(
                name="a_correction_of_an_incident_says_why",
                condition=Q(number=1, because="") | Q(number__gt=1) & ~Q(because=""),
            ),
        ]

    def __str__(self):
        return f"{self.incident_id}/{self.number}"


class IncidentView(models.Model):
    """A view of one version, with reasons. A later one supersedes it and never overwrites it."""

    version = models.ForeignKey(IncidentVersion, on_delete=models.PROTECT, related_name="views")
    conclusion = models.CharField(max_length=20, choices=Conclusion.choices)
    reasons = models.TextField()
    formed_by = models.ForeignKey(**SAID_BY)
    formed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="a_view_of_an_incident_has_its_reasons", condition=~Q(reasons="")
            ),
            models.CheckConstraint(
                name="the_conclusion_of_a_view_is_known",
                condition=one_of("conclusion", Conclusion),
            ),
        ]

    def __str__(self):
        return f"{self.version_id} {self.conclusion}"


class IncidentLink(models.Model):
    """An incident put on a case by hand, or left out of it, each time with a reason.

    The last word on an incident counts; what was left out comes back once it is corrected.
    """

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="incident_links")
    version = models.ForeignKey(IncidentVersion, on_delete=models.PROTECT, related_name="links")
    is_shown = models.BooleanField()
    reason = models.TextField()
    said_by = models.ForeignKey(**SAID_BY)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="a_link_to_an_incident_says_why", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.case_id} {self.version_id}"
