"""What this machine has besides Python: Chromium, PostgreSQL, and a way to get what is missing."""

import contextlib
import os
import re
import shutil
from pathlib import Path

from tools import children

_ROOM_FOR_A_RUN = 4 * 2**30


def chromium() -> str | None:
    """Where Chromium is, if anywhere. Playwright's own download is never used."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def postgresql() -> Path | None:
    """The folder with PostgreSQL's server programs: one on PATH, else the newest of Debian's."""
    on_path = [Path(folder) for folder in os.get_exec_path()]
    of_debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    return next((folder for folder in on_path + of_debian if _is_complete(folder)), None)


def _is_complete(folder: Path) -> bool:
    return all((folder / program).is_file() for program in ("initdb", "postgres", "pg_isready"))


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", folder.parent.name))


def quick_folder() -> Path | None:
    """A folder in memory with room for a test run, a third of which was waiting for a disk, or None."""
    found = Path("/dev/shm")  # noqa: S108 - only folders with names of their own are made in it
    with contextlib.suppress(OSError):
        if os.access(found, os.W_OK) and shutil.disk_usage(found).free >= _ROOM_FOR_A_RUN:
            return found
    return None


def install(package: str) -> bool:
    """Install a Debian package where that is ours to do (root, apt-get); True when it is there afterwards."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"  Installing {package} with apt-get ...", flush=True)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wait = ("-o", "DPkg::Lock::Timeout=300")
    get = ["apt-get", "-q", "-y", *wait, "--no-install-recommends", "install", package]
    if children.ask(get, env)[0] == 0:
        return True
    children.ask(["apt-get", "-q", *wait, "update"], env)
    code, printed = children.ask(get, env)
    if code:
        print(printed, flush=True)
    return code == 0
