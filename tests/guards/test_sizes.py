"""A module fits on a few screens and a function on one."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent
PROGRAM = [
    *(ROOT / "support").rglob("*.py"),
    *(ROOT / "tools").rglob("*.py"),
    *(ROOT / "bench").rglob("*.py"),
    ROOT / "config.py",
    ROOT / "setting_forms.py",
    ROOT / "wsgi.py",
]
LINES, STATEMENTS = 250, 25


@pytest.mark.parametrize("path", sorted(PROGRAM), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_and_no_function_is_too_long(path: Path) -> None:
    source = path.read_text()
    assert len(source.splitlines()) <= LINES
    assert _long_functions(source) == []


def test_a_long_function_is_found() -> None:
    body = "".join(f"    x = {n}\n" for n in range(STATEMENTS))
    assert _long_functions(f"def fits():\n{body}") == []
    assert _long_functions(f'def told():\n    """Docstring."""\n{body}') == []
    assert _long_functions(f"class A:\n  async def long(self):\n{body}    y = 1\n") == ["long: 26"]


def _long_functions(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = _statements(node)
            if count > STATEMENTS:
                found.append(f"{node.name}: {count}")
    return found


def _statements(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    inner = sum(isinstance(one, ast.stmt) for one in ast.walk(node)) - 1
    return inner - (ast.get_docstring(node) is not None)
