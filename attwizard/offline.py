"""An unpacked bundle: where it keeps what it brought, and the trial that it needs no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from .steps import ROOT, Failed, Steps, Trouble

WHEELS, PACKAGES = ".bundle/wheels", ".bundle/packages"
SERVER_PACKAGES, SUMS = ".bundle/server", ".bundle/SHA256SUMS"

# Runs in the namespace, which has nothing but a loopback of its own, and that one is down.
IN_NAMESPACE = """
import fcntl, signal, socket, struct, subprocess, sys, time, urllib.request
with socket.socket() as any_socket:
    UP = struct.pack("16sh14x", b"lo", 1)
    fcntl.ioctl(any_socket, 0x8914, UP)  # SIOCSIFFLAGS
address = "http://127.0.0.1:8000/sign-in/"
with subprocess.Popen([sys.executable, "-m", "attwizard", "run"]) as run:
    try:
        while run.poll() is None:
            try:
                page = urllib.request.urlopen(address, timeout=30).read().decode()
            except OSError:
                time.sleep(0.2)
                continue
            print("SERVED" if "attwizard" in page else page[:200])
            break
    finally:
        run.send_signal(signal.SIGINT)
"""


def wheels() -> list[str]:
    """What pip and uv are told, so that they look nowhere else; nothing without a bundle."""
    found = ROOT / WHEELS
    return ["--no-index", "--find-links", str(found)] if found.exists() else []


def packages() -> list[Path]:
    """Debian's packages for the record that were brought along."""
    return sorted((ROOT / PACKAGES).glob("*.deb"))


def trial(file: Path, folder: Path, steps: Steps) -> None:
    """Unpack it, check its sums, and have it serve a page where there is no network at all.

    Raises Trouble if it does not; without the right to make a namespace it is only told.
    """
    steps.begin("Served in a namespace without a network")
    unshare = shutil.which("unshare")
    if os.geteuid() != 0 or not unshare:
        steps.end("not tried: that takes root, and the program unshare")
        return
    with tarfile.open(file) as archive:
        archive.extractall(folder, filter="data")
    (place,) = folder.iterdir()
    try:
        steps.run(["sha256sum", "--check", "--quiet", SUMS], folder=place)
        said = steps.run(
            [unshare, "--net", base_python(), "-c", IN_NAMESPACE],
            environment=plain(),
            progress=str.strip,
            folder=place,
        )
    except Failed as fault:
        raise Trouble(f"The bundle does not work without a network.\n{fault.end(20)}") from fault
    finally:
        tidy(place)
    if "SERVED" not in said:
        last = "\n".join(said[-20:])
        raise Trouble(f"The bundle does not work without a network. It said:\n{last}")
    steps.end("it was served")


def base_python() -> str:
    """The Python of the machine rather than of this clone's environment."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return str(Path(sys.base_prefix) / "bin" / name)


def plain() -> dict[str, str]:
    """Without what leads pip or PostgreSQL anywhere."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def tidy(place: Path) -> None:
    """Stop what the trial began, and remove a cluster that had to be kept elsewhere."""
    subprocess.run([base_python(), "-m", "attwizard", "stop"], cwd=place, capture_output=True)
    pointer = place / ".pg" / "elsewhere"
    if pointer.exists():
        shutil.rmtree(pointer.read_text(), ignore_errors=True)
