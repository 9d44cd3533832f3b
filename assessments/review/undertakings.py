"""What the decider says of each measure: who answers for it, by when, how shown, what follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.cases.refusals import Refusal

from .conditions import DECISION, OWN, Measure, Node, relied_on, routine, without_measure


class MeasureMissing(Refusal):
    sentence = _(
        "An item is authorised with measures, but no measure is named. Write the measure that the"
        " permission rests on."
    )


class UndertakingMissing(Refusal):
    sentence = _(
        "A measure that the permission rests on needs somebody who answers for it, a day or that it"
        " is met before anything ships, what shows that it is kept, and what follows if it is not."
    )


class DueTooLate(Refusal):
    sentence = _(
        "The assessment rests on this measure being met before anything ships. It is not put off to"
        " a later day."
    )


class DueBeforeDecision(Refusal):
    sentence = _("A measure is due on the day of the decision or later. Choose another day.")


@dataclass(frozen=True)
class Undertaking:
    """How one measure is kept. Without a day it is a condition precedent: nothing ships before.

    `text` is what is to be done, where the decider names the measure.
    """

    owner: str
    proof: str
    consequence: str
    due_on: date | None = None
    text: str = ""

    @property
    def is_whole(self) -> bool:
        return all(words.strip() for words in (self.owner, self.proof, self.consequence))

    def as_facts(self) -> dict[str, Any]:
        return {
            "owner": self.owner,
            "is_precedent": self.due_on is None,
            "due_on": self.due_on and self.due_on.isoformat(),
            "proof": self.proof,
            "consequence": self.consequence,
        }


ROUTINE: dict[str, Any] = {
    "owner": "",
    "is_precedent": False,
    "due_on": None,
    "proof": "",
    "consequence": "",
}


def set_out(
    case_file: Node,
    trace: Iterable[Node],
    *,
    resting: list[str],
    typed: Mapping[str, Iterable[str]],
    undertakings: Mapping[str, Undertaking],
) -> list[dict[str, Any]]:
    """The conditions of a decision: of the items resting on measures, then those of any licence.

    Raises MeasureMissing where a permission would rest on measures that nobody names, and
    UndertakingMissing, DueTooLate, DueBeforeDecision.
    """
    found = relied_on(case_file, trace, resting)
    if unserved := without_measure(found, resting):
        found.append(own(undertakings, unserved))
    return [
        *(kept(measure, undertakings.get(measure.key)) for measure in found),
        *(measure.as_facts() | ROUTINE for measure in routine(typed)),
    ]


def own(undertakings: Mapping[str, Undertaking], items: list[str]) -> Measure:
    """The measure that the decider names for items that none of the assessment serves."""
    named = undertakings.get(OWN)
    if named is None or not named.text.strip():
        raise MeasureMissing
    return Measure(OWN, tuple(items), DECISION, text=named.text.strip())


def kept(measure: Measure, undertaking: Undertaking | None) -> dict[str, Any]:
    """Raises UndertakingMissing, DueTooLate, DueBeforeDecision."""
    if undertaking is None or not undertaking.is_whole:
        raise UndertakingMissing
    if measure.is_precedent and undertaking.due_on:
        raise DueTooLate
    if undertaking.due_on and undertaking.due_on < timezone.localdate():
        raise DueBeforeDecision
    return measure.as_facts() | undertaking.as_facts()
