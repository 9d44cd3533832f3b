"""The national choices that the law leaves to the authority."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from assessments.law.answers import Reading


@dataclass(frozen=True, slots=True)
class Standards:
    """One set of national choices; the defaults are those of the case file's schema.

    The names are those of the file. `overriding_threshold` is the authority's own wording of
    what it takes for a risk to be overriding (Article 7(3)): it is shown, never judged.
    """

    article_7_for_all_transfers: bool = False
    diversion_covers_ammunition_and_parts: bool = True
    diversion_for_all_transfers: bool = True
    high_diversion_bars: bool = True
    gbv_is_national_ground: bool = False
    overriding_reading: str = Reading.THRESHOLD
    overriding_threshold: str = ""

    @classmethod
    def from_file(cls, chosen: Mapping[str, Any] | None) -> "Standards":
        """The standards of a case file; what it leaves out has the schema's default."""
        return cls(**chosen) if chosen else DEFAULTS

    def as_file(self) -> dict[str, Any]:
        """The standards as a case file carries them."""
        return {name: _plain(value) for name, value in asdict(self).items()}


def _plain(value: bool | str) -> bool | str:
    return str(value) if isinstance(value, str) else value


DEFAULTS = Standards()


class Standard(StrEnum):
    """What a rule rests on where it goes beyond the Treaty: a standard of this authority."""

    LEGAL_SIGN_OFF_FOR_EXCLUSION = "legal_sign_off_for_exclusion"
    LEGAL_SIGN_OFF_FOR_INDICATIONS = "legal_sign_off_for_indications"
    DIVERSION_FOR_ALL_TRANSFERS = "diversion_for_all_transfers"
    DIVERSION_COVERS_AMMUNITION_AND_PARTS = "diversion_covers_ammunition_and_parts"
    HIGH_DIVERSION_BARS = "high_diversion_bars"
    ARTICLE_7_FOR_ALL_TRANSFERS = "article_7_for_all_transfers"
    SIX_STEPS_BAR = "six_steps_bar"
    SIX_STEPS_MAPPED_TO_A_LINE = "six_steps_mapped_to_a_line"
    GBV_IS_NATIONAL_GROUND = "gbv_is_national_ground"
    WEIGHING = "weighing"
