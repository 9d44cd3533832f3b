"""Letters of exemption: recorded, ended, and what of them is left for a supply.

A case names a letter as `{"place": "6.1", "letter": 5, "items": [{"item": "1", "line": 7}]}`: which
line of it covers each item. What decisions have authorised under a line, in any case, is no longer
there for the next (Article 6(1) and 6(2): an exemption reaches as far as it was given).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.refusals import NotMovable, Refusal
from assessments.law.blank import folded
from assessments.models import Decision, ExemptionLetter, LetterLine, ListFlag, User
from assessments.models.compiled import compiled

from .editing import require_editor
from .touching import cases_under

Naming = Mapping[str, Any]


class LetterThere(Refusal):
    sentence = _("A letter of this reference from the same authority is recorded already.")


@dataclass(frozen=True)
class Line:
    """How much of one kind of item a letter covers, in all cases together."""

    description: str
    quantity: Decimal
    unit: str = ""


@transaction.atomic
def record_letter(*, lines: Sequence[Line], by: User, **particulars: Any) -> ExemptionLetter:
    """Raises NotPermitted, LetterThere."""
    require_editor(by)
    try:
        with transaction.atomic():
            letter = ExemptionLetter.objects.create(
                recorded_by=by, line_count=len(lines), **particulars
            )
    except IntegrityError as error:
        if "one_letter_once" not in str(error):
            raise
        raise LetterThere from error
    LetterLine.objects.bulk_create(
        LetterLine(letter=letter, position=position, **vars(line))
        for position, line in enumerate(lines)
    )
    told = [f"{line.quantity} {line.unit} {line.description}" for line in lines]
    record(
        Verb.LETTER_RECORDED, None, by=by, letter=letter.pk, reference=letter.reference, lines=told
    )
    return letter


@transaction.atomic
def end_letter(letter: ExemptionLetter, *, on: date, because: str, by: User) -> int:
    """From that day on the letter counts no more; the cases that name it are flagged.

    Gives how many. Raises NotPermitted; NotMovable for a letter that has ended.
    """
    require_editor(by)
    standing = ExemptionLetter.objects.select_for_update().filter(pk=letter.pk, ended_on=None)
    if not standing.exists():
        raise NotMovable(_("This letter has ended already."))
    ExemptionLetter.objects.filter(pk=letter.pk).update(
        ended_on=on, ended_by=by, ended_because=because
    )
    flags = [ListFlag(case_id=case, letter=letter) for case in cases_under(letter)]
    ListFlag.objects.bulk_create(flags)
    record(
        Verb.LETTER_ENDED,
        None,
        by=by,
        letter=letter.pk,
        reference=letter.reference,
        on=on,
        because=because,
        flagged=len(flags),
    )
    return len(flags)


def with_left(lines: QuerySet[LetterLine], before: Decision | None = None) -> QuerySet[LetterLine]:
    """Each line with what is `left` of it; as it was before a decision, where one is given."""
    counted = Q(uses__decision__decided_at__lt=before.decided_at) if before else Q()
    used = Coalesce(Sum("uses__quantity", filter=counted or None), Decimal(0))
    return lines.annotate(left=F("quantity") - used)


def offered(measure: str, on: date, chosen: str = "") -> list[ExemptionLetter]:
    """The letters that a case may name on a day, with the one that it names already."""
    return standing_or_named(
        measure, on, int(chosen) if chosen.isascii() and chosen.isdigit() else 0
    )


@compiled
def standing_or_named(measure: str, on: date, named: int) -> QuerySet[ExemptionLetter]:
    standing = Q(valid_until__gte=on) & (Q(ended_on=None) | Q(ended_on__gt=on))
    letters = ExemptionLetter.objects.filter(standing | Q(pk=named), measure=measure)
    return letters.order_by("reference")


def hold(named: Iterable[Naming]) -> None:
    """Lock the letters, in one order: who decides next sees what was authorised before."""
    keys = [naming["letter"] for naming in named]
    if keys:
        list(ExemptionLetter.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def applied(
    file: dict[str, Any], named: Sequence[Naming], *, before: Decision | None = None
) -> dict[str, Any]:
    """The case file with its exemptions as far as their letters still reach.

    Reference, end user and last day are the letter's; a quantity is at most what is left. Items are
    covered in their order: what the first needs is not there for the next.
    """
    if not named:
        return file
    keys = [naming["letter"] for naming in named]
    lines = with_left(LetterLine.objects.filter(letter__in=keys), before)
    by_letter: dict[int, list[LetterLine]] = {}
    for line in lines.select_related("letter"):
        by_letter.setdefault(line.letter_id, []).append(line)
    article_6 = dict(file["article_6"])
    for naming in named:
        if found := by_letter.get(naming["letter"]):
            node = article_6[naming["place"]]
            exemption = reached(file["items"], node.get("exemption") or {}, naming, found)
            article_6[naming["place"]] = {**node, "exemption": exemption}
    return {**file, "article_6": article_6}


def reached(
    items: Iterable[dict[str, Any]],
    exemption: dict[str, Any],
    naming: Naming,
    lines: list[LetterLine],
) -> dict[str, Any]:
    letter = lines[0].letter
    left = {line.pk: line.left for line in lines}
    units = {line.pk: folded(line.unit) for line in lines}
    covering = {one["item"]: one["line"] for one in naming["items"]}
    quantities = dict(exemption.get("quantities") or {})
    for item in items:
        if item["id"] not in quantities:
            continue
        line = covering.get(item["id"])
        fits = units.get(line) == folded(item.get("unit") or "")
        granted = min(exact(quantities[item["id"]]), left[line]) if fits else Decimal(0)
        quantities[item["id"]] = number(granted)
        wanted = exact(item.get("quantity") or 0)
        if fits and wanted <= granted:
            left[line] -= wanted
    return {
        **exemption,
        "reference": letter.reference,
        "end_user": letter.end_user,
        "valid_until": f"{last_day(letter)}",
        "quantities": quantities,
    }


def last_day(letter: ExemptionLetter) -> date:
    """The last day on which it counts, also where it was ended early."""
    if letter.ended_on is None:
        return letter.valid_until
    if letter.ended_on == date.min:  # there is no day before it
        return date.min
    return min(letter.valid_until, letter.ended_on - timedelta(days=1))


def exact(quantity: int | float) -> Decimal:
    """The number as it is written in the case file."""
    return Decimal(repr(quantity))


def number(quantity: Decimal) -> int | float:
    return int(quantity) if quantity == quantity.to_integral_value() else float(quantity)


def is_standing(letter: ExemptionLetter) -> bool:
    return last_day(letter) >= timezone.localdate()
