"""What WeasyPrint's PDF/A-3a lacks: the mark of PDF/UA-1, and streams of a length beyond doubt."""

import zlib
from collections.abc import Callable
from functools import partial

UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li>\
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

END_OF_METADATA = b"</rdf:RDF>"

# A stream whose last byte is a carriage return reads as one byte shorter, its end of line as two.
BEGIN, END = b"\nstream\n", b"\nendstream"
IN_DOUBT = b"\r" + END
MOST_TRIES = 20


def finished(write: Callable[[Callable], bytes]) -> bytes:
    """The file that *write* makes with a finisher, written so that no stream is in doubt.

    The two streams that are made after the finisher are changed by an object more to list.
    """
    for extra in range(MOST_TRIES):
        body = write(partial(finish, extra=extra))
        if IN_DOUBT not in body:
            break
    return body


def finish(_document, pdf, *, extra: int = 0) -> None:
    """Make the file PDF/UA-1 too; *extra* is a number of empty objects to add."""
    for found in pdf.objects:
        if _kind(found) == "/Metadata":
            identify(found)
        elif getattr(found, "compress", False):
            pack(found)
    for _number in range(extra):
        pdf.add_object(type(pdf.catalog)({}))


def pack(found) -> None:
    """Compress a stream once, unless it would be in doubt: it would be at each look at it."""
    found.compress = False
    written = found.data.partition(BEGIN)[2].removesuffix(END)
    packed = zlib.compress(written)
    if not packed.endswith(b"\r"):
        found.stream, found.extra["Filter"] = [packed], "/FlateDecode"


def _kind(found) -> str:
    return (getattr(found, "extra", None) or {}).get("Type", "")


def identify(metadata) -> None:
    """Put the identification into the one RDF element, which a second one would spoil."""
    metadata.compress = False
    written = b"".join(
        part if isinstance(part, bytes) else part.encode() for part in metadata.stream
    )
    end = written.rindex(END_OF_METADATA)
    metadata.stream = [written[:end] + UA + written[end:]]
