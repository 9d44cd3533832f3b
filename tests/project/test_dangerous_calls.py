"""What no module and no script of the project may use: what somebody typed could reach it."""

import ast
import importlib
import re
import time

import pytest

from tests.project.source import ROOT, committed, offences, text

SERVED = [
    path
    for path in committed("assessments/*.py", "attwizard/*.py")
    if path.parent.name not in ("migrations", "bench", "rigs")
]
# Modules that no request reaches: those that the launcher works with before there is a server.
LAUNCHER = {"checking", "ending", "libraries", "places", "postgres", "preparing", "serving"}
LAUNCHER |= {"steps", "system", "__main__", "bundling", "offline"}
# Work of commands alone: backup, restore, upgrade.
LAUNCHER |= {"backing_up", "programs", "restoring", "upgrading"}
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
READS_OBJECTS = {"pickle", "marshal", "shelve", "yaml", "xml", "lxml", "dill"}
STARTS_PROGRAMS = {"subprocess", "os.system", "os.popen", "pty"}
WEAK = {"random", "hashlib.md5", "hashlib.sha1"}
MAKES_TEMPLATES = {"Template", ".Template", ".from_string"}
IN_SCRIPTS = {
    "markup made of text": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser",
    "text that is run": r"\beval\(|new Function|setTimeout\(\s*[\"'`]",
    "anything kept in the browser": r"(local|session)Storage|indexedDB|document\.cookie|caches\.",
    "messages of other pages": r"postMessage|addEventListener\(\s*[\"']message",
    "anything in the way of pasting": r"[\"'](paste|copy|cut)[\"']|onpaste",
    "another host": r"https?://|//[a-z0-9-]+\.[a-z]",
    "objects that are merged": r"__proto__|Object\.assign|\.prototype\b",
}


def named(path):
    """Every name that is called or imported as it is written; of a method its own name, too."""
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            yield from (name, f".{name.rpartition('.')[2]}")
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (node.module, *(f"{node.module}.{one.name}" for one in node.names))


def uses(path, forbidden):
    """Names that are forbidden, or of a forbidden module; `re.compile` is not `compile`."""
    found = set(named(path))
    modules = {name for name in found if name.partition(".")[0] in forbidden}
    return sorted(found & forbidden | modules)


@pytest.mark.parametrize(
    "forbidden",
    [READS_OBJECTS, WEAK, MAKES_TEMPLATES, STARTS_PROGRAMS, RUNS_TEXT],
    ids=["reads objects", "weak", "makes templates", "starts programs", "runs text"],
)
def test_no_module_that_serves_requests_uses(forbidden):
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SERVED
        if path.stem not in LAUNCHER
        for name in uses(path, forbidden)
    ]

    assert not offences(found)


def test_what_no_module_may_use_would_be_found(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("import pickle\nimport os\nos.system('x')\neval('1')\nfrom hashlib import md5\n")

    everything = RUNS_TEXT | READS_OBJECTS | STARTS_PROGRAMS | WEAK
    assert uses(bad, everything) == ["eval", "hashlib.md5", "os.system", "pickle"]


@pytest.mark.parametrize("pattern", IN_SCRIPTS.values(), ids=IN_SCRIPTS)
def test_no_script_of_ours_has(pattern):
    scripts = committed("static/js/*.js")
    found = [
        f"{path.name}:{number}"
        for path in scripts
        for number, line in enumerate(text(path).splitlines(), start=1)
        if re.search(pattern, line.partition("// ")[0])
    ]

    assert len(scripts) >= 4
    assert not offences(found)


def test_only_signing_in_puts_anything_into_the_cache():
    users = {
        path.parent.name for path in SERVED if any("core.cache" in name for name in named(path))
    }

    assert users == {"sign_in"}


def test_no_template_takes_text_for_markup():
    found = [
        f"{path.relative_to(ROOT)}"
        for path in committed("templates/*.html")
        if re.search(
            r"\|\s*safe\b|autoescape off|<script(?![^>]*\bsrc=)|\son\w+=|javascript:",
            re.sub(r"{% (include|with) .*?%}", "", text(path)),
        )
    ]

    assert not offences(found)


def test_passwords_are_typed_unseen():
    from assessments.sign_in import again_form, forms

    fields = [
        forms.SignInForm.base_fields["password"],
        again_form.AgainForm.base_fields["password"],
    ]
    fields += [forms.ChosenPasswordForm.base_fields[name] for name in ("password", "repeated")]
    for field in fields:
        assert field.widget.input_type == "password"
        assert field.strip is False
        assert field.max_length >= 64
        assert "autocomplete" in field.widget.attrs


HOSTILE = [
    "a" * 20_000 + "!",
    "1" * 20_000 + "!",
    " " * 20_000 + "!",
    "-.,;" * 5_000,
    "aA1 " * 5_000,
]
SHORT = {"breached.AROUND": 256}  # a password has no more characters


def patterns():
    """Every pattern of the application by its name, where it may meet what somebody typed."""
    for path in committed("assessments/*.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if "re.compile(" in text(path) and ".migrations." not in name:
            module = importlib.import_module(name)
            found = {k: v for k, v in vars(module).items() if isinstance(v, re.Pattern)}
            yield from ((f"{path.stem}.{k}", v) for k, v in found.items())


def test_no_pattern_takes_long_over_hostile_text():
    slow = {}
    for name, pattern in patterns():
        for hostile in HOSTILE:
            began = time.perf_counter()
            pattern.sub("", hostile[: SHORT.get(name)])
            slow[name] = max(slow.get(name, 0), time.perf_counter() - began)

    assert len(slow) >= 12
    assert not {name: seconds for name, seconds in slow.items() if seconds > 0.5}
