"""The full record as a Word document: a working copy, to be edited by who has to answer a court.

It is made anew each time, is sealed by nobody and says so on every page.
"""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from .blocks import Answer, Cell, Chapter, Mark, Pairs, Prose, Sentences, Table
from .chapters import chapters
from .document import made_at, title
from .facts import Facts

BODY, SMALL = Pt(10), Pt(8.5)
STANDINGS = {
    "treaty": gettext_lazy("Treaty"),
    "guidance": gettext_lazy("Guidance"),
    "standard": gettext_lazy("Standard"),
}


def record_docx(snapshot: Mapping[str, Any]) -> bytes:
    """A DOCX file in the language of the snapshot, chapter by chapter as the record has them."""
    with translation.override(snapshot.get("language") or "en"):
        facts = Facts.of(snapshot, draft=False, unlettered=frozenset())
        document = begun(facts)
        for number, chapter in enumerate(chapters(facts), start=1):
            write_chapter(document, number, chapter)
        if get_language_bidi():
            turn_round(document)
        file = BytesIO()
        document.save(file)
        return file.getvalue()


def begun(facts: Facts):
    """The document with its properties, its head on every page and its title."""
    document = Document()
    reference = facts.snapshot.get("reference") or ""
    about = document.core_properties
    about.title = f"{title(facts)} {reference}"
    about.author = facts.snapshot.get("authority") or ""
    about.created = about.modified = made_at(facts.snapshot).replace(tzinfo=None)
    document.styles["Normal"].font.size = BODY
    warning = _("Working copy, not the record. The record is the sealed PDF %(code)s.")
    document.sections[0].header.paragraphs[0].text = warning % {"code": facts.code}
    document.add_heading(f"{title(facts)} {reference}", level=0)
    document.add_paragraph(facts.snapshot.get("title") or "")
    return document


def write_chapter(document, number: int, chapter: Chapter) -> None:
    document.add_heading(f"{number}  {chapter.title}", level=1)
    if chapter.lede:
        document.add_paragraph(chapter.lede).runs[0].italic = True
    for block in chapter.blocks:
        WRITERS[type(block)](document, block)


def write_prose(document, block: Prose) -> None:
    document.add_paragraph(block.words)


def write_pairs(document, block: Pairs) -> None:
    write_rows(document, (), tuple((Cell(name, is_bold=True), cell) for name, cell in block.rows))


def write_table(document, block: Table) -> None:
    if block.is_caption_shown:
        document.add_paragraph().add_run(block.caption).bold = True
    write_rows(document, block.heads, block.rows)


def write_rows(document, heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> None:
    width = max([len(heads), *(len(row) for row in rows)], default=0)
    if not width:
        return
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    if heads:
        write_row(table, tuple(Cell(head, is_bold=True) for head in heads))
        repeat_on_each_page(table.rows[0])
    for row in rows:
        write_row(table, row)


def write_row(table, row: tuple[Cell, ...]) -> None:
    for place, cell in zip(table.add_row().cells, row, strict=False):
        paragraph = place.paragraphs[0]
        words = " ".join(one for one in (told(cell.mark), cell.words) if one)
        run = paragraph.add_run(words)
        run.bold, run.font.size = cell.is_bold or cell.mark is not None, SMALL
        if cell.small:
            run.add_break()
            paragraph.add_run(cell.small).font.size = SMALL


def repeat_on_each_page(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def told(mark: Mark | None) -> str:
    return " ".join(one for one in (mark.words, mark.why) if one) if mark else ""


def write_sentences(document, block: Sentences) -> None:
    for one in block.entries:
        cited = ", ".join(filter(None, (str(STANDINGS.get(one.standing, "")), one.cite)))
        words = f"{one.words} ({cited})" if cited else one.words
        document.add_paragraph(words, style="List Bullet")


def write_answer(document, block: Answer) -> None:
    cited = f"{block.cite}  " if block.cite else ""
    document.add_heading(f"{cited}{block.title}", level=2)
    if block.asked:
        document.add_paragraph(block.asked).runs[0].italic = True
    if marks := "; ".join(map(told, block.marks)):
        document.add_paragraph().add_run(marks).bold = True
    for table in block.tables:
        write_table(document, table)
    for reason in block.reasons:
        if reason.label:
            document.add_paragraph().add_run(reason.label).bold = True
        for line in reason.text.split("\n"):
            document.add_paragraph(line)
    for words in (*block.notes, *block.meta):
        document.add_paragraph().add_run(words).font.size = SMALL


WRITERS: dict[type, Callable[[Any, Any], None]] = {
    Answer: write_answer,
    Pairs: write_pairs,
    Prose: write_prose,
    Sentences: write_sentences,
    Table: write_table,
}


def turn_round(document) -> None:
    """Paragraphs and tables that begin at the right."""
    for paragraph in document.element.body.iter(qn("w:p")):
        paragraph.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for table in document.element.body.iter(qn("w:tblPr")):
        table.append(OxmlElement("w:bidiVisual"))
