"""Whether a check is missed: by a question of the table, or by a test that comes to what it guards."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from tests.matrix.asking import Asked
from tests.matrix.checks import ROOT, Check
from tests.matrix.judging import wrong
from tests.matrix.removing import GATE, removed, who_comes_to
from tests.matrix.table import Answer, Case, Table
from tests.matrix.without_checks import LIST, missed_by

# A question to a gate is refused alike whoever asks; so many others are asked of a check within.
AT_A_GATE = ("anonymous", "employee", "manager")
GROUPS = 16
# These need a browser or a server, take long over every form or route, or ask for the table itself.
_LEFT_OUT = (
    *("browser", "race", "faults", "fuzz", "planted", "demo", "tools", "pages/test_every_form_takes_garbage"),
    *("guards/test_authorization", "guards/test_removed_checks", "guards/test_leaks"),
    *(
        "guards/test_migrations",
        "guards/test_extra_fields",
        "guards/test_forged_forms",
        "guards/test_hostile_text",
    ),
)
PLUGIN = "tests.matrix.without_checks"
# Processes of tests beside each other.
AT_ONCE = 2


def questions_to(asked: Asked, checks: Sequence[Check], cases: Sequence[Case]) -> dict[Check, list[Case]]:
    """The questions that come to each check; of many, some of every kind."""
    inner = [check for check in checks if check.kind != GATE]
    comes = who_comes_to(asked, inner, cases) if inner else {}
    endpoints = {
        (view.__module__, view.__name__): name for name, view in asked.world.app.view_functions.items()
    }
    found = {check: _some(comes[check], cases) for check in inner}
    for check in checks:
        if check.kind == GATE:
            endpoint = endpoints[check.module, check.function]
            found[check] = [
                case for case in cases if case.rule.endpoint == endpoint and case.reader in AT_A_GATE
            ]
    return found


def noticed_by_questions(asked: Asked, table: Table, check: Check, cases: Sequence[Case]) -> str:
    """The first question that is answered otherwise without the check; nothing where all are as before."""
    # A fault that is kept in a log keeps its statement too, and with that the database that is brought back.
    logging.disable()
    try:
        with removed(check):
            first = next(iter(wrong(asked, table, cases)), "")
    finally:
        logging.disable(logging.NOTSET)
        asked.bring_back()
    return first


def noticed_by_tests(silent: Sequence[Check], folder: Path) -> dict[Check, str]:
    """For each of these checks that some test misses, the test that did; the folder is empty."""
    listed = folder / "checks.txt"
    listed.write_text("\n".join(check.name for check in silent))
    foreign = ("PYTEST", "TEST_", "LONG", "SCREENSHOTS")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    words = ["-q", "-p", "no:cacheprovider", "-p", PLUGIN]
    words += ["-m", "not long and not browser and not postgresql", "-n", str(AT_ONCE), "--dist", "load"]
    ended = subprocess.run(  # noqa: S603 - every word stands above or is a file of ours
        [sys.executable, "-m", "pytest", *words, *_files(silent)],
        cwd=ROOT,
        env=env | {"TEST_DATABASE": "sqlite", LIST: str(listed)},
        capture_output=True,
        text=True,
    )
    # A test that fails as it is has missed nothing, and its like is found by the other runs.
    assert ended.returncode in (0, 1), ended.stdout[-3000:]
    return {one: missed_by(folder, one).read_text() for one in silent if missed_by(folder, one).exists()}


def _some(met: Sequence[Case], cases: Sequence[Case]) -> list[Case]:
    """Of the kinds of questions some, of each reader in turn, those first at which somebody is refused."""
    waiting: dict[str, list[tuple[str, str, str]]] = {}
    for case in sorted(met, key=lambda one: one.expected is Answer.ALLOWED):
        kinds = waiting.setdefault(case.reader, [])
        if (kind := _kind(case)) not in kinds:
            kinds.append(kind)
    in_turn = [kind for turn in zip_longest(*waiting.values()) for kind in turn if kind]
    chosen = set(in_turn[:GROUPS])
    return [one for one in cases if _kind(one) in chosen]


def _kind(case: Case) -> tuple[str, str, str]:
    return case.reader, case.method, str(case.rule)


def _files(silent: Sequence[Check]) -> list[str]:
    """The files of tests, first those that name the most of the functions with these checks: what they miss
    need not be taken away from the others."""
    files = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "tests").rglob("test_*.py"))]
    kept = [file for file in files if not file.removeprefix("tests/").startswith(_LEFT_OUT)]
    names = {check.function.rpartition(".")[2] for check in silent}
    named = {file: len(names & set(re.findall(r"\w+", (ROOT / file).read_text()))) for file in kept}
    return sorted(kept, key=lambda file: -named[file])
