"""Makes .venv from a requirements file with hashes; a second time it does nothing.

Standard library only: this runs before anything is installed.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import children, machine
from tools.children import ROOT

VENV = ROOT / ".venv"
PYTHON = str(VENV / "bin" / "python")
STAMP = VENV / "installed.txt"

TO_RUN = "requirements.txt"
TO_TEST = "requirements-dev.txt"
# What is satisfied by installing which file: the second holds everything of the first.
COVERS = {TO_RUN: (TO_RUN,), TO_TEST: (TO_RUN, TO_TEST)}


class NotInstalled(Exception):
    """The packages could not be installed; the text says what to do."""


def make_environment(requirements: str) -> None:
    """See to it that .venv holds what the requirements file names.

    Raises NotInstalled. A folder made for the tests is never thinned out by ./run.
    """
    with _alone():
        if _is_made(requirements):
            return
        if requirements == TO_RUN and _was_made_for(TO_TEST):
            requirements = TO_TEST
        print("  Installing packages (the first time half a minute or more) ...", flush=True)
        if not _python_works():
            _create()
        _install(requirements)
        STAMP.write_text("".join(f"{_digest(name)}  {name}\n" for name in COVERS[requirements]))


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    # A lock on the folder itself: ./run and ./test may be started together, and nothing is left lying about.
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _digest(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def _stamps() -> list[str]:
    return STAMP.read_text().splitlines() if STAMP.exists() and Path(PYTHON).exists() else []


def _is_made(requirements: str) -> bool:
    return f"{_digest(requirements)}  {requirements}" in _stamps()


def _was_made_for(requirements: str) -> bool:
    return any(line.endswith(f"  {requirements}") for line in _stamps())


def _python_works() -> bool:
    return Path(PYTHON).exists() and children.ask([PYTHON, "-m", "pip", "--version"])[0] == 0


def _create() -> None:
    code, printed = _venv()
    if code and "ensurepip" in printed and machine.install("python3-venv"):
        code, printed = _venv()
    if code:
        shutil.rmtree(VENV, ignore_errors=True)
        hint = " On Debian: apt-get install python3-venv" if "ensurepip" in printed else ""
        raise NotInstalled(f"{printed.strip()}\nPython could not make the folder .venv.{hint}")


def _venv() -> tuple[int, str]:
    # The Python of a .venv that no longer works cannot renew it: take the one behind it.
    behind: str = getattr(sys, "_base_executable", sys.executable)
    return children.ask([behind, "-m", "venv", "--clear", str(VENV)])


def _install(requirements: str) -> None:
    STAMP.unlink(missing_ok=True)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes", "-r"]
    fast = [PYTHON, "-m", "uv", "--quiet", "--system-certs", "pip", "sync", "--python", PYTHON]
    fast += ["--require-hashes", "--compile-bytecode", requirements]
    if children.ask([*pip, "tools/installer.txt"])[0] == 0 and children.ask(fast)[0] == 0:
        return
    print("  The fast way did not work, trying plain pip ...", flush=True)
    if children.finish([*pip, requirements]) != 0:
        raise NotInstalled("The packages could not be installed. Is there a connection to a package index?")
