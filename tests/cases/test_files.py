"""Which files may be put on a case: a matrix of what is taken, and of what only pretends to be."""

import io
import random
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.cases import forms
from assessments.cases.file_contents import ANOTHER, TOO_MUCH_INSIDE, UNKNOWN, WITH_MACROS
from assessments.models import Attachment
from tests.builders import make_case

TYPES = {"[Content_Types].xml": b"<Types/>"}
WORD = {**TYPES, "word/document.xml": b"<w:document/>"}
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 100 + b"This program cannot be run in DOS mode."
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
TEXT = "application/vnd.oasis.opendocument.text"
SHEET = "application/vnd.oasis.opendocument.spreadsheet"


def packed(parts, *, how=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return file.getvalue()


def odf(kind, **more):
    return packed({"mimetype": kind, "content.xml": b"<x/>", **more}, how=zipfile.ZIP_STORED)


def bomb():
    """A hundred kilobytes that unpack to more than a hundred megabytes."""
    return packed({**WORD, "word/media/image1.bmp": b"\x00" * (101 * 1024 * 1024)})


def lying_bomb():
    """Many entries of the list that point to the same bytes."""
    body = packed({**WORD, "word/a": random.Random(1).randbytes(50_000)})
    start = body.rindex(b"PK\x01\x02")
    entry = body[start : body.rindex(b"PK\x05\x06")]
    more = b"".join(entry.replace(b"word/a", b"word/%c" % letter) for letter in range(98, 122))
    listed, at = struct.unpack("<LL", body[-10:-2])
    count = 3 + 24
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, listed + len(more), at, 0)
    return body[: body.rindex(b"PK\x05\x06")] + more + end


TAKEN = {
    "certificate.pdf": (b"%PDF-1.7\n", "application/pdf"),
    "CERTIFICATE.PDF": (b"%PDF-1.4\n", "application/pdf"),
    "scan.png": (PNG, "image/png"),
    "scan.jpg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
    "scan.jpeg": (b"\xff\xd8\xff\xe1", "image/jpeg"),
    "scan.tif": (b"II*\x00\x08\x00", "image/tiff"),
    "scan.tiff": (b"MM\x00*\x00\x08", "image/tiff"),
    "letter.txt": ("Письмо\r\n\tرسالة\f".encode(), "text/plain"),
    "old.txt": ("Fran\xe7ais".encode("latin-1"), "text/plain"),
    "list.csv": (b"=1+1;a\n", "text/csv"),
    "contract.docx": (packed(WORD), "wordprocessingml.document"),
    "list.xlsx": (packed({**TYPES, "xl/workbook.xml": b"<w/>"}), "spreadsheetml.sheet"),
    "show.pptx": (packed({**TYPES, "ppt/presentation.xml": b"<p/>"}), "presentationml"),
    "contract.odt": (odf(TEXT), TEXT),
    "list.ods": (odf(SHEET), SHEET),
}
REFUSED = {
    "page.html": (HTML, UNKNOWN),
    "picture.svg": (SVG, UNKNOWN),
    "setup.exe": (EXE, UNKNOWN),
    "run.js": (b"alert(1)", UNKNOWN),
    "all.zip": (packed(WORD), UNKNOWN),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UNKNOWN),
    "with-macros.docm": (packed(WORD), UNKNOWN),
    "certificate": (b"%PDF-1.7\n", UNKNOWN),
    "certificate.pdf.exe": (b"%PDF-1.7\n", UNKNOWN),
    "page-as.pdf": (HTML, ANOTHER),
    "program-as.pdf": (EXE, ANOTHER),
    "picture-as.pdf": (PNG, ANOTHER),
    "page-before.pdf": (HTML + b"%PDF-1.7\n", ANOTHER),
    "picture-with-script.png": (SVG, ANOTHER),
    "picture-with-script.jpg": (SVG, ANOTHER),
    "program-as.png": (EXE, ANOTHER),
    "program-as.txt": (EXE, ANOTHER),
    "null.csv": (b"a;b\x00", ANOTHER),
    "escape.txt": (b"\x1b]0;title\x07", ANOTHER),
    "wide.txt": ("a".encode("utf-16"), ANOTHER),
    "pdf-as.docx": (b"%PDF-1.7\n", ANOTHER),
    "broken.docx": (packed(WORD)[:-30], ANOTHER),
    "nothing-but-a-zip.docx": (packed({"a.txt": b"a"}), ANOTHER),
    "sheet-as.docx": (packed({**TYPES, "xl/workbook.xml": b"<w/>"}), ANOTHER),
    "page-before.docx": (HTML + packed(WORD), ANOTHER),
    "old-with-password.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ANOTHER),
    "above.docx": (packed({**WORD, "../../etc/cron.d/x": b"x"}), ANOTHER),
    "absolute.docx": (packed({**WORD, "/etc/cron.d/x": b"x"}), ANOTHER),
    "windows.docx": (packed({**WORD, "..\\x": b"x"}).replace(b"../x", b"..\\x"), ANOTHER),
    "text-as.ods": (odf(TEXT), ANOTHER),
    "no-type.odt": (packed({"content.xml": b"<x/>", "mimetype": TEXT}), ANOTHER),
    "long-type.odt": (odf(TEXT + " " * 1000), ANOTHER),
    "macros.docx": (packed({**WORD, "word/vbaProject.bin": b"x"}), WITH_MACROS),
    "macros.xlsx": (packed({**WORD, "XL/VBAPROJECT.BIN": b"x"}), WITH_MACROS),
    "macros.odt": (odf(TEXT, **{"Basic/Standard/Module1.xml": b"x"}), WITH_MACROS),
    "bomb.docx": (bomb(), TOO_MUCH_INSIDE),
    "many-parts.docx": (
        packed({**WORD, **{f"word/{number}": b"" for number in range(5001)}}),
        TOO_MUCH_INSIDE,
    ),
    "lies.docx": (lying_bomb(), TOO_MUCH_INSIDE),
}


@pytest.fixture
def put(mina, as_person):
    """Put a file on a case; gives the page that answers."""
    case, browser = make_case("s17", mina), as_person(mina)

    def sent(name, body, claimed="application/pdf"):
        file = SimpleUploadedFile(name, body, content_type=claimed)
        address = reverse("cases:files", args=[case.reference])
        return browser.post(address, {"file": file, "kind": "other"})

    return sent


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_what_its_name_says_is_taken_and_kept_by_its_own_type(name, put):
    body, kind = TAKEN[name]

    assert put(name, body, claimed="text/html").status_code == 302

    kept = Attachment.objects.get()
    assert bytes(kept.stored.body) == body
    assert kind in kept.content_type


@pytest.mark.parametrize("name", REFUSED)
def test_what_only_pretends_is_refused_with_what_to_do(name, put):
    body, sentence = REFUSED[name]

    answer = put(name, body)

    assert answer.status_code == 200
    assert str(sentence) in answer.text
    assert not Attachment.objects.exists()


def test_the_files_of_a_case_are_bounded_together(put, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_TOGETHER", 20)
    put("a.txt", b"x" * 15)

    assert "200 MB together" in put("b.txt", b"x" * 6).text
    assert put("c.txt", b"x" * 5).status_code == 302
