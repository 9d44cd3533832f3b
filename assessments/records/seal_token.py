"""A seal key that never leaves its token or security module: PKCS#11 (OASIS), through pyHanko.

Its certificate lies in a file: who seals needs the token, who verifies does not.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from asn1crypto import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.utils.translation import gettext as _

from .seal_key import SealTrouble, read_certificates, unreadable

# A process signs in to a token as a whole, not each of its threads.
ONE_AT_A_TIME = threading.Lock()
# What a token refused since this process began. A record that fails is tried again and again, and
# the same wrong PIN each time would lock the token for good.
REFUSED: set[tuple[str, str]] = set()


@contextmanager
def token_signer() -> Iterator[Any]:
    """pyHanko's signer with the key on the token, as long as one is signed in. Raises SealTrouble.

    RSA signs with PSS (RFC 8017); for a curve the digest is made here, for many tokens cannot.
    """
    from pkcs11 import PKCS11Error
    from pyhanko.sign.pkcs11 import PKCS11Signer

    certificates = read_certificates(Path(settings.SEAL_TOKEN.certificate_file))
    own, *chain = [x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in certificates]
    with ONE_AT_A_TIME, signed_in() as session:
        signer = PKCS11Signer(
            session,
            signing_cert=own,
            ca_chain=chain,
            key_label=settings.SEAL_TOKEN.key_label,
            prefer_pss=True,
            use_raw_mechanism=isinstance(certificates[0].public_key(), ec.EllipticCurvePublicKey),
        )
        try:
            asyncio.run(signer.ensure_objects_loaded())
            yield signer
        except PKCS11Error as fault:
            raise unreadable(settings.SEAL_TOKEN.key_label, reason(fault)) from fault


@contextmanager
def signed_in() -> Iterator[Any]:
    """A session with the token of the settings. Raises SealTrouble."""
    from pkcs11 import PinIncorrect, PinLocked, PKCS11Error

    label, code = settings.SEAL_TOKEN.label, pin()
    if (label, code) in REFUSED:
        raise refused_pin()
    try:
        session = token(label).open(user_pin=code)
    except PinIncorrect as fault:
        REFUSED.add((label, code))
        raise refused_pin() from fault
    except PinLocked as fault:
        sentence = _("The token “%(token)s” is locked. Unlock it with its security officer's PIN.")
        raise SealTrouble(sentence % {"token": label}) from fault
    except PKCS11Error as fault:
        raise unreadable(label, reason(fault)) from fault
    with session:
        yield session


def token(label: str) -> Any:
    """The token of that name, in whichever slot it is. Raises SealTrouble, PKCS11Error."""
    import pkcs11
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import find_token

    path = settings.SEAL_TOKEN.module
    try:
        module = pkcs11.lib(path)
    except pkcs11.PKCS11Error as fault:
        raise unreadable(path, reason(fault)) from fault
    found = find_token(module.get_slots(token_present=True), token_criteria=TokenCriteria(label))
    if found is None:
        sentence = _(
            "No token named “%(token)s” is plugged in. Plug it in, or mend SEAL_TOKEN_LABEL."
        )
        raise SealTrouble(sentence % {"token": label})
    return found


def pin() -> str:
    path = Path(settings.SEAL_TOKEN.pin_file)
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as fault:
        raise unreadable(path, fault) from fault


def refused_pin() -> SealTrouble:
    sentence = _(
        "The token “%(token)s” refuses the PIN in %(path)s. It was tried once, for some more tries"
        " would lock the token: write the right one there."
    )
    told = {"token": settings.SEAL_TOKEN.label, "path": settings.SEAL_TOKEN.pin_file}
    return SealTrouble(sentence % told)


def reason(fault: Exception) -> str:
    """What went wrong, in the words of the module; many faults have only a name."""
    return str(fault).rstrip(".") or type(fault).__name__
