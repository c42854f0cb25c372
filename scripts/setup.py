"""Makes .venv with the locked packages, after seeing to the system libraries that Qt loads.

Needs only Python and its standard library. A second run finds its stamp and does nothing, also offline.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "setup.json"
LOCK = ROOT / "requirements" / "dev.txt"
OLDEST = (3, 11)

# What Qt's core, gui and svg libraries and its offscreen, xcb and wayland plug-ins name as needed, and the
# Debian package of each. A renamed package (libglib2.0-0t64) is found by its suffix.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# Articles quote scripts that the two bundled faces lack.
FONTS = {
    "fonts-dejavu-core": "Arabic and Hebrew",
    "fonts-droid-fallback": "Chinese and Japanese",
    "fonts-nanum": "Korean",
    "fonts-lohit-deva": "Hindi, Marathi and Nepali",
    "fonts-lohit-beng-bengali": "Bengali",
    "fonts-lohit-gujr": "Gujarati",
    "fonts-lohit-guru": "Punjabi",
    "fonts-lohit-knda": "Kannada",
    "fonts-lohit-mlym": "Malayalam",
    "fonts-lohit-orya": "Odia",
    "fonts-lohit-taml": "Tamil",
    "fonts-lohit-telu": "Telugu",
    "fonts-tlwg-loma-ttf": "Thai",
    "fonts-noto-color-emoji": "emoji",
}

TRIAL = """
import ctypes, pathlib, PySide6
from PySide6 import QtNetwork, QtOpenGLWidgets, QtSvg, QtTest, QtWidgets
platforms = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
for plugin in ("libqoffscreen.so", "libqxcb.so"):
    ctypes.CDLL(str(platforms / plugin))
QtWidgets.QApplication(["trial", "-platform", "offscreen"])
"""


class SetupError(Exception):
    """Setup cannot go on; the text says why and what to do."""


def set_up() -> None:
    """Bring system and environment to what the lock says; touch nothing that is right already."""
    if sys.version_info < OLDEST:
        raise SetupError(
            f"Python 3.11 or newer is needed, and {sys.executable} is {platform.python_version()}. "
            "Install one, then name it: make setup PYTHON=python3.11"
        )
    wanted = wanted_state()
    found = read_stamp()
    if found == wanted:
        return
    provide_system_packages()
    if found.get("environment") != wanted["environment"] or not PYTHON.exists():
        make_environment()
        write_stamp({"environment": wanted["environment"]})
    install_project()
    try_qt()
    write_stamp(wanted)
    print(f"setup: {VENV.name} is ready.")


def wanted_state() -> dict[str, str]:
    """Name everything that the environment is made from, as two digests."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = {key: project[key] for key in ("build-system", "project")}
    return {
        "environment": digest(LOCK.read_text(encoding="utf-8"), sys.version, sys.base_prefix, str(ROOT)),
        "project": digest(json.dumps(installed, sort_keys=True)),
    }


def digest(*parts: str) -> str:
    """Return the SHA-256 of the parts in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def read_stamp() -> dict[str, str]:
    """Return what the last complete setup left; nothing if there was none."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(state: dict[str, str]) -> None:
    """Record how far setup came, so that the next run goes on from there."""
    STAMP.write_text(json.dumps(state), encoding="utf-8")


def provide_system_packages() -> None:
    """Install missing libraries and fonts if root; else name the command, and stop for the libraries."""
    if not sys.platform.startswith("linux"):
        return
    fonts = missing_fonts()
    missing = missing_packages()
    if missing:
        require(missing, fonts)
        still = missing_packages()
        if still:
            raise SetupError(f"After the installation still missing: {' '.join(still)}.")
    if fonts:
        wish_for(fonts)


def missing_packages() -> list[str]:
    """Return the packages of the libraries that do not load, and that of pip where Python came without it."""
    importlib.invalidate_caches()
    packages = [package for soname, package in LIBRARIES.items() if not loads(soname)]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return packages


def loads(soname: str) -> bool:
    """Whether the dynamic loader finds this library, wherever it came from."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_fonts() -> list[str]:
    """Return the font packages that dpkg does not list as installed; nothing on a system without dpkg."""
    if shutil.which("dpkg-query") is None:
        return []
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *FONTS]
    listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    return [package for package in FONTS if f"{package} installed" not in listed]


def require(packages: Sequence[str], fonts: Sequence[str]) -> None:
    """Install the packages that nothing works without, or stop with the command that does."""
    if shutil.which("apt-get") is None:
        raise SetupError(
            "The system lacks libraries, and there is no apt-get to install them with. "
            f"Install what Debian calls {' '.join(packages)}."
        )
    if os.geteuid() != 0:
        become = "sudo " if shutil.which("sudo") else ""
        install = shlex.join(apt_install([*apt_names(packages), *apt_names(fonts)]))
        raise SetupError(
            f"The system lacks {len(packages)} packages, and only root may install them. "
            f"Run this as root, then make again:\n  {become}apt-get update && {become}{install}"
        )
    run_apt(["apt-get", "-qq", "update"])
    print(f"setup: installing {len(packages)} system packages", flush=True)
    if not run_apt(apt_install(apt_names(packages))):
        raise SetupError("apt-get could not install the packages above; its words say why.")


def wish_for(fonts: Sequence[str]) -> None:
    """Install fonts if root; say what is missed where that is impossible, and go on."""
    if shutil.which("apt-get") is not None and os.geteuid() == 0:
        print(f"setup: installing {len(fonts)} font packages", flush=True)
        if run_apt(apt_install(apt_names(fonts))):
            return
        run_apt(["apt-get", "-qq", "update"])
        if run_apt(apt_install(apt_names(fonts))):
            return
    scripts = ", ".join(FONTS[font] for font in fonts)
    print(f"setup: without these fonts, articles may show boxes for {scripts}: {' '.join(fonts)}")


def apt_names(packages: Iterable[str]) -> list[str]:
    """Return each package under the name that this release of the system knows it by."""
    candidates = [name for package in packages for name in (package, f"{package}t64")]
    if not candidates or shutil.which("apt-cache") is None:
        return list(packages)
    policy = subprocess.run(
        ["apt-cache", "policy", *candidates],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout
    known = installable(policy)
    return [f"{name}t64" if f"{name}t64" in known and name not in known else name for name in packages]


def installable(policy: str) -> set[str]:
    """Return the packages to which the words of `apt-cache policy` give a version: virtual ones have none."""
    names, current = set(), ""
    for line in policy.splitlines():
        if not line.startswith(" "):
            current = line.rstrip(":")
        elif line.startswith("  Candidate:") and not line.endswith("(none)"):
            names.add(current)
    return names


def apt_install(packages: Sequence[str]) -> list[str]:
    """Return the command that installs the packages and nothing they merely recommend."""
    return ["apt-get", "install", "--yes", "--no-install-recommends", *packages]


def run_apt(command: Sequence[str]) -> bool:
    """Run apt-get, silent unless it fails, waiting for another one to end; return whether it worked."""
    patient = [command[0], "-o", "DPkg::Lock::Timeout=300", *command[1:]]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        patient,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr, flush=True)
    return done.returncode == 0


def make_environment() -> None:
    """Make .venv anew, never patched, so that it holds exactly what the lock names."""
    print(f"setup: making {VENV.name} with the packages of {LOCK.relative_to(ROOT)}", flush=True)
    STAMP.unlink(missing_ok=True)
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment could not be made.")
    run(
        [*pip_install(), "--require-hashes", "--only-binary=:all:", "--requirement", str(LOCK)],
        "The packages could not be installed. Setup needs the network once; run it again when it is there.",
    )


def install_project() -> None:
    """Install the checkout itself, editable, so that `annotator` is a command of the environment."""
    run(
        [*pip_install(), "--no-build-isolation", "--editable", str(ROOT)],
        "The project could not be installed.",
    )


def pip_install() -> list[str]:
    """Return the beginning of each of our pip commands: the lock names every package, so none is resolved."""
    return [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-deps"]


def try_qt() -> None:
    """Start Qt once, since only that shows a library which the table above has missed."""
    trial = subprocess.run([str(PYTHON), "-c", TRIAL], capture_output=True, text=True, check=False)
    if trial.returncode != 0:
        words = trial.stderr.strip().splitlines() or [f"exit status {trial.returncode}"]
        raise SetupError(f"Qt does not start here: {words[-1]}")


def run(command: Sequence[str], failure: str) -> None:
    """Run one step; SetupError with this sentence if it fails, below the step's own words."""
    if subprocess.run(command, check=False, cwd=ROOT).returncode != 0:
        raise SetupError(failure)


def main() -> int:
    """Return 0 when everything is in place, else 1 with one sentence on stderr."""
    try:
        set_up()
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
