"""Makes the project's virtual environment from a lock file: once, and again when the lock changes.

Run by the Makefile with a Python of the system, before anything is installed: ``python3 app/cli/environment.py LOCK``. It needs
the standard library only. Several that run at once wait for each other. What was broken off is done again.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
MAKING = ".making"
OLDEST = (3, 11)

# A shell finds Python, because the first line of a program takes no path with a blank in it, nor a long one.
PROGRAM = """#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from app.cli import main

sys.exit(main())
"""


def main(lock: str) -> int:
    if sys.version_info < OLDEST:
        return refuse(f"Python {OLDEST[0]}.{OLDEST[1]} or later is needed; this is {sys.version.split()[0]}.")
    FOLDER.mkdir(exist_ok=True)
    with open(FOLDER / MAKING, "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        return make(ROOT / lock)


def make(lock: Path) -> int:
    """Bring the environment to what ``lock`` says, unless it is there already."""
    stamp = FOLDER / f".installed-{lock.stem}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    works = runs(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))")
    if works and stamp.exists() and stamp.read_text() == wanted:
        return 0
    print(
        f"nhanquyen: installing the packages of {lock.name} into {FOLDER.name}, which happens once", file=sys.stderr, flush=True
    )
    if not works and (told := create()):
        return refuse(told)
    if not runs(PYTHON, "-m", "pip", "--version") and not runs(PYTHON, "-m", "ensurepip"):
        return refuse(f"{FOLDER} has no pip, and none can be made. Remove the folder and try again.")
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--only-binary=:all:",
    ]
    if subprocess.run([*command, "--require-hashes", "-r", lock], cwd=ROOT, check=False, stdin=subprocess.DEVNULL).returncode:
        return refuse(
            f"The packages could not be installed; what pip said stands above. They need the network once, and a Python for "
            f"which they are made: 3.11 to 3.14, here {sys.version.split()[0]}. `make PYTHON=python3.13 …` takes another one."
        )
    introduce()
    stamp.write_text(wanted)
    return 0


def create() -> str | None:
    """A new environment with the Python that runs this; why not, when it cannot be made."""
    try:
        import ensurepip
        import venv
    except ImportError:
        named = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        return f"Python at {sys.executable} has no module venv. Install it (on Debian and Ubuntu: apt install {named})."
    del ensurepip
    if FOLDER.is_symlink() or not os.access(FOLDER, os.W_OK):
        return f"{FOLDER} cannot be written. Remove it and try again."
    # What is there is of no use. The folder itself stays: the file by which others are kept waiting lies in it.
    for old in FOLDER.iterdir():
        if old.name == MAKING:
            continue
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink()
    venv.EnvBuilder(symlinks=True, with_pip=True).create(FOLDER)
    return None


def introduce() -> None:
    """Let the environment know the project: its modules, and the program ``nhanquyen``. Nothing is built, and no network is used."""
    packages = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
    ).stdout.strip()
    Path(packages, "nhanquyen.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    program = FOLDER / "bin" / "nhanquyen"
    program.write_text(PROGRAM.format(python=PYTHON), encoding="utf-8")
    program.chmod(0o755)


def runs(*command: str | Path) -> bool:
    """Whether a command ends well."""
    quiet = subprocess.DEVNULL
    try:
        return subprocess.run(command, check=False, stdin=quiet, stdout=quiet, stderr=quiet).returncode == 0
    except OSError:
        return False


def refuse(message: str) -> int:
    print(f"nhanquyen: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
