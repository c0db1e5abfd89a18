"""The engine knows no item, row, path, flag or instrument by name."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.triage import rules
from tests.rules.triage.examples import in_use

MODULES = sorted(Path(str(rules.__file__)).parent.glob("*.py"))


def names_of_the_protocol() -> set[str]:
    protocol = in_use()
    rows = {row.id for row in protocol.rows} | {flag.id for flag in protocol.flags}
    paths = {name for row in protocol.paths for name in (row.id, str(row.path))}
    return rows | paths | set(protocol.items) | set(protocol.scales)


def strings_in(tree: ast.AST) -> Iterator[str]:
    """Every string of a module that is not a docstring."""
    docstrings = {id(statement.value) for statement in ast.walk(tree) if isinstance(statement, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_no_string_of_the_engine_is_a_name_of_the_protocol(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert set(strings_in(tree)) & names_of_the_protocol() == set()
