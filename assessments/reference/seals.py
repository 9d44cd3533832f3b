"""Whether the editions of the guidance are, byte for byte, as they were released."""

import hashlib
from pathlib import Path

from django.core.checks import Error

from .editions import FIXTURES

GUIDANCE = FIXTURES / "guidance"
SUMS = "released.sha256"


def changed(folder: Path = GUIDANCE) -> list[str]:
    """The files of editions that differ from their checksum, are gone, or never had one."""
    sealed = sums(folder)
    there = {path.relative_to(folder).as_posix(): path for path in folder.glob("*/*")}
    return sorted(name for name in sealed | there if sealed.get(name) != digest_of(there.get(name)))


def sums(folder: Path) -> dict[str, str]:
    """The checksum of each released file, as `sha256sum` writes them."""
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def digest_of(path: Path | None) -> str:
    """SHA-256 of a file's bytes; "" for one that is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""


def editions_are_as_released(app_configs, **kwargs):
    """Asked by every command: cases rest on these words, so nobody edits them afterwards."""
    return [
        Error(
            f"fixtures/guidance/{name} is not as it was released.",
            hint="Bring the file back. A change of the guidance is a new edition, in a new folder.",
            id="attwizard.E011",
        )
        for name in changed()
    ]
