"""Reading a PDF back: its text, its attachments, and what the validators say of it."""

import functools
import io
import re

import page
import pikepdf
import pypdf
import pypdfium2

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
UNSEEN = re.compile("[\u200b\u2066-\u2069]")


@functools.cache
def pages(body: bytes) -> list[str]:
    """The text of each page, on one line: where lines end is the layout's affair."""
    return [
        " ".join(UNSEEN.sub("", each.extract_text()).split())
        for each in pypdf.PdfReader(io.BytesIO(body)).pages
    ]


def text(body: bytes) -> str:
    """The text of the whole document, words hyphenated at the end of a line made whole."""
    return squeezed(" ".join(pages(body)))


def squeezed(words: str) -> str:
    """Words without the spaces and hyphens that a layout adds or takes away."""
    return re.sub(r"[\s\u200b\u2010-]", "", words)


def failures(body: bytes, folder) -> list[str]:
    """What stands between the document and PDF/A-3a, PDF/UA-1, and plain PDF syntax."""
    path = folder / "record.pdf"
    path.write_bytes(body)
    found = []
    for profile in PROFILES:
        report = page.validate_pdf(str(path), profile=profile)
        found += [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    with pikepdf.open(path) as document:
        found += document.check_pdf_syntax()
    return found


def attachments(body: bytes) -> dict[str, bytes]:
    """The files attached, by name."""
    with pikepdf.open(io.BytesIO(body)) as document:
        return {name: spec.get_file().read_bytes() for name, spec in document.attachments.items()}


def outline(body: bytes) -> list[str]:
    """The titles of the bookmarks below that of the whole document."""
    with pikepdf.open(io.BytesIO(body)) as document, document.open_outline() as found:
        return [str(entry.title) for entry in found.root[0].children]


def length(body: bytes) -> int:
    """The number of pages."""
    return len(pypdfium2.PdfDocument(body))


def metadata(body: bytes) -> dict[str, str]:
    """Title and dates of the document."""
    return {key: str(value) for key, value in pypdf.PdfReader(io.BytesIO(body)).metadata.items()}


def drawn(body: bytes) -> list[str]:
    """The text of each page as another reader finds it, in a tenth of the time."""
    document = pypdfium2.PdfDocument(body)
    return [UNSEEN.sub("", page.get_textpage().get_text_range()) for page in document]
