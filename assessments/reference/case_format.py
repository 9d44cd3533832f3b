"""Reading case files of the format att-case/1, and saying what is wrong with a bad one.

A good file goes the quick way: parsed once, checked by a compiled validator. Only a file that
fails there is looked at again, slowly, so that every fault can be named with its place.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema_rs
from django.utils.translation import gettext as _

from assessments.reference.case_faults import (
    CaseFileFaults,
    Fault,
    Noted,
    escaped,
    schema_sentence,
    surveyed,
)
from assessments.reference.case_soundness import faults_beyond_the_schema, is_sound

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "contract"
SCHEMA = json.loads((FIXTURES / "att-case-1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


class Format(NamedTuple):
    """A format of files: the validator of its schema, and the faults of which no schema speaks."""

    validator: Any
    beyond: Callable[[Any], Iterator[tuple[str, str]]]


CASE_FILE = Format(VALIDATOR, faults_beyond_the_schema)


class _NotPlain(ValueError):
    """The quick way ends here: something about the file has to be looked at more closely."""


def read(text: str | bytes) -> dict[str, Any]:
    """Read one case file. Raises `CaseFileFaults`, with every fault, if it is not a good one."""
    try:
        return _read_quickly(text)
    except (ValueError, RecursionError):
        return read_closely(text)


def faults_of(value: Any, form: Format = CASE_FILE) -> list[Fault]:
    """The faults of a parsed case file, each place once, sorted by place."""
    survey = surveyed(value)
    faults = dict(survey.faults)
    for at, sentence in _schema_faults(survey.copy, form.validator):
        faults.setdefault(at, sentence)
    for at, sentence in form.beyond(value):
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
    if not VALIDATOR.is_valid(case) or not is_sound(case):
        raise _NotPlain
    return case


# --- the close look


def read_closely(text: str | bytes, form: Format = CASE_FILE) -> dict[str, Any]:
    """Read a file of a format, naming every fault. Raises `CaseFileFaults`."""
    decoded = _decoded(text)
    faults = faults_of(_parsed(decoded), form)
    if faults:
        raise CaseFileFaults(faults)
    content: dict[str, Any] = json.loads(decoded, parse_int=_integer)
    return content


def _decoded(text: str | bytes) -> str:
    try:
        decoded = text if isinstance(text, str) else text.decode()
    except UnicodeDecodeError as broken:
        sentence = _("This is not UTF-8 text: byte %(number)s cannot be read. Save it as UTF-8.")
        raise _fault(sentence % {"number": broken.start + 1}) from broken
    if decoded.startswith("\ufeff"):
        raise _fault(_("This begins with a byte order mark. Save it as UTF-8 without one."))
    if not decoded.strip():
        raise _fault(_("There is nothing here. A JSON object is expected."))
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
        raise _fault(_("This is nested far more deeply than such a file can be.")) from deep
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


def _schema_faults(value: Any, validator: Any) -> Iterator[tuple[str, str]]:
    lacking: dict[str, list[str]] = {}
    for error in validator.iter_errors(value):
        at = "".join(f"/{escaped(str(step))}" for step in error.instance_path)
        if error.kind.name == "required":
            lacking.setdefault(at, []).append(error.kind.property)
        elif error.kind.name == "additionalProperties":
            sentence = _("This key is not part of the format. Remove it, or correct its spelling.")
            yield from ((f"{at}/{escaped(key)}", sentence) for key in error.kind.unexpected)
        elif "additionalProperties" not in error.schema_path[:-1]:  # else a name may be mangled
            yield at, schema_sentence(error.kind)
    for at, keys in lacking.items():
        sentence = _("Something required is missing here. Add: %(keys)s.")
        yield at, sentence % {"keys": ", ".join(sorted(keys))}
