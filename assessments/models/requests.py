"""Requests for information: what was asked of whom about a case, and what came of it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .evidence import Classification
from .text import ExactJSONField


class Addressee(models.TextChoices):
    """Who is asked. The importing State is asked under Article 8(1)."""

    IMPORTING_STATE = "importing_state", _("The importing State")
    MISSION = "mission", _("A mission of this State abroad")
    AGENCY = "agency", _("Another agency or ministry")
    APPLICANT = "applicant", _("The applicant")


class Act(models.TextChoices):
    """What is done with a request after its draft; the last act says where it stands."""

    SENT = "sent", _("Sent")
    REMINDED = "reminded", _("Reminded")
    ANSWERED = "answered", _("Answered")
    UNANSWERED = "unanswered", _("Not answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Outcome(models.TextChoices):
    """What an answer was, as Article 8(1) leaves it open to the one who is asked."""

    FULL = "full", _("In full")
    PART = "part", _("In part")
    REFUSED = "refused", _("Refused")
    CONTRADICTORY = "contradictory", _("Contradictory")


DRAFT = "draft"
OUT = (Act.SENT, Act.REMINDED)
ENDS = (Act.ANSWERED, Act.UNANSWERED, Act.WITHDRAWN)
# From where each act leads on; migration 0070 has the same.
MOVES = {
    DRAFT: (Act.SENT, Act.WITHDRAWN),
    **dict.fromkeys(OUT, (Act.REMINDED, Act.ANSWERED, Act.UNANSWERED, Act.WITHDRAWN)),
    **dict.fromkeys(ENDS, ()),
}


def addressee_choices():
    return Addressee.choices


def classification_choices():
    return Classification.choices


def act_choices():
    return Act.choices


def outcome_choices():
    return Outcome.choices


class Requests(models.QuerySet):
    """Requests with what their acts say of them, in one question whatever their number."""

    def told(self) -> "Requests":
        """Where it stands, its days, the answer, and when the last act was written."""
        acts = RequestAct.objects.filter(request=OuterRef("pk")).order_by("-id")
        ends = acts.filter(kind__in=ENDS)
        return self.annotate(
            stands=Coalesce(Subquery(acts.values("kind")[:1]), Value(DRAFT)),
            sent_at=Subquery(acts.filter(kind=Act.SENT).values("at")[:1]),
            sent_on=Subquery(acts.filter(kind=Act.SENT).values("done_on")[:1]),
            reminded_on=Subquery(acts.filter(kind=Act.REMINDED).values("done_on")[:1]),
            ended_on=Subquery(ends.values("done_on")[:1]),
            last_at=Subquery(acts.values("at")[:1]),
            outcome=Subquery(ends.values("outcome")[:1]),
            came_back=Subquery(ends.values("words")[:1]),
        )

    def about(self, case: Any, opened_at: Any, split_from: Any) -> "Requests":
        """Those of a case, and those sent before of the one it was split from: text goes along."""
        before = Q(case=split_from, sent_at__lt=opened_at)
        return self.told().filter(Q(case=case) | before)

    def out(self) -> "Requests":
        """Those that wait for an answer."""
        acts = RequestAct.objects.filter(request=OuterRef("pk"))
        is_sent, has_ended = acts.filter(kind=Act.SENT), acts.filter(kind__in=ENDS)
        return self.filter(Exists(is_sent), ~Exists(has_ended))


class InformationRequest(models.Model):
    """One request on a case, numbered within it. A draft is changed; what was sent is not."""

    case = models.ForeignKey("Case", on_delete=models.PROTECT, related_name="requests")
    number = models.PositiveIntegerField()
    addressee = models.CharField(max_length=20, choices=addressee_choices)
    name = models.TextField()
    channel = models.TextField()
    classification = models.CharField(max_length=20, choices=classification_choices)
    due_on = models.DateField()
    stops_clock = models.BooleanField(default=True)
    introduction = models.TextField()
    # [{"place": as open points name it, "words": the questions on it}]
    questions = ExactJSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    objects = Requests.as_manager()

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_request_of_a_number"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(channel=""), name="a_request_is_for_somebody"
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.number}"

    @property
    def places(self) -> list[str]:
        """The places of the assessment that it asks about."""
        return [one["place"] for one in self.questions]

    @property
    def is_out(self) -> bool:
        return self.stands in OUT

    def is_overdue(self, on: date) -> bool:
        """Whether it waits for an answer that was due before the day."""
        return self.is_out and self.due_on < on


class RequestAct(models.Model):
    """Something done with a request, written once. `text` is what was sent, word by word."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=12, choices=act_choices)
    done_on = models.DateField()
    channel = models.TextField(blank=True)
    outcome = models.CharField(max_length=14, choices=outcome_choices, blank=True)
    words = models.TextField(blank=True)
    text = models.TextField(blank=True)
    files = models.ManyToManyField("Attachment", related_name="+", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["request", "-id"], name="acts_of_request")]
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(kind=Act.SENT), name="a_request_is_sent_once"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(kind__in=ENDS), name="a_request_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=Act.ANSWERED, outcome__in=Outcome.values)
                | (~Q(kind=Act.ANSWERED) & Q(outcome="")),
                name="an_answer_alone_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=(Act.ANSWERED, Act.WITHDRAWN)) | ~Q(words=""),
                name="what_came_back_is_said",
            ),
            models.CheckConstraint(
                condition=(Q(kind__in=OUT) & ~Q(text="") & ~Q(channel=""))
                | (~Q(kind__in=OUT) & Q(text="")),
                name="what_was_sent_is_kept",
            ),
        ]

    def __str__(self):
        return f"{self.request_id} {self.kind}"
