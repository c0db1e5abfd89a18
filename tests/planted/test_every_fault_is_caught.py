"""Every planted fault is caught by its guard, which says why; without a fault every guard is content."""

from pathlib import Path

import pytest

from tests.planted.copied_tree import copy_tree, planted, run_guards
from tests.planted.every_fault import FAULTS
from tests.planted.fault import RUFF, Fault
from tests.planted.written_list import CAUGHT

pytestmark = [pytest.mark.long, pytest.mark.planted]

# The guards without a fault are tried in so many runs, which the workers share.
RUNS = 6
GUARDS = sorted({fault.guard_without_it for fault in FAULTS} - {RUFF})


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, for one worker."""
    folder = tmp_path_factory.mktemp("planted")
    copy_tree(folder)
    return folder


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_guard_catches_it_and_says_why(fault: Fault, tree: Path, request: pytest.FixtureRequest) -> None:
    with planted(tree, fault):
        ended = run_guards(tree, [fault.guard])
    caught = ended.said(fault.says) if ended.status == fault.status else None
    request.node.user_properties.append((CAUGHT, (fault.name, caught or "")))
    assert ended.status == fault.status, ended.printed[-2_000:]
    assert caught, ended.printed[-2_000:]


@pytest.mark.parametrize("run", range(RUNS))
def test_without_a_fault_the_guards_are_content(run: int, tree: Path) -> None:
    ended = run_guards(tree, GUARDS[run::RUNS])
    assert ended.status == 0, ended.printed[-2_000:]


def test_without_a_fault_the_rules_about_code_are_kept(tree: Path) -> None:
    ended = run_guards(tree, [RUFF])
    assert ended.status == 0, ended.printed[-2_000:]
