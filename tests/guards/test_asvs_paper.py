"""The table of our security demands is whole, and every test that it names as a proof exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent
PAPER = ROOT / "docs" / "asvs.md"
ROWS = range(1, 67)
_ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$")
_PROOF = re.compile(r"`([^`]+)`")
_A_TEST = re.compile(r"tests/[\w/]+\.py::test_\w+")


def test_the_paper_is_whole_and_names_only_tests_that_exist() -> None:
    assert _faults(PAPER.read_text()) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("| 5 | 1.3.7 | x | green | `tests/guards/test_no_such_file.py::test_x` |", "5: there is no"),
        ("| 5 | 1.3.7 | x | green | `tests/guards/test_routes.py::test_no_such_test` |", "5: there is no"),
        ("| 5 | 1.3.7 | x | green | `tests/guards/test_routes.py::changed` |", "5: names no test"),
        ("| 5 | 1.3.7 | x | green | we are sure of it |", "5: names no test"),
        ("| 5 | 1.3.7 | x | nearly | `tests/guards/test_routes.py::test_x` |", "5: neither green nor open"),
        ("| 5 | 1.3.7 | x | open | |", "5 is missing"),
        ("| 5 | 1.3.7 | x | open | Later. |", "5: says not what is missing"),
        ("| 6 | 1.3.11 | x | open | Messages: nothing is there yet at all. |", "5 is missing"),
        ("", "5 is missing"),
    ],
)
def test_a_planted_fault_is_found(planted: str, fault: str) -> None:
    paper = re.sub(r"^\| 5 \|.*$", lambda _row: planted, PAPER.read_text(), flags=re.M)
    assert any(one.startswith(fault) for one in _faults(paper)), _faults(paper)


def test_a_row_that_stands_twice_is_found() -> None:
    paper = PAPER.read_text()
    (fifth,) = re.findall(r"^\| 5 \|.*\n", paper, flags=re.M)
    assert _faults(paper + fifth) == ["5 stands 2 times"]


def _faults(paper: str) -> list[str]:
    rows = [match.groups() for line in paper.splitlines() if (match := _ROW.match(line))]
    numbers = [int(number) for number, *_ in rows]
    faults = [f"{number} is missing" for number in ROWS if number not in numbers]
    for one in sorted(set(numbers)):
        if numbers.count(one) > 1:
            faults.append(f"{one} stands {numbers.count(one)} times")
        if one not in ROWS:
            faults.append(f"{one} is no row of ours")
    for number, _id, _demand, state, proof in rows:
        faults += _of_row(number, state, proof)
    return faults


def _of_row(number: str, state: str, proof: str) -> list[str]:
    if state == "open":
        return [] if len(proof.split()) > 4 else [f"{number}: says not what is missing"]
    if state != "green":
        return [f"{number}: neither green nor open"]
    named = _PROOF.findall(proof)
    if not named or not all(_A_TEST.fullmatch(one) for one in named):
        return [f"{number}: names no test"]
    return [f"{number}: there is no {one}" for one in named if not _exists(one)]


def _exists(name: str) -> bool:
    path, _, function = name.partition("::")
    return function in _functions_of(path)


@cache
def _functions_of(path: str) -> frozenset[str]:
    file = ROOT / path
    body = ast.parse(file.read_text()).body if file.is_file() else []
    return frozenset(node.name for node in body if isinstance(node, ast.FunctionDef))
