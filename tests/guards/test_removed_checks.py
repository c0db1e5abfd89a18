"""Every check by which somebody is kept from what is not hers is missed when it is taken away.

The checks are found in the source. `./test` takes away some, `./test --long` all of them, and writes to
test-results/removed-checks.txt what noticed each.
"""

from collections import Counter
from pathlib import Path

import pytest

from support.cases.facts import CaseFacts
from support.cases.queries import case_to_read
from support.cases.rules.access import may_open
from support.vocabulary.actor import Actor, Role
from support.vocabulary.permissions import has_permission
from tests.builders import World, a_sent_case
from tests.guards.test_authorization import ROLES, THINGS, asked
from tests.matrix.asking import Asked
from tests.matrix.checks import ROOT, Check, every_check
from tests.matrix.judging import permission_of, wrong
from tests.matrix.noticing import noticed_by_questions, noticed_by_tests, questions_to
from tests.matrix.removing import GATE, removed
from tests.matrix.table import Case, read_table

pytestmark = pytest.mark.once

__all__ = ["asked"]
LIST = ROOT / "test-results" / "removed-checks.txt"
LEAST_NOTICED = 0.95
ASKING = ("anonymous", "employee", "supervisor", "nurse", "nurse elsewhere", "manager")
# In `./test`: some of each kind, each with a page that comes to it; all of them in `--long`.
SOME = (
    ("support/desk/case_routes.py", "note", GATE, "desk.note"),
    ("support/my_support/meeting_routes.py", "own_meeting", GATE, "my_support.own_meeting"),
    ("support/supervisor/home_routes.py", "home", GATE, "supervisor.home"),
    ("support/booking/queries.py", "own_appointment", "part that refuses", "booking.booked"),
    ("support/cases/queries.py", "_case", "part that refuses", "desk.case"),
    ("support/cases/rules/access.py", "may_open", "part of a rule", "desk.case"),
    ("support/cases/nurse_actions.py", "_held_case", "call that refuses", "desk.note"),
    ("support/booking/actions.py", "own_row", "part that refuses", "booking.cancel_time"),
    (
        "support/booking/meeting_queries.py",
        "meeting_for_supervisor",
        "part that refuses",
        "supervisor.meeting",
    ),
    ("support/people/supervisor_queries.py", "links_of_supervisor", "bound look", "supervisor.meeting"),
)


def test_the_checks_are_found_in_the_source() -> None:
    kinds = Counter(check.kind for check in every_check())
    assert kinds[GATE] > 150
    assert kinds["part that refuses"] > 80
    assert min(kinds[one] for one in ("part of a rule", "call that refuses", "bound look")) >= 5
    for file, function, kind, _endpoint in SOME:
        assert _of(file, function, kind), f"{function} has no {kind} any more: choose another"


def test_without_its_check_a_function_lets_others_in_and_afterwards_not(world: World) -> None:
    case = _facts(world)
    outi = world.house.outi.actor
    (serves,) = [
        one
        for one in _of("support/cases/rules/access.py", "may_open", "part of a rule")
        if one.said == "serves"
    ]
    assert not may_open(outi, case)
    with removed(serves):
        assert may_open(outi, case)
        assert not may_open(Actor(Role.SUPERVISOR, outi.id, outi.employers), case)
    assert not may_open(outi, case)


def test_some_checks_are_missed_by_the_questions_of_the_table(asked: Asked) -> None:
    cases, unnoticed = _questions(asked), []
    for file, function, kind, endpoint in SOME:
        # Of several parts the last: those before it ask whether the thing is there at all.
        check = _of(file, function, kind)[-1]
        questions = [one for one in cases if one.rule.endpoint == endpoint and one.reader in ASKING]
        if not noticed_by_questions(asked, read_table(), check, questions):
            unnoticed.append(str(check))
    assert unnoticed == []


@pytest.mark.long
def test_nearly_every_check_is_missed_by_some_test(asked: Asked, tmp_path: Path) -> None:
    checks, cases = every_check(), _questions(asked)
    inner = _past_the_gate(asked, cases)
    questions = questions_to(asked, checks, inner) | {
        check: of_it
        for check, of_it in questions_to(asked, [one for one in checks if one.kind == GATE], cases).items()
    }
    noticed = {}
    for check in checks:
        noticed[check] = noticed_by_questions(asked, read_table(), check, questions[check])
        _write(noticed)
    # What was noticed was the missing check, and no fault that one of them has left behind.
    assert list(wrong(asked, read_table(), cases[::40])) == []
    noticed |= noticed_by_tests([check for check in checks if not noticed[check]], tmp_path)
    _write(noticed)
    assert sum(map(bool, noticed.values())) / len(checks) >= LEAST_NOTICED


def _write(noticed: dict[Check, str]) -> None:
    lines = [f"{check}\n    {by or 'NOT NOTICED'}" for check, by in noticed.items()]
    missed = sum(not by for by in noticed.values())
    LIST.parent.mkdir(exist_ok=True)
    LIST.write_text("\n".join([*lines, f"{len(noticed)} checks removed, {missed} not noticed", ""]))


def _questions(asked: Asked) -> list[Case]:
    return list(read_table().cases(asked.world.app, THINGS))


def _past_the_gate(asked: Asked, cases: list[Case]) -> list[Case]:
    """The questions of those whose role the route lets in: only these come to a check within."""
    return [
        case
        for case in cases
        if (permission := permission_of(asked, case)) is None
        or has_permission(ROLES[case.reader], permission)
    ]


def _of(file: str, function: str, kind: str) -> list[Check]:
    return [one for one in every_check() if (one.file, one.function, one.kind) == (file, function, kind)]


def _facts(world: World) -> CaseFacts:
    sent = a_sent_case(world)
    with world.begin_work(world.house.nils.actor) as work:
        return case_to_read(work, sent.case_id)
