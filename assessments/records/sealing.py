"""Seal a record: PAdES-B-B, still PDF/A-3a and PDF/UA-1, and the bytes before it stay its start.

The seal holds the time, so that the sealed file differs each time; what it was put on does not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, NamedTuple

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _

from . import seal_key
from .seal_key import SealTrouble, unreadable
from .seal_token import token_signer
from .verifying import status_of

FIELD = "DecisionSeal"
OFF_THE_PAGE = -2  # beyond the crop box a field needs no tag of its own (PDF/UA-1)


class Sealed(NamedTuple):
    """A sealed file, and whose seal it bears."""

    body: bytes
    whose: dict[str, Any]


def seal(body: bytes) -> Sealed | None:
    """The file with its seal; None where no key is set up. Raises SealTrouble."""
    if not seal_key.is_sealing():
        return None
    certificate = seal_key.own_certificate()
    whose = {
        "by": seal_key.name_of(certificate),
        "certificate": seal_key.fingerprint(certificate),
        "timestamp": settings.SEAL_TIMESTAMP_URL,
    }
    with signer() as by:
        sealed = with_seal(body, by)
    if not is_whole(sealed, certificate):
        raise unreadable(whose["by"], _("the certificate belongs to another key"))
    return Sealed(sealed, whose)


@contextmanager
def signer() -> Iterator[Any]:
    """pyHanko's, with the key of the settings. Raises SealTrouble."""
    from pyhanko.sign import signers

    if settings.SEAL_TOKEN:
        with token_signer() as on_token:
            yield on_token
        return
    path = str(seal_key.key_path())
    found = signers.SimpleSigner.load_pkcs12(
        path, passphrase=seal_key.passphrase(), prefer_pss=True
    )
    if found is None:
        raise unreadable(path, "PKCS#12")
    yield found


def is_whole(sealed: bytes, certificate: x509.Certificate) -> bool:
    """Whether the seal is one that the certificate bears out."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    (one,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    status = status_of(one, [certificate])
    return status.intact and status.valid


def with_seal(body: bytes, by) -> bytes:
    """The body with the seal appended. Raises SealTrouble where no time is given."""
    from pyhanko.sign import signers
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.timestamps import TimestampRequestError

    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    writer = prepared(body)
    pdf_signer = signers.PdfSigner(about, signer=by, timestamper=time_server())
    try:
        return bytes(pdf_signer.sign_pdf(writer, existing_fields_only=True).getvalue())
    except (TimestampRequestError, OSError) as fault:
        raise unreadable(settings.SEAL_TIMESTAMP_URL, fault) from fault


def time_server():
    """Where the time of a seal is certified, RFC 3161; None where no server is set."""
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(settings.SEAL_TIMESTAMP_URL) if settings.SEAL_TIMESTAMP_URL else None


def prepared(body: bytes):
    """A writer with the field of the seal, whose metadata stay as the record has them."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self):
            """It would write the metadata anew, without what makes them PDF/A and PDF/UA."""

    writer = Writer(BytesIO(body))
    spec = SigFieldSpec(FIELD, on_page=0, box=None, readable_field_name="Digital seal")
    append_signature_field(writer, spec)
    field = writer.root["/AcroForm"]["/Fields"][-1].get_object()
    corner = generic.NumberObject(OFF_THE_PAGE)
    field["/Rect"] = generic.ArrayObject([corner] * 4)
    return writer


__all__ = ["SealTrouble", "Sealed", "seal"]
