"""Reading case files of the format att-case/1, and saying what is wrong with a bad one.

A good file goes the quick way: parsed once, checked by a compiled validator. Only a file that
fails there is looked at again, slowly, so that every fault can be named with its place.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext as _

from assessments.reference.case_faults import (
    BEYOND_A_DOUBLE,
    CaseFileFaults,
    Fault,
    Noted,
    escaped,
    every,
    schema_sentence,
    surveyed,
)

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "contract"
SCHEMA = json.loads((FIXTURES / "att-case-1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)

LISTS_WITH_IDS = ("items", "risks", "evidence")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _NotPlain(ValueError):
    """The quick way ends here: something about the file has to be looked at more closely."""


def read(text: str | bytes) -> dict[str, Any]:
    """Read one case file. Raises `CaseFileFaults`, with every fault, if it is not a good one."""
    try:
        return _read_quickly(text)
    except (ValueError, RecursionError):
        return _read_closely(text)


def faults_of(value: Any) -> list[Fault]:
    """The faults of a parsed case file, each place once, sorted by place."""
    survey = surveyed(value)
    faults = dict(survey.faults)
    for at, sentence in _schema_faults(survey.copy):
        faults.setdefault(at, sentence)
    for at, sentence in _faults_beyond_the_schema(value):
        faults.setdefault(at, sentence)
    kept = {at: each for at, each in faults.items() if not _is_hidden(at, survey.repeated)}
    return [Fault(at, kept[at]) for at in sorted(kept)]


# --- the quick way


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NotPlain
    return found


def _refused_constant(name: str) -> None:
    raise json.JSONDecodeError(name, name, 0)


DECODER = json.JSONDecoder(object_pairs_hook=_unrepeated, parse_constant=_refused_constant)


def _read_quickly(text: str | bytes) -> dict[str, Any]:
    if isinstance(text, str):
        text = text.encode()  # refuses half a character in the text itself
    if b"\\ud" in text or b"\\uD" in text:  # an escape that may be half a character
        raise _NotPlain
    case: dict[str, Any] = DECODER.decode(text.decode())
    if not VALIDATOR.is_valid(case) or not _is_sound(case):
        raise _NotPlain
    return case


def _is_sound(case: dict[str, Any]) -> bool:
    """Whether a file of the schema also keeps what the schema cannot say."""
    return (
        all(_has_own_ids(case.get(name)) for name in LISTS_WITH_IDS)
        and all(_is_real_date(written) for at, written in _dates(case))
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


def _read_closely(text: str | bytes) -> dict[str, Any]:
    decoded = _decoded(text)
    faults = faults_of(_parsed(decoded))
    if faults:
        raise CaseFileFaults(faults)
    case: dict[str, Any] = json.loads(decoded, parse_int=_integer)
    return case


def _decoded(text: str | bytes) -> str:
    try:
        decoded = text if isinstance(text, str) else text.decode()
    except UnicodeDecodeError as broken:
        sentence = _("This is not UTF-8 text: byte %(number)s cannot be read. Save it as UTF-8.")
        raise _fault(sentence % {"number": broken.start + 1}) from broken
    if decoded.startswith("\ufeff"):
        raise _fault(_("This begins with a byte order mark. Save it as UTF-8 without one."))
    if not decoded.strip():
        raise _fault(_("There is nothing here. A case file is a JSON object."))
    return decoded


def _parsed(text: str) -> Any:
    """The text as JSON, its objects remembering the keys they repeat."""
    try:
        return json.loads(
            text,
            object_pairs_hook=Noted.from_pairs,
            parse_int=_integer,
            parse_constant=_not_a_number,
        )
    except RecursionError as deep:
        raise _fault(_("This is nested far more deeply than a case file can be.")) from deep
    except json.JSONDecodeError as wrong:
        sentence = _(
            "This is not JSON: it cannot be read on from line %(line)s, column %(column)s."
        )
        where = {"line": wrong.lineno, "column": wrong.colno}
        raise _fault(sentence % where) from wrong


def _integer(digits: str) -> int | float:
    """Python refuses to read very long integers; as a double they are infinite, and a fault."""
    return int(digits) if len(digits) < 400 else float(digits)


def _not_a_number(name: str) -> None:
    sentence = _("This is not JSON: %(name)s is no number. Leave an unknown number out.")
    raise _fault(sentence % {"name": name})


def _fault(sentence: str) -> CaseFileFaults:
    return CaseFileFaults([Fault("", sentence)])


def _is_hidden(at: str, repeated: frozenset[str]) -> bool:
    """Below a repeated key nothing else is reported: nobody knows which of its values is meant."""
    while repeated and (at := at.rpartition("/")[0]):
        if at in repeated:
            return True
    return False


def _schema_faults(value: Any) -> Iterator[tuple[str, str]]:
    lacking: dict[str, list[str]] = {}
    for error in VALIDATOR.iter_errors(value):
        at = "".join(f"/{escaped(str(step))}" for step in error.instance_path)
        if error.kind.name == "required":
            lacking.setdefault(at, []).append(error.kind.property)
        elif error.kind.name == "additionalProperties":
            sentence = _("This key is not part of the format. Remove it, or correct its spelling.")
            yield from ((f"{at}/{escaped(key)}", sentence) for key in error.kind.unexpected)
        else:
            yield at, schema_sentence(error.kind)
    for at, keys in lacking.items():
        sentence = _("Something required is missing here. Add: %(keys)s.")
        yield at, sentence % {"keys": ", ".join(sorted(keys))}


def _faults_beyond_the_schema(value: Any) -> Iterator[tuple[str, str]]:
    """Ids used twice, items that are not there, dates that are none, as far as can be checked."""
    if not isinstance(value, dict):
        return
    for name in LISTS_WITH_IDS:
        yield from _ids_used_twice(value.get(name), name)
    for at, written in _dates(value):
        if isinstance(written, str) and not _is_real_date(written):
            yield at, _("This is no date. Write it as YYYY-MM-DD, or leave an unknown date out.")
    yield from _unknown_items(value)


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
def _is_real_date(written: str) -> bool:
    """Whether the text is a day of the calendar as ten ASCII characters, YYYY-MM-DD."""
    if not DATE.fullmatch(written):
        return False
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
