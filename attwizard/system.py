"""What is not Python: pango and the fonts for the record, a browser for the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from . import offline
from .steps import ROOT, Failed, Steps, Trouble, counter

OURS = ROOT / ".syslibs"
COMPLETE, BROWSER = OURS / "complete", OURS / "usr/lib/chromium/chromium"
QPDF = OURS / "usr/bin/qpdf"
SOFTHSM = "usr/lib/softhsm/libsofthsm2.so"
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    # Without it a Chinese record takes eight times as long.
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# For each package the files of which one is enough.
FONTS = {
    "fonts-noto-core": ("NotoSerif-Regular.ttf",),
    "fonts-droid-fallback": (
        "NotoSansCJK-Regular.ttc",
        "NotoSerifCJK-Regular.ttc",
        "DroidSansFallbackFull.ttf",
        "wqy-microhei.ttc",
    ),
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">{base}</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def environment() -> dict[str, str]:
    """What must be set for a program to find what was unpacked into the project; often nothing."""
    if not COMPLETE.exists():
        return {}
    found = {"FONTCONFIG_FILE": str(OURS / "fonts.conf")}
    ours = [str(folder) for folder in library_folders()]
    theirs = [path for path in os.environ.get("LD_LIBRARY_PATH", "").split(":") if path]
    if ours:
        found["LD_LIBRARY_PATH"] = ":".join(dict.fromkeys([*ours, *theirs]))
    return found


def library_folders() -> list[Path]:
    """Ours, unless their unpacking was cut short. Sound libraries have a folder in the folder."""
    patterns = ["usr/lib/*-linux-gnu*", "usr/lib/*-linux-gnu*/pulseaudio"]
    found = [folder for pattern in patterns for folder in sorted(OURS.glob(pattern))]
    return found if COMPLETE.exists() else []


def missing() -> list[str]:
    """The packages that are neither installed nor unpacked into the project."""
    known = known_libraries()
    fonts = known_fonts()
    wanted = [package for name, package in LIBRARIES.items() if name not in known]
    return wanted + [package for package, files in FONTS.items() if fonts.isdisjoint(files)]


def known_libraries() -> set[str]:
    ldconfig = shutil.which("ldconfig", path="/sbin:/usr/sbin:/bin:/usr/bin") or "ldconfig"
    try:
        said = subprocess.run([ldconfig, "-p"], capture_output=True, text=True).stdout
    except OSError:
        said = ""
    known = {line.split()[0] for line in said.splitlines() if "=>" in line}
    return known | {path.name for folder in library_folders() for path in folder.glob("*.so*")}


def known_fonts() -> set[str]:
    folders = [Path(name).expanduser() for name in FONT_FOLDERS]
    folders += [OURS / "usr/share/fonts"] if COMPLETE.exists() else []
    return {path.name for folder in folders for path in folder.rglob("*.tt[cf]")}


def bring(steps: Steps) -> None:
    """Pango and fonts: by apt as root, unpacked into the project otherwise."""
    steps.begin("Libraries and fonts for the record")
    wanted = missing()
    if not wanted:
        steps.end("there already")
        return
    try:
        if brought := offline.packages():
            unpack_files(brought, steps)
        elif os.geteuid() == 0:
            apt_install(wanted, steps)
        else:
            unpack_anew(steps)
        wanted, fault = missing(), ""
    except (Trouble, OSError) as trouble:
        fault = why(trouble)
    if wanted:
        steps.end(
            f"not to be had: {', '.join(wanted)}. {fault}\n"
            "      All works but the PDF of the record. This command, as root, brings them:\n"
            f"      apt-get install {' '.join(wanted)}"
        )
    else:
        steps.end("brought")


def bring_for_tests(steps: Steps) -> None:
    """A browser, qpdf, which reads PDFs more strictly than most, and a token made of software."""
    steps.begin("Browser, qpdf and a token for the tests")
    found = {"chromium": find_browser(), "qpdf": find_qpdf(), "softhsm2": find_softhsm()}
    wanted = [package for package, program in found.items() if not program]
    if not wanted:
        steps.end("there already")
        return
    try:
        if os.geteuid() == 0:
            apt_install(wanted, steps)
        else:
            unpack(wanted, steps)
        steps.end("brought")
    except (Trouble, OSError) as trouble:
        steps.end(
            f"not to be had, so the tests that ask for them fail. {why(trouble)}\n"
            f"      This command, as root, brings them: apt-get install {' '.join(wanted)}"
        )


def find_browser() -> str | None:
    """The program of a browser: one that is installed, or what was unpacked into the project."""
    return next(filter(None, map(shutil.which, BROWSERS)), unpacked(BROWSER))


def find_qpdf() -> str | None:
    """The program qpdf, likewise."""
    return shutil.which("qpdf") or unpacked(QPDF)


def find_softhsm() -> str | None:
    """The module (PKCS#11) of a token made of software, likewise."""
    installed = Path("/", SOFTHSM)
    return str(installed) if installed.exists() else unpacked(OURS / SOFTHSM)


def unpacked(program: Path) -> str | None:
    return str(program) if COMPLETE.exists() and program.exists() else None


def why(trouble: Exception) -> str:
    """Its last words, where a command failed that had much to say."""
    return (
        f"The last words were:\n{trouble.end(2)}" if isinstance(trouble, Failed) else str(trouble)
    )


def apt_install(packages: list[str], steps: Steps) -> None:
    """With today's list of packages only if yesterday's does not do."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    progress = counter("packages unpacked", len(packages), beginning="Unpacking")
    try:
        steps.run(command, environment=quiet, progress=progress)
    except Failed as fault:
        if any("dpkg --configure -a" in line for line in fault.lines):  # interrupted the last time
            steps.run(["dpkg", "--configure", "-a"], environment=quiet)
        steps.note("asking for the list of packages")
        steps.run(["apt-get", "update"], environment=quiet)
        steps.run(command, environment=quiet, progress=progress)


def unpack_anew(steps: Steps) -> None:
    """Pango and fonts into an empty `.syslibs`."""
    shutil.rmtree(OURS, ignore_errors=True)
    unpack(missing(), steps)  # what was unpacked before counts no longer


def unpack(packages: list[str], steps: Steps) -> None:
    """Without root: fetch the packages that are missing here and unpack them into `.syslibs`."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise Trouble("Only Debian and its relatives have apt-get, which fetches packages.")
    COMPLETE.unlink(missing_ok=True)
    fetched = OURS / "packages"
    shutil.rmtree(fetched, ignore_errors=True)
    fetched.mkdir(parents=True)
    (OURS / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    try:
        fetch(packages, fetched, [], steps)
    except Trouble:
        # The list of the machine is old or empty, and only root may renew it: have one of our own.
        own = ["-o", f"Dir::State::Lists={OURS / 'lists'}", "-o", f"Dir::Cache={OURS / 'cache'}"]
        steps.note("asking for the list of packages")
        steps.run(["apt-get", *own, "update"])
        fetch(packages, fetched, own, steps)
    unpack_files(sorted(fetched.glob("*.deb")), steps)
    shutil.rmtree(fetched)
    shutil.rmtree(OURS / "lists")


def unpack_files(files: list[Path], steps: Steps) -> None:
    COMPLETE.unlink(missing_ok=True)
    OURS.mkdir(exist_ok=True)
    for number, package in enumerate(files, start=1):
        steps.note(f"{number} of {len(files)} packages unpacked")
        steps.run(["dpkg-deb", "-x", package, OURS])
    write_fonts_conf()
    COMPLETE.touch()


def fetch(packages: list[str], folder: Path, options: list[str], steps: Steps) -> None:
    plan = steps.run(["apt-get", *options, "install", "-s", "--no-install-recommends", *packages])
    names = [line.split()[1] for line in plan if line.startswith("Inst ")]
    progress = counter("packages fetched", len(names), beginning="Get:")
    command = ["apt-get", *options, "download", *names]
    steps.run(command, folder=folder, progress=progress)


def write_fonts_conf() -> None:
    machine = Path("/etc/fonts/fonts.conf")
    base = machine if machine.exists() else OURS / "etc/fonts/fonts.conf"
    conf = FONTS_CONF.format(base=base, fonts=OURS / "usr/share/fonts", cache=OURS / "cache/fonts")
    (OURS / "fonts.conf").write_text(conf)
