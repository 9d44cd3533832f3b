"""What a case file must satisfy beyond its schema: names, dates and numbers."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from assessments.reference.case_faults import BEYOND_A_DOUBLE, escaped, every, mended

LISTS_WITH_IDS = ("items", "risks", "evidence")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def is_sound(case: dict[str, Any]) -> bool:
    """Whether a file of the schema also keeps what the schema cannot say."""
    return (
        all(_has_own_ids(case.get(name)) for name in LISTS_WITH_IDS)
        and all(is_real_date(written) for at, written in _dates(case))
        and _names_only_its_items(case)
        and _numbers_are_finite(case)
    )


def _has_own_ids(rows: list[dict[str, Any]] | None) -> bool:
    return not rows or len(rows) == 1 or len({row["id"] for row in rows}) == len(rows)


def _names_only_its_items(case: dict[str, Any]) -> bool:
    names = {item["id"] for item in case["items"]}
    return all(names.issuperset(listed) for at, listed in _named_items(case))


def _numbers_are_finite(case: dict[str, Any]) -> bool:
    numbers = [item["quantity"] for item in case["items"]]
    numbers += [item["value"] for item in case["items"] if "value" in item]
    for _at, exemption in _exemptions(case):
        numbers += exemption.get("quantities", {}).values()
    return all(-BEYOND_A_DOUBLE < number < BEYOND_A_DOUBLE for number in numbers)


# --- the close look


def faults_beyond_the_schema(value: Any) -> Iterator[tuple[str, str]]:
    """Ids used twice, items that are not there, dates that are none, as far as can be checked."""
    if not isinstance(value, dict):
        return
    for name in LISTS_WITH_IDS:
        yield from _ids_used_twice(value.get(name), name)
    for at, written in _dates(value):
        if isinstance(written, str) and not is_real_date(written):
            yield at, _("This is no date. Write it as YYYY-MM-DD, or leave an unknown date out.")
    yield from _unknown_items(value)
    yield from _no_numbers(value)


def _ids_used_twice(rows: Any, name: str) -> Iterator[tuple[str, str]]:
    """Every later use of an id. One of two different ids is in doubt, and compared with none."""
    seen: set[str] = set()
    for at, given in _ids(rows, name):
        if len(given) == 1:
            if given <= seen:
                yield at, _("This id is used before in the same list. Give each entry its own.")
            seen |= given


def _ids(rows: Any, name: str) -> Iterator[tuple[str, set[str]]]:
    """Where each entry of a list has its id, and the id: several where the key is repeated."""
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, dict):
            given = {each for each in every(row, "id") if isinstance(each, str)}
            if given:
                yield f"/{name}/{number}/id", given


def _unknown_items(case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names of items that the case lacks, whichever value of a repeated key is meant."""
    lists = every(case, "items")
    if not all(isinstance(rows, list) for rows in lists):
        return
    names = {name for rows in lists for _at, given in _ids(rows, "items") for name in given}
    for at, listed in _named_items(case):
        for number, name in enumerate(listed):
            if isinstance(name, str) and name not in names:
                yield (
                    f"{at}/{number}",
                    _("The case has no item of this name. Correct the name, or add the item."),
                )


def _no_numbers(case: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Quantities that are none. The validator finds them, but does not keep every name as it is."""
    for at, exemption in _exemptions(case):
        quantities = exemption.get("quantities")
        for name, number in quantities.items() if isinstance(quantities, dict) else ():
            if isinstance(number, bool) or not isinstance(number, (int, float)):
                place = f"{at}/quantities/{escaped(mended(name))}"
                yield place, _("A number is expected here, not in quotation marks.")


# --- where things stand in a file; what is not of the right type is passed over


def _dates(case: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if "decision_date" in case:
        yield "/decision_date", case["decision_date"]
    for at, exemption in _exemptions(case):
        if "valid_until" in exemption:
            yield f"{at}/valid_until", exemption["valid_until"]
    evidence = case.get("evidence")
    for number, source in enumerate(evidence if isinstance(evidence, list) else ()):
        if isinstance(source, dict) and "published_on" in source:
            yield f"/evidence/{number}/published_on", source["published_on"]


def _exemptions(case: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for at, answer in _article_6(case):
        exemption = answer.get("exemption")
        if isinstance(exemption, dict):
            yield f"{at}/exemption", exemption


def _article_6(case: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    answers = case.get("article_6")
    for place in ("6.1", "6.2", "6.3") if isinstance(answers, dict) else ():
        if isinstance(answers.get(place), dict):
            yield f"/article_6/{place}", answers[place]


def _named_items(case: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for at, answer in _article_6(case):
        if isinstance(answer.get("items"), list):
            yield f"{at}/items", answer["items"]
    risks = case.get("risks")
    for number, risk in enumerate(risks if isinstance(risks, list) else ()):
        if isinstance(risk, dict) and isinstance(risk.get("items"), list):
            yield f"/risks/{number}/items", risk["items"]


@lru_cache(maxsize=4096)
def is_real_date(written: str) -> bool:
    """Whether the text is a day of the calendar as ten ASCII characters, YYYY-MM-DD."""
    if not DATE.fullmatch(written):
        return False
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
