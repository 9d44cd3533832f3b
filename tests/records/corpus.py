"""Decided cases at the edge of what a record has to bear, by name."""

import copy
from collections.abc import Iterator
from typing import Any

from tests.law.cases import case_from

from .snapshots import decided, example

# The same name of an army as six scripts write it.
NAMES = {
    "Latin": "Forces armées de l’État Çağrı",
    "Cyrillic": "Вооружённые силы Государства",
    "Arabic": "مركبات مرافقة في نزاع مسلح",
    "Chinese": "国防部武装部队",
    "Hebrew": "משרד הביטחון",
    "Devanagari": "रकम नगर",
}
# Of the many that the generator writes: several risks, in Chinese and in Russian.
SEEDS = (72, 7)


def records() -> dict[str, dict[str, Any]]:
    """The snapshot of each record of the corpus, by what is extreme about it."""
    return {
        "one item": decided(example("s17")),
        "sixty items": decided(many_items()),
        "sixty risks": decided(many_risks()),
        "a hundred thousand characters": decided(long_reason()),
        "six scripts": six_scripts(),
        "right to left within left to right": decided(worded(example("s04"), NAMES["Arabic"])),
        "left to right within right to left": in_arabic(),
        **{f"generated {seed}": generated(seed) for seed in SEEDS},
    }


def many_items(number: int = 60) -> dict[str, Any]:
    """Every second item is authorised, every second refused."""
    case = example("s04")
    case["items"] = [
        {**case["items"][each % 2], "id": f"{each + 1}", "description": f"Vehicle, lot {each + 1}"}
        for each in range(number)
    ]
    odd, even = ([f"{each}" for each in range(first, number + 1, 2)] for first in (1, 2))
    for risk in case["risks"]:
        risk["items"] = odd if risk["items"] == ["1"] else even
    return case


def many_risks(number: int = 60) -> dict[str, Any]:
    """Each with a description of its own."""
    case = example("s04")
    case["risks"] = [
        {
            **copy.deepcopy(case["risks"][each % 3]),
            "id": f"r{each + 1}",
            "description": f"Risk {each + 1}: the same convoys were seen at another checkpoint.",
        }
        for each in range(number)
    ]
    return case


def long_reason(least: int = 100_000) -> dict[str, Any]:
    """One reason of so many characters; every sentence has a number that stands nowhere else."""
    case = example("s17")
    sentence = "In its letter no. {} the recipient answers the question put to it. "
    reason = "".join(sentence.format(20_000 + each) for each in range(least // len(sentence) + 1))
    case["article_6"]["6.1"]["reason"] = reason
    return case


def six_scripts() -> dict[str, Any]:
    """Whoever is named, is named in another script."""
    case = example("s04")
    names = list(NAMES.values())
    case["transfer"]["end_user"]["name"] = names[0]
    case["transfer"]["parties"] = [{"name": name, "role": "broker"} for name in names]
    made = decided(worded(case, " · ".join(names)))
    made["people"] = {"officer": names[1], "submitted_by": names[2]}
    made["decision"]["by"] = names[3]
    return made


def in_arabic() -> dict[str, Any]:
    """A record in Arabic of a case that was written in English."""
    return decided(example("s04") | {"language": "ar"}) | {"language": "ar"}


def generated(seed: int) -> dict[str, Any]:
    """Whatever the generator writes, in the language that it chose."""
    case = {"standards": {}, **case_from(seed)}
    return decided(case) | {"language": case.get("language") or "en"}


def worded(case: dict[str, Any], words: str) -> dict[str, Any]:
    """The case with these words wherever an officer writes freely."""
    case["title"] = words
    case["transfer"]["end_use"] = words
    for node in (*case["items"], *case["risks"]):
        node["description"] = words
    for node in (*case["article_6"].values(), case["diversion"], *case["risks"]):
        node["reason"] = words
    return case


def written(node: Any) -> Iterator[str]:
    """Everything that was written as a name, a reason or as missing, wherever it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("name", "reason", "missing", "description", "if_diverted") and value:
                yield value
            yield from written(value)
    elif isinstance(node, list):
        for entry in node:
            yield from written(entry)
