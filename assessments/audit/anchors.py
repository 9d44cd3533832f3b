"""Anchors: where the ledger stood at a moment, signed, small enough to be kept anywhere else."""

import base64
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from attwizard import __version__

FORMAT = "attwizard-anchor/1"
RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw
PEM = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
FIELDS = {
    "format": str,
    "authority": str,
    "seq": int,
    "hash": str,
    "time": str,
    "software": str,
    "key": str,
    "public_key": str,
    "signature": str,
}

Anchor = dict[str, Any]


class AnchorTrouble(Exception):
    """A key or an anchor cannot be used; the text says why, and what to do."""


# Keys


def private_key() -> Ed25519PrivateKey:
    """The key of the authority; one of this clone's own in demonstration. Raises AnchorTrouble."""
    path = key_path()
    if settings.DEMONSTRATION and not path.exists():
        make_key(path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as fault:
        raise AnchorTrouble(
            _("The signing key %(path)s cannot be read: %(fault)s") % {"path": path, "fault": fault}
        ) from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise AnchorTrouble(_("The signing key %(path)s is no Ed25519 key.") % {"path": path})
    return key


def key_path() -> Path:
    if settings.ANCHOR_KEY_FILE:
        return Path(settings.ANCHOR_KEY_FILE)
    if settings.DEMONSTRATION:
        return settings.RUN_DIR / "anchor_key.pem"
    raise AnchorTrouble(
        _(
            "ANCHOR_KEY_FILE is not set. Make a key with “openssl genpkey -algorithm ed25519 -out"
            " FILE”, let only the account that makes anchors read it, and name it there."
        )
    )


def make_key(path: Path) -> None:
    """A key that only this account may read; whole or not at all, also for two at once."""
    path.parent.mkdir(exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def public_pem(key: Ed25519PublicKey) -> str:
    return key.public_bytes(*PEM).decode()


def key_id(key: Ed25519PublicKey) -> str:
    """The beginning of the SHA-256 of the key, for people to compare."""
    return hashlib.sha256(key.public_bytes(*RAW)).hexdigest()[:16]


def trusted_keys(files: Iterable[Path] = ()) -> dict[str, Ed25519PublicKey]:
    """Public keys by their id: those of the files and the setting, or the one we sign with."""
    paths = [*files, *map(Path, settings.ANCHOR_PUBLIC_KEY_FILES)]
    keys = [read_public_key(path) for path in paths]
    if not paths:
        try:
            keys = [private_key().public_key()]
        except AnchorTrouble:
            keys = []
    return {key_id(key): key for key in keys}


def read_public_key(path: Path) -> Ed25519PublicKey:
    """Raises AnchorTrouble."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise AnchorTrouble(
            _("The public key %(path)s cannot be read: %(fault)s") % {"path": path, "fault": fault}
        ) from fault
    if not isinstance(key, Ed25519PublicKey):
        raise AnchorTrouble(_("The public key %(path)s is no Ed25519 key.") % {"path": path})
    return key


# Anchors


def made(seq: int, hash: str, key: Ed25519PrivateKey) -> Anchor:
    """An anchor of a position of the ledger, signed."""
    public = key.public_key()
    anchor: Anchor = {
        "format": FORMAT,
        "authority": settings.AUTHORITY_NAME,
        "seq": seq,
        "hash": hash,
        "time": timezone.now().isoformat(timespec="seconds"),
        "software": __version__,
        "key": key_id(public),
        "public_key": base64.b64encode(public.public_bytes(*RAW)).decode(),
    }
    signature = key.sign(message(anchor))
    return {**anchor, "signature": base64.b64encode(signature).decode()}


def message(anchor: Mapping[str, Any]) -> bytes:
    """What is signed: everything but the signature, as JSON with sorted keys, in ASCII."""
    signed = {name: value for name, value in anchor.items() if name != "signature"}
    return json.dumps(signed, sort_keys=True, separators=(",", ":")).encode()


def read(text: str | bytes) -> Anchor:
    """An anchor as it was written. Raises AnchorTrouble for anything else."""
    try:
        anchor = json.loads(text)
    except ValueError as fault:
        raise AnchorTrouble(_("This is no anchor: %(fault)s") % {"fault": fault}) from fault
    if not isinstance(anchor, dict) or anchor.get("format") != FORMAT:
        raise AnchorTrouble(_("This is no anchor of the format %(format)s.") % {"format": FORMAT})
    for name, kind in FIELDS.items():
        if type(anchor.get(name)) is not kind:
            raise AnchorTrouble(_("This is no whole anchor: %(name)s is missing.") % {"name": name})
    return anchor


def fault_of(anchor: Mapping[str, Any], keys: Mapping[str, Ed25519PublicKey]) -> str:
    """What is wrong with the signature of an anchor, in a sentence; "" for nothing."""
    known = {"time": anchor["time"], "key": anchor["key"]}
    if anchor["key"] not in keys:
        return (
            _("The anchor of %(time)s is signed with the key %(key)s, which is not known.") % known
        )
    try:
        keys[anchor["key"]].verify(base64.b64decode(anchor["signature"]), message(anchor))
    except (InvalidSignature, ValueError):
        return _("The signature of the anchor of %(time)s does not fit: it was altered.") % known
    return ""
