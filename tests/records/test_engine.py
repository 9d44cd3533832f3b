"""What is kept between records changes none of them, and what is mended lays out the same lines."""

from collections import Counter

import pytest

from assessments.models import Edition
from assessments.records import engine
from assessments.records.editions import edition_of
from assessments.records.pdf import record_pdf

from . import hostile, snapshots

PARAGRAPH = "<p>{}</p><div style='display: inline-block; width: 40mm'><p>{}</p></div>"


@pytest.fixture
def lines(monkeypatch):
    """How often a line was begun since."""
    from weasyprint.layout import inline

    counted, split = Counter(), inline.split_first_line

    def count(*arguments, **named):
        counted["lines"] += 1
        return split(*arguments, **named)

    monkeypatch.setattr(inline, "split_first_line", count)
    return counted


def test_a_line_from_right_to_left_is_laid_out_as_often_as_one_from_left_to_right(lines):
    html = PARAGRAPH.format("מילה " * 200, "מילה " * 50)
    engine.laid_out(f"<html dir='ltr'><body>{html}")
    once = lines.pop("lines")

    engine.laid_out(f"<html dir='rtl'><body>{html}")

    assert lines["lines"] == once > 20


def test_a_record_is_the_same_whatever_was_made_before():
    notice = edition_of(snapshots.decided(snapshots.example("s04")), Edition.PUBLIC)
    first = record_pdf(notice)

    record_pdf(edition_of(hostile.arabic(), Edition.PUBLIC))

    assert record_pdf(notice) == first


def test_fonts_are_read_once_by_a_thread():
    engine.engine()

    assert engine.fonts() is engine.fonts()
