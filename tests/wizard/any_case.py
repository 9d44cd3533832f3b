"""Any case file that the schema of the contract allows, drawn from the schema itself.

The generator of the law's tests writes cases that make sense; this one writes whatever a program
elsewhere might: nulls, empty texts, odd characters, numbers at the edge of a double.
"""

import json
from datetime import date

from hypothesis import strategies as st

from assessments.reference.case_format import SCHEMA

LARGEST = 1.7976931348623157e308
ODD = ["\x00", "\uf8ff", "\uf8ff0000", "\uf8ff#1e5", "é", "\u200f", "条", "😀", "'", "\\", "\n"]
texts = st.one_of(
    st.text(max_size=12), st.lists(st.sampled_from(ODD), max_size=4).map("".join), st.just("")
).filter(lambda text: text.isascii() or not any(0xD800 <= ord(c) < 0xE000 for c in text))
ids = st.sampled_from([*"123456", "r1", "A_b-c", "0" * 40])
numbers = st.one_of(
    st.integers(0, 10**6),
    st.integers(0, 2**1023),
    st.floats(0, LARGEST),
    st.sampled_from([0.0, -0.0, 5e-324, 1.0, 0.1, 1e16, 1e22, 1e23, 1e308, LARGEST]),
)
PATTERNS = {
    "^[A-Za-z0-9_-]{1,40}$": ids,
    "^[A-Z]{2}$": st.sampled_from(["XA", "XB", "ZZ"]),
    "^[A-Z]{3}$": st.just("EUR"),
}


def of(schema):
    """Values that a piece of the schema allows."""
    if "$ref" in schema:
        return of(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([MAKERS[name](schema) for name in types])


def an_object(schema):
    required = set(schema.get("required", ()))
    known = {name: of(piece) for name, piece in schema.get("properties", {}).items()}
    if not known:
        return st.dictionaries(texts, of(schema["additionalProperties"]), max_size=4)
    optional = {name: made for name, made in known.items() if name not in required}
    return st.fixed_dictionaries({name: known[name] for name in required}, optional=optional)


def a_list(schema):
    unique = json.dumps if schema.get("uniqueItems") else None
    least = schema.get("minItems", 0)
    return st.lists(of(schema["items"]), min_size=least, max_size=least + 3, unique_by=unique)


def a_text(schema):
    if "pattern" in schema:
        return PATTERNS[schema["pattern"]]
    if schema.get("format") == "date":
        return st.dates(date(1, 1, 1)).map(date.isoformat)
    least, longest = schema.get("minLength", 0), schema.get("maxLength", 10**9)
    return texts.map(lambda text: text[:longest]).filter(lambda text: len(text) >= least)


def a_number(schema):
    if "exclusiveMinimum" in schema:
        return numbers.filter(lambda number: number > 0)
    return numbers if "minimum" in schema else st.one_of(numbers, numbers.map(lambda n: -n))


MAKERS = {
    "object": an_object,
    "array": a_list,
    "string": a_text,
    "number": a_number,
    "boolean": lambda schema: st.booleans(),
    "null": lambda schema: st.none(),
}


def sound(case):
    """The same case, its ids its own and its names those of its items."""
    for name in ("items", "risks", "evidence"):
        rows = {row["id"]: row for row in case.get(name, [])}
        if name in case:
            case[name] = list(rows.values())
    known = [item["id"] for item in case["items"]]
    answers = [node for node in (case.get("article_6") or {}).values() if node]
    for node in [*answers, *case.get("risks", [])]:
        if "items" in node:
            node["items"] = [item for item in node["items"] if item in known] or known[-1:]
    return case


any_cases = of(SCHEMA).map(sound)
