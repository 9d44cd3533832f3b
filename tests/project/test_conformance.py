"""The conformance file: every requirement once, and nothing claimed that no test shows."""

import ast
import datetime
import re
from collections import Counter

import pytest

from assessments.reference.conformance import (
    GAP,
    MET,
    NOT_APPLICABLE,
    NOT_SOUGHT,
    STATUSES,
    requirements,
)
from tests.project.source import ROOT, committed, offences, text

# The levels of the requirements of each section of OWASP ASVS 5.0.0, in their order.
SECTIONS = """
1.1 22, 1.2 1111122223, 1.3 112222222223, 1.4 222, 1.5 123
2.1 122, 2.2 112, 2.3 12223, 2.4 23
3.1 3, 3.2 113, 3.3 12223, 3.4 11222233, 3.5 11122333, 3.6 3, 3.7 22333
4.1 12233, 4.2 23333, 4.3 22, 4.4 1222
5.1 2, 5.2 112333, 5.3 113, 5.4 222
6.1 122, 6.2 111111112222, 6.3 11223333, 6.4 112233, 6.5 22222333, 6.6 2223, 6.7 33, 6.8 2222
7.1 222, 7.2 1111, 7.3 22, 7.4 11222, 7.5 223, 7.6 22
8.1 1233, 8.2 1123, 8.3 133, 8.4 23
9.1 111, 9.2 1222
10.1 22, 10.2 223, 10.3 22223, 10.4 1111122222233333, 10.5 22222, 10.6 22, 10.7 222
11.1 2233, 11.2 22233, 11.3 11233, 11.4 1222, 11.5 23, 11.6 23, 11.7 33
12.1 12233, 12.2 11, 12.3 22223
13.1 2333, 13.2 222223, 13.3 2233, 13.4 1222233
14.1 22, 14.2 12223333, 14.3 122
15.1 12233, 15.2 12233, 15.3 1222222, 15.4 3333
16.1 2, 16.2 22222, 16.3 2222, 16.4 222, 16.5 2223
17.1 23, 17.2 22223333, 17.3 22
"""
BY_HAND = re.compile(r"checked by hand (\d{4}-\d{2}-\d{2}): \S.{20,}")


def published():
    """Id and level of each requirement, in the order of the standard."""
    for section in re.split(r",\s|\n", SECTIONS.strip()):
        name, levels = section.split()
        yield from ((f"v5.0.0-{name}.{n}", level) for n, level in enumerate(levels, start=1))


def existing_tests():
    """The ids of all tests, as the files have them; of a parametrised one without its values."""
    for path in committed("tests/*.py"):
        name = path.relative_to(ROOT)
        for node in ast.parse(text(path)).body:
            inside = node.body if isinstance(node, ast.ClassDef) else [node]
            of_class = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
            for one in inside:
                if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
                    yield f"{name}::{of_class}{one.name}"


def test_every_requirement_stands_once_with_its_level():
    assert [(row.id, row.level) for row in requirements()] == list(published())


def test_the_standard_has_345_requirements_in_17_chapters():
    assert Counter(level for _id, level in published()) == {"1": 70, "2": 183, "3": 92}
    assert len({one.removeprefix("v5.0.0-").partition(".")[0] for one, _l in published()}) == 17


def test_every_status_is_known_and_every_row_has_its_reason():
    for row in requirements():
        assert row.status in STATUSES, row.id
        assert re.fullmatch(r"[A-Z].{10,}\.", row.reason), row.id
        assert row.status != NOT_SOUGHT or row.level == "3", row.id


def test_what_is_met_names_tests_that_are_there_or_a_look_by_hand_with_its_day():
    there = set(existing_tests())
    wrong = [
        f"{row.id}: {one or 'no test'}"
        for row in requirements()
        if row.status == MET
        for one in (row.shown_by or [""])
        if one not in there and not was_looked_at(one)
    ]

    assert len(there) > 1000
    assert not offences(wrong)


def was_looked_at(one):
    found = BY_HAND.fullmatch(one)
    return bool(found and datetime.date.fromisoformat(found[1]) >= datetime.date(2026, 11, 1))


def test_a_test_that_is_not_there_would_be_found():
    assert "tests/project/test_conformance.py::test_nowhere" not in set(existing_tests())
    assert f"tests/project/test_conformance.py::{test_the_readme_counts_as_the_file.__name__}" in (
        set(existing_tests())
    )
    assert not was_looked_at("checked by hand")
    assert not was_looked_at("checked by hand 2020-01-01: the thing that was looked at then")
    assert was_looked_at("checked by hand 2026-11-25: the thing that was looked at now")


def test_a_gap_or_what_is_left_out_claims_no_test():
    claimed = [row.id for row in requirements() if row.status in (GAP, NOT_SOUGHT) and row.tests]

    assert claimed == []


@pytest.mark.parametrize("level", ["1", "2", "3"])
def test_the_readme_counts_as_the_file(level):
    count = Counter(row.status for row in requirements() if row.level == level)
    told = [str(count[status]) for status in (MET, NOT_APPLICABLE, GAP, NOT_SOUGHT)]

    assert f"| level {level} | {' | '.join(told)} |" in text(ROOT / "README.md")
