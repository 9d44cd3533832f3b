"""What a file must be to be put on a case: of a known kind, by its ending and by its content.

No file is ever opened here beyond what tells its kind: whoever downloads it opens it, as it is.
"""

import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 5000
# All that a text holds below the space: tab, the ends of lines, and the end of a page.
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"
MACROS = ("vbaproject.bin", "basic/", "scripts/")

UNKNOWN = _(
    "Files of this kind are not taken. Send a PDF, a picture (PNG, JPEG, TIFF), text (TXT, CSV) or"
    " an office paper (DOCX, XLSX, PPTX, ODT, ODS)."
)
ANOTHER = _(
    "The file is not what its name says. Save it again in the program that it comes from, without"
    " a password, and send that."
)
WITH_MACROS = _("The file holds macros. Save it without them, or as a PDF, and send that.")
TOO_MUCH_INSIDE = _("Unpacked, the file would be larger than 100 MB. Send a PDF of it.")


def begins(*signatures: bytes) -> Callable[[BinaryIO], bool]:
    return lambda file: file.read(16).startswith(signatures)


def is_text(file: BinaryIO) -> bool:
    body = file.read()
    return len(body.translate(None, CONTROL)) == len(body)


def is_office(main: str) -> Callable[[BinaryIO], bool]:
    """A paper of the office programs since 2007: `main` is the part that makes it what it is."""
    return lambda file: {main, "[Content_Types].xml"} <= set(parts(file))


def is_open_document(kind: str) -> Callable[[BinaryIO], bool]:
    """Its first part says what it is."""

    def says_so(file: BinaryIO) -> bool:
        found = parts(file)
        if next(iter(found), "") != "mimetype" or found["mimetype"].file_size != len(kind):
            return False
        with zipfile.ZipFile(file) as packed:
            return packed.read("mimetype") == kind.encode()

    return says_so


def parts(file: BinaryIO) -> dict[str, zipfile.ZipInfo]:
    """What is packed in it, by its list of contents alone. Raises ValidationError.

    Parts that take more room than the file has lie over one another: so are bombs made.
    """
    if file.read(4) != b"PK\x03\x04":
        return {}
    size = file.seek(0, 2)
    with zipfile.ZipFile(file) as packed:
        found = {one.filename: one for one in packed.infolist()}
        listed = packed.infolist()
    if any(macro in name.lower() for name in found for macro in MACROS):
        raise ValidationError(WITH_MACROS)
    if (
        len(listed) > MOST_PARTS
        or sum(one.file_size for one in listed) > LARGEST_UNPACKED
        or sum(one.compress_size for one in listed) > size
    ):
        raise ValidationError(TOO_MUCH_INSIDE)
    is_whole = len(found) == len(listed) and all(is_inside(name) for name in found)
    return found if is_whole else {}


def is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


class Kind(NamedTuple):
    """As what a file is sent to the browser again, and whether its content is that."""

    content_type: str
    fits: Callable[[BinaryIO], bool]


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
PICTURE_OF_JPEG = Kind("image/jpeg", begins(b"\xff\xd8\xff"))
PICTURE_OF_TIFF = Kind("image/tiff", begins(b"II*\x00", b"MM\x00*"))
KINDS = {
    ".pdf": Kind("application/pdf", begins(b"%PDF-")),
    ".png": Kind("image/png", begins(b"\x89PNG\r\n\x1a\n")),
    ".jpg": PICTURE_OF_JPEG,
    ".jpeg": PICTURE_OF_JPEG,
    ".tif": PICTURE_OF_TIFF,
    ".tiff": PICTURE_OF_TIFF,
    ".txt": Kind("text/plain", is_text),
    ".csv": Kind("text/csv", is_text),
    ".docx": Kind(f"{OFFICE}.wordprocessingml.document", is_office("word/document.xml")),
    ".xlsx": Kind(f"{OFFICE}.spreadsheetml.sheet", is_office("xl/workbook.xml")),
    ".pptx": Kind(f"{OFFICE}.presentationml.presentation", is_office("ppt/presentation.xml")),
    ".odt": Kind(f"{OPEN}.text", is_open_document(f"{OPEN}.text")),
    ".ods": Kind(f"{OPEN}.spreadsheet", is_open_document(f"{OPEN}.spreadsheet")),
}


def content_type(name: str, file: BinaryIO) -> str:
    """The type by which the file is kept. Raises ValidationError for one that is not taken."""
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise ValidationError(UNKNOWN)
    file.seek(0)
    try:
        fits = kind.fits(file)
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError, EOFError):
        fits = False
    file.seek(0)
    if not fits:
        raise ValidationError(ANOTHER)
    return kind.content_type
