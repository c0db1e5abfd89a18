"""docs/hazard-log.md, made of docs/hazards.yaml and of the tests that name a safety requirement.

A test names one with @pytest.mark.requirement("SR-2"). `python -m tools.hazard_log` writes the paper.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from tools.children import ROOT

SOURCE = ROOT / "docs" / "hazards.yaml"
PAPER = ROOT / "docs" / "hazard-log.md"
MARK = "requirement"

_HEAD = """# Hazard log

Made by `python -m tools.hazard_log`; edit `docs/hazards.yaml` and the tests, not this page.
Every estimate is a draft until the clinical safety officer has signed it.

## What can go wrong

| Hazard | Causes | Controls | Owner | What is left |
| --- | --- | --- | --- | --- |
"""
_CONTROLS = """
## What holds it back, and what proves it

| Requirement | Demand | Tests |
| --- | --- | --- |
"""


def main() -> int:
    """Write the paper."""
    PAPER.write_text(paper(source(), proofs_by_requirement()), encoding="utf-8")
    return 0


def source() -> dict[str, Any]:
    """Hazards and requirements as they were written down."""
    found: dict[str, Any] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return found


def proofs_by_requirement(folder: Path = ROOT / "tests") -> dict[str, list[str]]:
    """Ids of the tests that name each requirement."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("test_*.py")):
        for test, requirement in _named(ast.parse(file.read_text(encoding="utf-8"))):
            found.setdefault(requirement, []).append(f"{file.relative_to(folder.parent)}::{test}")
    return found


def _named(module: ast.Module) -> Iterator[tuple[str, str]]:
    for function in module.body:
        if isinstance(function, ast.FunctionDef):
            for decorator in function.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == f"pytest.mark.{MARK}":
                    yield from ((function.name, ast.literal_eval(each)) for each in decorator.args)


def paper(written: Mapping[str, Any], tests: Mapping[str, list[str]]) -> str:
    """The whole page."""
    hazards = (_hazard(one) for one in written["hazards"])
    controls = (_control(key, one, tests.get(key, [])) for key, one in written["requirements"].items())
    return _HEAD + "".join(hazards) + _CONTROLS + "".join(controls)


def _hazard(one: Mapping[str, Any]) -> str:
    causes, controls = "; ".join(one["causes"]), ", ".join(one["controls"])
    return f"| {one['id']} {one['hazard']} | {causes} | {controls} | {one['owner']} | {one['residual']} |\n"


def _control(key: str, one: Mapping[str, str], tests: list[str]) -> str:
    proofs = "<br>".join(f"`{test}`" for test in tests) or "none"
    later = f"<br>Not there yet: {one['later']}" if "later" in one else ""
    return f"| {key} | {one['says']} | {proofs}{later} |\n"


if __name__ == "__main__":
    sys.exit(main())
