"""Nothing grows too long to be read at once."""

import ast

import pytest

from tests.project.source import ROOT, committed, offences, text

MODULES = [
    path
    for path in committed("manage.py", "attwizard/*.py", "assessments/*.py")
    if path.parent.name != "migrations"
]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def functions(path):
    return [node for node in ast.walk(ast.parse(text(path))) if isinstance(node, FUNCTIONS)]


def lines(function):
    return function.end_lineno - function.lineno + 1


def arguments(function):
    declared = function.args
    return len(declared.posonlyargs + declared.args + declared.kwonlyargs)


@pytest.mark.parametrize(
    ("paths", "longest"),
    [(MODULES, 300), (committed("tests/*.py"), 600), (committed("templates/*.html"), 150)],
    ids=["modules", "tests", "templates"],
)
def test_no_file_is_too_long(paths, longest):
    lengths = {path: len(text(path).splitlines()) for path in paths}

    too_long = [f"{path.relative_to(ROOT)}: {n}" for path, n in lengths.items() if n > longest]

    assert not offences(too_long)


def test_no_function_is_too_long():
    too_long = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {lines(function)}"
        for path in MODULES
        for function in functions(path)
        if lines(function) > 40
    ]

    assert not offences(too_long)


def test_no_function_asks_for_too_much():
    greedy = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {arguments(function)}"
        for path in MODULES
        for function in functions(path)
        if arguments(function) > 7
    ]

    assert not offences(greedy)


def test_every_module_says_in_a_sentence_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if text(path).strip() and not ast.get_docstring(ast.parse(text(path)))
    ]

    assert not offences(silent)


def test_settings_stay_short():
    assert len(text(ROOT / "attwizard" / "settings.py").splitlines()) < 200
