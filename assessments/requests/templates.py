"""The templates of requests: what is asked of whom, place by place, read once from fixtures/."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from assessments.cases.places import LINES

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "requests"
# What may be asked about. Whether a risk is overriding is for this authority to judge.
PLACES = (
    "parties",
    "items",
    "scope",
    "6.1",
    "6.2",
    "6.3",
    "11.2",
    "7.1.a.contribution",
    *LINES,
    "7.4.step_1",
    "7.4.step_2",
    "7.4.step_3",
    "7.4.step_4",
    "mitigation",
)


@lru_cache
def edition() -> Mapping[str, Any]:
    """The edition of the templates: `edition`, `openings`, `templates`."""
    return json.loads((FOLDER / "templates.json").read_text(encoding="utf-8"))


def opening(addressee: str) -> str:
    """How a request to this kind of addressee begins."""
    return next(one["words"] for one in edition()["openings"] if one["addressee"] == addressee)


def asked(addressee: str, places: list[str]) -> list[dict[str, str]]:
    """What a draft to this kind of addressee asks about each place to begin with."""
    return [{"place": place, "words": questions(addressee, place)} for place in places]


def questions(addressee: str, place: str) -> str:
    """The questions on a place, one a line; "" where there is no template for this addressee."""
    return "\n".join(
        words
        for one in edition()["templates"]
        if one["place"] == place and addressee in one["addressees"]
        for words in one["questions"]
    )
