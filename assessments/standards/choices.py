"""All that the authority chooses: what the law reads, and which bars of rule 12 hold back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.cases.bars import KINDS, Kind
from assessments.models import StandardsVersion
from assessments.reference import editions
from assessments.reference.entries import Choice, Passage, Standard

Choices = dict[str, Any]
BEYOND = _("Standard of this authority, beyond Article 7")
HOLDS = _("It holds back")
LIFTED = _("It is pointed out only")


def standards() -> tuple[Standard, ...]:
    """Every choice with its explanation: those of the guidance edition, then the bars."""
    return (*editions.current().standards, *map(as_standard, KINDS))


def as_standard(kind: Kind) -> Standard:
    return Standard(
        key=kind.code,
        kind="yes_no",
        question=str(kind.question),
        rests_on=Passage(str(BEYOND), "standard of this authority"),
        default=True,
        choices=(choice(kind, True), choice(kind, False)),
    )


def choice(kind: Kind, holds: bool) -> Choice:
    return Choice(
        value=holds,
        label=str(HOLDS if holds else LIFTED),
        means=str(kind.kept if holds else kind.lifted),
        reason=str(kind.for_it if holds else kind.against_it),
        against=str(kind.against_it if holds else kind.for_it),
        taken_by=(),
        citation=str(BEYOND),
        beyond_treaty=holds,
    )


def choices_of(version: StandardsVersion) -> Choices:
    """All choices of a version by their names, a bar as whether it holds back."""
    bars = {kind.code: kind.code not in version.bars_lifted for kind in KINDS}
    return {**version.choices, **bars}


def lifted(choices: Choices) -> list[str]:
    """The bars that these choices lift."""
    return [kind.code for kind in KINDS if not choices.get(kind.code, True)]


def of_the_law(choices: Choices) -> Choices:
    """The choices that the law reads."""
    codes = {kind.code for kind in KINDS}
    return {name: value for name, value in choices.items() if name not in codes}
