"""Every guard has been tried: at least one fault is planted for it, and the fault still fits the program."""

import ast
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.planted.copied_tree import ROOT, Ended, git, planted
from tests.planted.every_fault import FAULTS
from tests.planted.fault import RUFF, Fault

# Whoever writes a test in one of these folders plants a fault for it too.
GUARDED = ("tests/guards", "tests/race")
# These stand among other tests, and guard all the same.
ALSO_GUARDS = {
    "tests/actions/test_any_way_through_a_calendar.py",
    "tests/pages/test_attendance.py",
    "tests/pages/test_before_the_session_ends.py",
    "tests/pages/test_calendar_files.py",
    "tests/pages/test_case_page.py",
    "tests/pages/test_codes.py",
    "tests/pages/test_desk.py",
    "tests/pages/test_ended_at_once.py",
    "tests/pages/test_every_form_takes_garbage.py",
    "tests/pages/test_feeds.py",
    "tests/pages/test_help_card.py",
    "tests/pages/test_holds.py",
    "tests/pages/test_missed_times.py",
    "tests/pages/test_moving.py",
    "tests/pages/test_nobody_locks_a_nurse_out.py",
    "tests/pages/test_on_behalf.py",
    "tests/pages/test_own_sessions.py",
    "tests/pages/test_sign_in_tells_nothing.py",
    "tests/pages/test_times.py",
    "tests/pages/test_times_given_back.py",
    "tests/pages/test_waiting_list.py",
    "tests/pages/test_trying_again.py",
    "tests/pages/test_unsent_answers.py",
    "tests/pages/test_withdrawing.py",
    "tests/rules/booking/test_calendar_file.py",
    "tests/rules/cases/test_closing.py",
    "tests/rules/booking/test_clock_changes.py",
    "tests/rules/booking/test_many_searches.py",
    "tests/rules/triage/test_engine_names_nothing.py",
    "tests/rules/triage/test_proof.py",
}
A_FAULT = Fault("a fault", "a.py", "x = 1\n", "x = 2\n", "tests/guards/test_a.py::test_a", "a")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_place_of_every_fault_is_there_exactly_once(fault: Fault) -> None:
    file = ROOT / fault.file
    if fault.is_new_file:
        assert not file.exists()
    else:
        assert file.read_text().count(fault.old) == 1
        assert fault.old != fault.new


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_guard_of_every_fault_is_there(fault: Fault) -> None:
    assert fault.guard == RUFF or _exists(fault.guard)
    assert fault.says


def test_every_guard_has_a_fault() -> None:
    guards = {
        path.relative_to(ROOT).as_posix() for one in GUARDED for path in (ROOT / one).rglob("test_*.py")
    }
    assert len(guards) > 25
    assert _untried(guards | ALSO_GUARDS, FAULTS) == []


def test_a_guard_without_a_fault_is_found() -> None:
    guards = {"tests/guards/test_a.py", "tests/guards/test_b.py"}
    assert _untried(guards, (A_FAULT,)) == ["tests/guards/test_b.py"]


def test_no_two_faults_have_one_name() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_afterwards_the_copy_is_as_it_was(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    file = tmp_path / "a.py"
    file.write_text("x = 1\n")
    before = file.stat().st_mtime_ns
    with planted(tmp_path, A_FAULT):
        assert file.read_text() == "x = 2\n"
    assert (file.read_text(), file.stat().st_mtime_ns) == ("x = 1\n", before)
    with planted(tmp_path, Fault("new", "b.py", "", "y = 1\n", A_FAULT.guard, "a")):
        assert (tmp_path / "b.py").read_text() == "y = 1\n"
    assert not (tmp_path / "b.py").exists()


@pytest.mark.parametrize("content", ["", "x = 1\nx = 1\n"])
def test_a_fault_without_a_place_of_its_own_is_not_planted(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(content)
    with pytest.raises(ValueError, match=r"times in a\.py"), planted(tmp_path, A_FAULT):
        pass
    assert (tmp_path / "a.py").read_text() == content


def test_only_what_the_guard_says_itself_counts() -> None:
    printed = (
        '>       assert faults == [], "nosniff"\nE       AssertionError: GET /about\nE       assert 1 == 2\n'
    )
    assert Ended(1, printed).said("GET /about") == "AssertionError: GET /about"
    assert Ended(1, printed).said("nosniff") is None
    assert Ended(1, "support/a.py:1:1: S608 glued\n").said("S608") == "support/a.py:1:1: S608 glued"


def _exists(guard: str) -> bool:
    module, _, test = guard.partition("::")
    file = ROOT / module
    names = {node.name for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef)}
    return test.partition("[")[0] in names


def _untried(guards: Collection[str], faults: Collection[Fault]) -> list[str]:
    return sorted(set(guards) - {fault.guard.partition("::")[0] for fault in faults})
