"""Pages of records as they have to look: compared with pictures of them, point by point.

The pictures are small and grey, so that another version of a font changes little and a block that
is missing or lies over another changes much. WRITE_GOLDEN_PAGES=1 writes them anew: look at them
before they are committed.
"""

import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from assessments.models import Edition
from assessments.records.editions import edition_of
from assessments.records.pdf import record_pdf

from . import snapshots

GOLDEN = Path(__file__).parent / "golden"
WRITING = bool(os.environ.get("WRITE_GOLDEN_PAGES"))
SCALE = 0.5  # points of the picture for each point of the page: 36 dots per inch
NOTICEABLE = 16  # of 255 shades, after the letters are blurred to grey
TOLERATED = 0.004  # share of the points of a page
PAGES = {
    "first": ("full", 1),
    "contents": ("full", 2),
    "risks": ("full", 6),
    "notice": ("public", 1),
}


@pytest.fixture(scope="module")
def drawn():
    """`drawn["risks"]`: the page as a small grey picture."""
    snapshot = snapshots.decided(snapshots.example("s04"))
    bodies = {
        "full": record_pdf(snapshot),
        "public": record_pdf(edition_of(snapshot, Edition.PUBLIC)),
    }
    return {name: picture(bodies[body], page) for name, (body, page) in PAGES.items()}


def picture(body, number):
    with pypdfium2.PdfDocument(body) as document:
        return document[number - 1].render(scale=SCALE, grayscale=True).to_pil().convert("L")


def differing(one, other):
    """The share of the points that differ noticeably; all of them where the sizes do."""
    if one.size != other.size:
        return 1.0
    soft = [each.filter(ImageFilter.BoxBlur(2)) for each in (one, other)]
    counts = ImageChops.difference(*soft).histogram()
    return sum(counts[NOTICEABLE:]) / (one.width * one.height)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name, drawn, tmp_path):
    kept = GOLDEN / f"{name}.png"
    if WRITING:
        drawn[name].quantize(16).save(kept, optimize=True)

    share = differing(drawn[name], golden(name))

    if share > TOLERATED:
        drawn[name].save(tmp_path / kept.name)
        pytest.fail(
            f"{share:.1%} of the page “{name}” look different, {TOLERATED:.1%} are tolerated. It is"
            f" drawn in {tmp_path / kept.name}, it was {kept}. If it is as it should be,"
            " WRITE_GOLDEN_PAGES=1 keeps it."
        )


def golden(name):
    with Image.open(GOLDEN / f"{name}.png") as kept:
        return kept.convert("L")


# What has to be noticed


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("spoiled", ["a block is missing", "a column lies over another", "moved"])
def test_a_spoiled_page_is_noticed(name, spoiled):
    page = golden(name)
    width, height = page.size
    at = {"contents": height // 6}.get(name, height // 3)
    block = (width // 10, at, width * 9 // 10, at + height // 14)
    changed = page.copy()
    if spoiled == "a block is missing":
        changed.paste(255, block)
    elif spoiled == "moved":
        changed.paste(page, (0, 6))
    else:
        left = page.crop((width // 10, at, width // 2, height * 2 // 3))
        over = ImageChops.darker(
            left, page.crop((width // 4, at, width // 4 + left.width, at + left.height))
        )
        changed.paste(over, (width // 4, at))

    assert differing(page, changed) > TOLERATED


def test_a_shade_more_or_less_is_tolerated():
    page = golden("first")

    assert differing(page, page.point(lambda shade: min(255, shade + 12))) <= TOLERATED
    assert differing(page, page.filter(ImageFilter.BoxBlur(1))) <= TOLERATED
