"""The trace of a ruling as sentences that a court can follow, and open points as sentences.

The words are in sentence_table.py; here it is worked out which of them an entry needs.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.law import Effect

from . import naming, places, wording
from .sentence_table import BASES, LACKING, MISFITS, SENTENCES

Node = Mapping[str, Any]
MOST_NAMED = 8  # with their descriptions, in one sentence


def sentence(entry: Any, items: Node | None = None, risks: Node | None = None) -> str:
    """An entry of the trace (as `law.Entry`, or its JSON) as one or two sentences.

    *items* and *risks* are the names to call them by, by id; without them, their ids.
    """
    told = entry.as_json() if hasattr(entry, "as_json") else entry
    first, answer = _first_answer(told)
    words = SENTENCES[_key(told, first, answer)]
    return str(words) % {
        "items": _items(told["items"], items or {}),
        "risk": _risk(first, risks or {}),
        "basis": basis(told),
        "article": naming.latin(told.get("article", "")),
        "place": places.title(first),
        "answer": _answer(first, answer),
        "misfits": "; ".join(_misfits(told)),
        "lacking": naming.listed(_lacking(told["answers"])),
    }


def point_sentence(point: Any, case_file: Node | None = None) -> str:
    """An open point (as `law.OpenPoint`, or its list of JSON), with the names of the case."""
    if not hasattr(point, "where"):
        point = _Point(*point)
    case = case_file or {}
    names = naming.risk_names(case)
    return wording.open_point(point, risks=names, items=naming.item_names(case))


class _Point:
    def __init__(self, code: str, where: str, item: str = ""):
        self.code, self.where, self.item = code, where, item


def basis(entry: Node) -> str:
    """What an entry rests on: an article of the Treaty, or a standard of this authority."""
    if "article" in entry:
        return _("Article %(number)s") % {"number": naming.latin(entry["article"])}
    return str(BASES.get(entry["standard"], BASES[""]))


def is_standard(entry: Node) -> bool:
    """Whether the entry goes beyond the Treaty."""
    return "standard" in entry


def _first_answer(entry: Node) -> tuple[str, Any]:
    return next(iter(entry["answers"].items()), ("", None))


def _key(entry: Node, place: str, answer: Any) -> str:
    """The most special key of the table: by article, by place, by answer, else by effect."""
    general = f"{entry['rule']}.{entry['effect']}"
    kind = _kind(place)
    special = (entry.get("article"), kind, answer, f"{kind}.{_detail(entry)}")
    keys = [f"{general} {each}" for each in special if isinstance(each, str)]
    return next((key for key in reversed(keys) if key in SENTENCES), general)


def _kind(place: str) -> str:
    """ "mitigation" for "risk:r1.mitigation.relied_on"; other places as they are."""
    return place.split(".")[1] if place.startswith("risk:") else place


def _detail(entry: Node) -> str:
    """What a contradiction at a risk is about: the last part looked at."""
    return list(entry["answers"])[-1].rpartition(".")[2]


def _items(ids: list[str], names: Node) -> str:
    """The items in the order of *names*, that of the application; many by their ids alone."""
    order = {item: place for place, item in enumerate(names)}
    ordered = sorted(ids, key=lambda item: order.get(item, len(order)))
    if len(ordered) > MOST_NAMED:
        return _("items %(names)s") % {"names": naming.listed(map(naming.latin, ordered))}
    return naming.listed(names.get(item) or naming.in_sentence(item) for item in ordered)


def _risk(place: str, names: Node) -> str:
    if not place.startswith("risk:"):
        return ""
    risk = place[len("risk:") :].split(".")[0]
    return names.get(risk) or _("risk %(name)s") % {"name": naming.latin(risk)}


def _answer(place: str, answer: Any) -> str:
    kind = _kind(place)
    if not isinstance(answer, str) or kind not in wording.ANSWERS:
        return ""
    return wording.answer_short(kind, answer)


# Exemptions


def _misfits(entry: Node) -> Iterator[str]:
    """Why an exemption does not fit: each of its details beside what it should have matched."""
    answers = entry["answers"] if entry["effect"] == Effect.PROHIBITED else {}
    found = {key.partition(".exemption.")[2]: value for key, value in answers.items()}
    if "valid_until" in found:
        days = {"last": _day(found["valid_until"]), "day": _day(answers["decision_date"])}
        yield MISFITS["valid_until"] % days
    if "end_user" in found:
        ends = {"named": naming.isolated(found["end_user"])}
        yield MISFITS["end_user"] % {**ends, "end_user": naming.isolated(answers["end_user"])}
    for key, covered in found.items():
        if key.startswith("quantities."):
            yield _too_much(covered, answers[f"item:{key[len('quantities.') :]}.quantity"])


def _too_much(covered: float | None, wanted: float | None) -> str:
    if covered is None:
        return str(MISFITS["no_entry"])
    numbers = {"covered": wording.number(covered), "wanted": wording.number(wanted)}
    return MISFITS["quantity"] % numbers


def _lacking(answers: Node) -> Iterator[str]:
    for place, answer in answers.items():
        name = place.partition(".exemption.")[2] or place
        if answer is None and name in LACKING:
            yield str(LACKING[name])


def _day(written: str) -> str:
    try:
        return date_format(date.fromisoformat(written))
    except ValueError:
        return written
