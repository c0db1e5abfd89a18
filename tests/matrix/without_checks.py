"""For pytest: each test is run again without the checks that it comes to and that nothing has missed yet.

Which checks these are stands in the file WITHOUT_CHECKS; what missed one is written beside it, in a file of
the check's own, so that processes that share the tests among them see it at once.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

# What repeats tests asks for this too: pytest has no other name for it.
from _pytest.runner import runtestprotocol

from tests.matrix.checks import Check, every_check
from tests.matrix.removing import MET, all_removed, telling

LIST = "WITHOUT_CHECKS"
# Without many at once another way to the same refusal may be taken, so that a test misses none of them.
TOGETHER = 5


@dataclass(frozen=True)
class _Silent:
    """The checks that no question of the table has missed, and the folder in which is written what does."""

    folder: Path
    checks: tuple[Check, ...]

    def met(self) -> list[Check]:
        """Those to which the last test came, and that no test has missed yet, here or in another process."""
        met = [check for check in self.checks if (check.file, check.function) in MET]
        return [check for check in met if not missed_by(self.folder, check).exists()]


_until_the_end = ExitStack()
_silent: list[_Silent] = []


def missed_by(folder: Path, check: Check) -> Path:
    """Where the name of the test stands that missed the check."""
    return folder / check.name.replace("/", "~")


def pytest_collection_finish() -> None:
    """Let the functions with these checks say that they are called, once everything has been imported."""
    listed = Path(os.environ[LIST])
    names = set(listed.read_text().splitlines())
    _silent.append(_Silent(listed.parent, tuple(check for check in every_check() if check.name in names)))
    _until_the_end.enter_context(telling(_silent[0].checks))


def pytest_unconfigure() -> None:
    """The functions are as they were before the program comes to its end."""
    _until_the_end.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run the test as it is, and then without what it came to, until it is known which check it misses."""
    if nextitem is None or not isinstance(item, pytest.Function):
        return None
    (silent,) = _silent
    MET.clear()
    if _passes(item, nextitem, log=True):
        met = silent.met()
        for first in range(0, len(met), TOGETHER):
            for check in _missed(item, nextitem, met[first : first + TOGETHER]):
                missed_by(silent.folder, check).write_text(item.nodeid)
    return True


def _missed(item: pytest.Function, nextitem: pytest.Item, checks: Sequence[Check]) -> list[Check]:
    """Those of the checks that the test misses, each by itself; what it misses only together is none."""
    if not checks:
        return []
    with all_removed(checks):
        if _passes(item, nextitem, log=False):
            return []
    if len(checks) == 1:
        return list(checks)
    half = len(checks) // 2
    return [*_missed(item, nextitem, checks[:half]), *_missed(item, nextitem, checks[half:])]


def _passes(item: pytest.Function, nextitem: pytest.Item, *, log: bool) -> bool:
    # As above: without it the fixtures of the last time are taken.
    item._initrequest()
    return not any(report.failed for report in runtestprotocol(item, log=log, nextitem=nextitem))
