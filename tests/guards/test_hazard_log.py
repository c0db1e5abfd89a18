"""The hazard log is what hazards and tests say, and no requirement stands there without a test."""

from pathlib import Path
from typing import Any

import pytest

from tools.hazard_log import PAPER, paper, proofs_by_requirement, source

pytestmark = pytest.mark.once


def faults(written: dict[str, Any], tests: dict[str, list[str]]) -> list[str]:
    known = written["requirements"]
    found = [f"{key} has no test" for key in known if not tests.get(key)]
    found += [
        f"{key} is named by {named[0]} and by nothing else"
        for key, named in tests.items()
        if key not in known
    ]
    for hazard in written["hazards"]:
        found += [f"{hazard['id']}: {key} is unknown" for key in hazard["controls"] if key not in known]
        found += [
            f"{hazard['id']}: {field} is empty"
            for field in ("owner", "residual", "controls")
            if not hazard[field]
        ]
    controls = {key for hazard in written["hazards"] for key in hazard["controls"]}
    return found + [f"{key} holds no hazard back" for key in known if key not in controls | _GENERAL]


# These hold for the rules as a whole and for what follows a visit, not for one hazard.
_GENERAL = {"SR-8", "SR-14", "SR-17"}


def test_every_requirement_has_a_test_and_every_hazard_a_control_an_owner_and_what_is_left() -> None:
    assert faults(source(), proofs_by_requirement()) == []


def test_the_paper_says_what_hazards_and_tests_say() -> None:
    assert PAPER.read_text(encoding="utf-8") == paper(source(), proofs_by_requirement()), (
        "make it anew: python -m tools.hazard_log"
    )


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (lambda written, tests: tests.pop("SR-2"), "SR-2 has no test"),
        (lambda written, tests: tests.update({"SR-99": ["tests/x.py::test_x"]}), "SR-99 is named by"),
        (lambda written, tests: written["hazards"][0].update(controls=["SR-98"]), "H1: SR-98 is unknown"),
        (lambda written, tests: written["hazards"][1].update(owner=""), "H2: owner is empty"),
    ],
)
def test_a_planted_fault_is_found(plant: Any, told: str) -> None:
    written, tests = source(), proofs_by_requirement()
    plant(written, tests)
    assert any(told in fault for fault in faults(written, tests))


def test_a_test_is_found_by_the_requirement_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    file = tmp_path / "tests" / "test_x.py"
    file.write_text(
        '@pytest.mark.requirement("SR-1", "SR-3")\ndef test_help() -> None: ...\n', encoding="utf-8"
    )
    found = proofs_by_requirement(tmp_path / "tests")
    assert found == {"SR-1": ["tests/test_x.py::test_help"], "SR-3": ["tests/test_x.py::test_help"]}
