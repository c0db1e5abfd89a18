"""Whether a check is missed: by a question of the table, or by a test that names what it guards."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from tests.matrix.asking import Asked
from tests.matrix.checks import ROOT, Check
from tests.matrix.finding import functions_of
from tests.matrix.judging import wrong
from tests.matrix.removing import GATE, removed, who_comes_to
from tests.matrix.table import Answer, Case, Table

# A question to a gate is refused alike whoever asks; so many others are asked of a check within.
AT_A_GATE = ("anonymous", "employee", "manager")
GROUPS = 16
FILES, SECONDS = 6, 240
# These need a browser, a server or a long time, or ask for the table itself.
_LEFT_OUT = (
    *("browser", "race", "faults", "fuzz", "planted", "matrix", "demo"),
    *("guards/test_authorization", "guards/test_removed_checks"),
    *("guards/test_two_employers", "guards/test_other_ways"),
)
PLUGIN = "tests.matrix.without_check"


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
    with removed(check):
        first = next(iter(wrong(asked, table, cases)), "")
    asked.bring_back()
    return first


def noticed_by_tests(check: Check, cases: Sequence[Case]) -> str:
    """The first test that fails without the check, of those that name what it guards."""
    files = files_that_name(check, cases)
    if not files:
        return ""
    foreign = ("PYTEST", "TEST_", "LONG", "SCREENSHOTS")
    env = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    words = ["-x", "-q", "-p", "no:cacheprovider", "-p", PLUGIN, "-m", "not long and not browser"]
    try:
        ended = subprocess.run(  # noqa: S603 - every word stands above or is a file of ours
            [sys.executable, "-m", "pytest", *words, *files],
            cwd=ROOT,
            env=env | {"TEST_DATABASE": "sqlite", "WITHOUT_CHECK": check.name},
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        # What nothing has noticed by then counts as not noticed.
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", ended.stdout, flags=re.M)
    return failed.group(1) if failed and ended.returncode == 1 else ""


def files_that_name(check: Check, cases: Sequence[Case]) -> list[str]:
    """The files of tests with most of the words by which what the check guards is asked for."""
    named = _words_of(check)
    asked = {part for case in cases for part in _static_parts(str(case.rule))}
    scores = {
        # Who calls the function by its name comes first, then who asks for its pages.
        file: 10 * len(named & words) + len(asked & words)
        for file, words in _words_of_tests().items()
    }
    best = sorted(scores, key=lambda file: -scores[file])[:FILES]
    return [file for file in best if scores[file]]


def _words_of(check: Check) -> set[str]:
    """The function, or those of its module that call it where it is the module's own."""
    name = check.function.rpartition(".")[2]
    tree = ast.parse((ROOT / check.file).read_text())
    names, before = {name}, set[str]()
    while names != before and any(one.startswith("_") for one in names):
        before = set(names)
        names |= {
            own.rpartition(".")[2]
            for own, function in functions_of(tree)
            if {node.id for node in ast.walk(function) if isinstance(node, ast.Name)} & before
        }
    return {one for one in names if not one.startswith("_")}


def _static_parts(rule: str) -> list[str]:
    return [part for part in rule.split("/")[1:] if "<" not in part and len(part) > 3][-1:]


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


@cache
def _words_of_tests() -> dict[str, set[str]]:
    files = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "tests").rglob("test_*.py"))]
    kept = [file for file in files if not file.removeprefix("tests/").startswith(_LEFT_OUT)]
    return {file: set(re.findall(r"[\w-]+", (ROOT / file).read_text())) for file in kept}
