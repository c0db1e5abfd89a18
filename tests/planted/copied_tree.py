"""A copy of the tracked tree in which a fault is planted, tried against its guard, and pulled out again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.planted.fault import RUFF, Fault

ROOT = Path(__file__).parent.parent.parent
# A guard that hangs has not caught anything.
SECONDS = 300


@dataclass(frozen=True)
class Ended:
    """How a run of a guard ended, and what it printed."""

    status: int
    printed: str

    def said(self, words: str) -> str | None:
        """The line with which the guard says this; None when it never does.

        Only what pytest prints of the failure itself counts: the text of the test stands there as well.
        """
        return next((line.strip() for line in self._lines() if words in line), None)

    def _lines(self) -> Iterator[str]:
        is_pytest = any(line.startswith("E ") for line in self.printed.splitlines())
        for line in self.printed.splitlines():
            if not is_pytest or line.startswith("E "):
                yield line.removeprefix("E ")


def copy_tree(folder: Path) -> None:
    """Copy what is tracked, as it stands now, and the catalogues that are compiled from it."""
    tracked = [Path(name) for name in git(ROOT, "ls-files", "-z").split("\0") if name]
    compiled = [path.relative_to(ROOT) for path in (ROOT / "support" / "translations").rglob("*.mo")]
    for path in [*tracked, *compiled]:
        if (ROOT / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, folder / path)
    # Some guards ask what is tracked; the copy has no history.
    git(folder, "init", "-q")
    git(folder, "add", "--", *(str(path) for path in tracked if (folder / path).exists()))
    # Where a guard starts the whole server, it looks for its Python here.
    (folder / ".venv").symlink_to(sys.prefix)


@contextmanager
def planted(folder: Path, fault: Fault) -> Iterator[None]:
    """The copy with the fault in it; afterwards it is as it was.

    Raises ValueError when the place of the fault is not there exactly once.
    """
    path = folder / fault.file
    if fault.is_new_file:
        if path.exists():
            raise ValueError(f"{fault.file} is there already")
        path.write_text(fault.new)
        git(folder, "add", fault.file)
        try:
            yield
        finally:
            git(folder, "rm", "-q", "-f", fault.file)
        return
    before, times = path.read_text(), path.stat()
    if before.count(fault.old) != 1:
        raise ValueError(f"stands {before.count(fault.old)} times in {fault.file}: {fault.old}")
    path.write_text(before.replace(fault.old, fault.new))
    try:
        yield
    finally:
        path.write_text(before)
        # What Python compiled of the faulty file must not pass for the sound one.
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def run_guards(folder: Path, guards: Sequence[str]) -> Ended:
    """Run guards in the copy: with the same Python, on SQLite, with nothing of this run's surroundings."""
    foreign = ("PYTEST", "TEST_", "LONG", "PYTHONPATH", "SCREENSHOTS")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    ended = subprocess.run(  # noqa: S603 - every command line is written out below
        [sys.executable, "-m", *_words_of(guards)],
        cwd=folder,
        env=env | {"TEST_DATABASE": "sqlite"},
        capture_output=True,
        text=True,
        timeout=SECONDS * len(guards),
    )
    return Ended(ended.returncode, ended.stdout + ended.stderr)


def git(folder: Path, *words: str) -> str:
    """Let git do something in a folder; what it printed."""
    ended = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603, S607 - git is where it is, and every word stands above
    return ended.stdout


def _words_of(guards: Sequence[str]) -> list[str]:
    if list(guards) == [RUFF]:
        read = ("config.py", "setting_forms.py", "wsgi.py", "support")
        return ["ruff", "check", "--no-cache", "--output-format=concise", *read]
    return ["pytest", "-x", "-q", "-p", "no:cacheprovider", *guards]
