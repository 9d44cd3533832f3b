"""The house rules of style sheets, templates and scripts."""

import re

import pytest

from tests.project.source import ROOT, committed, offences, text

SHEETS = committed("static/css/*.css")
SCRIPTS = committed("static/js/*.js")
TEMPLATES = committed("templates/*.html")
PICTURES = committed("static/*.svg")

DIRECTIONS = (
    r"(?<![-\w])(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right)\b"
    r"|(?<![-\w@])(?:left|right)\s*:"
    r"|(?:text-align|float|clear|justify-content|justify-items)\s*:\s*(?:left|right)\b"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
SIZES = r"(?<![-\w])(?:min-|max-)?(?:width|height)\s*:"
PHYSICAL = f"{DIRECTIONS}|{SIZES}"
COLOUR = r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\("
INLINE = r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)"
ELSEWHERE = r"(?:href|src|action)\s*=\s*[\"'](?:https?:)?//|url\(|@import|data:(?!-)"


def found(paths, pattern, without=""):
    """`file:line: text` wherever the pattern occurs, comments apart."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in paths
        for number, line in enumerate(bare(path).splitlines(), start=1)
        for match in [re.search(pattern, line)]
        if match and not (without and re.search(without, line))
    ]


def bare(path):
    """The file without its comments, line numbers kept."""
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), text(path), flags=re.S)


def test_there_are_sheets_templates_and_scripts_to_look_at():
    assert len(SHEETS) >= 5
    assert len(TEMPLATES) >= 20
    assert len(SCRIPTS) >= 2


def test_style_sheets_mirror_themselves():
    # WeasyPrint knows width and height alone, and a page box has margins at left and right.
    on_screen = [path for path in SHEETS if not path.name.startswith("record")]

    assert not offences(found(on_screen, PHYSICAL, without=r"^@media|\(m(?:ax|in)-width"))


def test_the_record_mirrors_itself_too():
    sheets = [path for path in SHEETS if path.name.startswith("record")]

    assert not offences(found(sheets, DIRECTIONS, without="@(?:top|bottom)-"))


def test_colours_are_named_in_one_place():
    sheets = [path for path in SHEETS if path.name not in ("tokens.css", "record.css")]

    assert not offences(found(sheets, COLOUR))


def test_nothing_but_the_tokens_sheet_knows_of_light_and_dark():
    sheets = [path for path in SHEETS if path.name != "tokens.css"]

    assert not offences(found(sheets, "prefers-color-scheme"))


def test_every_token_that_is_used_is_defined():
    defined = set(re.findall(r"(--[\w-]+)\s*:", "".join(map(bare, SHEETS))))
    used = set(re.findall(r"var\((--[\w-]+)", "".join(map(bare, SHEETS))))

    assert used <= defined
    assert used > {"--ink", "--paper", "--focus"}


def test_style_sheets_fetch_nothing():
    assert not offences(found(SHEETS, ELSEWHERE))


def test_templates_have_no_style_and_no_script_of_their_own():
    assert not offences(found(TEMPLATES, INLINE))


def test_templates_fetch_nothing_from_elsewhere():
    assert not offences(found(TEMPLATES, ELSEWHERE))


def test_templates_leave_nothing_unescaped():
    assert not offences(found(TEMPLATES, r"\|\s*safe\b|autoescape off|\|\s*safeseq"))


def test_pictures_have_no_style_and_no_script():
    assert PICTURES
    assert not offences(found(PICTURES, INLINE))


def test_scripts_stay_small_and_write_no_html():
    too_long = [str(path.name) for path in SCRIPTS if len(text(path).splitlines()) >= 60]

    assert not offences(too_long)
    assert not offences(
        found(SCRIPTS, r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(")
    )


def test_bootstrap_is_there_in_both_directions_with_its_licence_and_without_script():
    names = {path.name for path in committed("static/vendor/bootstrap/*")}

    assert names == {"bootstrap.min.css", "bootstrap.rtl.min.css", "LICENSE.txt"}


@pytest.mark.parametrize(
    ("line", "pattern"),
    [
        (".a { margin-left: 1rem; }", PHYSICAL),
        (".a { left: 0; }", PHYSICAL),
        (".a { text-align: right; }", PHYSICAL),
        (".a { border-top-left-radius: 2px; }", PHYSICAL),
        (".a { width: 4rem; }", PHYSICAL),
        (".a { color: #fff; }", COLOUR),
        ('<p style="color: red">', INLINE),
        ("<p onclick='x()'>", INLINE),
        ("<script>x()</script>", INLINE),
        ("<style>", INLINE),
        ('<img src="//example.org/x.png">', ELSEWHERE),
        (".a { background: url(x.png); }", ELSEWHERE),
    ],
)
def test_what_is_looked_for_would_be_found(line, pattern):
    assert re.search(pattern, line)


@pytest.mark.parametrize(
    "line",
    [
        ".a { margin-inline-start: 1rem; inset-inline-start: 0; text-align: start; }",
        ".a { border-start-start-radius: 2px; inline-size: 4rem; stroke-width: 2; }",
        '<script src="/static/js/autosave.js" defer></script>',
        '<form data-autosave><input name="one">',
    ],
)
def test_what_is_right_is_left_alone(line):
    assert not re.search(f"{PHYSICAL}|{INLINE}|{ELSEWHERE}", line)
