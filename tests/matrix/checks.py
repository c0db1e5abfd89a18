"""Every check of the program by which somebody is kept from what is not hers, found in its source.

Nothing is listed by hand: a gate of a route, a condition under which something is refused, a call
that does nothing but refuse, each part of a rule that such a condition asks, each look into the database that
is bound to the one who acts.
"""

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.matrix.finding import every_gate, every_rule, functions_of, in_function

ROOT = Path(__file__).parent.parent.parent
# Invented people are no part of what is guarded.
_LEFT_OUT = ("support/demo/",)


@dataclass(frozen=True)
class Check:
    """One check: where it stands, what it is, and what stands there instead when it is removed."""

    file: str
    function: str
    line: int
    column: int
    kind: str
    said: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column} {self.function} ({self.kind}): {self.said}"

    @property
    def name(self) -> str:
        """Under which it can be asked for."""
        return f"{self.file}:{self.line}:{self.column}:{self.kind}"

    @property
    def module(self) -> str:
        """The module in which it stands."""
        return self.file.removesuffix(".py").replace("/", ".")


@cache
def every_check() -> tuple[Check, ...]:
    """All of them, in the order of the files."""
    trees = _trees()
    gates, rules = every_gate(trees), every_rule(trees)
    found = []
    for file, tree in trees.items():
        for name, function in functions_of(tree):
            for kind, node in in_function(function, gates[file], rules):
                said = " ".join(ast.unparse(node).split())[:90]
                found.append(Check(file, name, node.lineno, node.col_offset, kind, said))
    return tuple(sorted(set(found), key=lambda one: (one.file, one.line, one.column, one.kind)))


def without(checks: Sequence[Check]) -> ast.Module:
    """The module of these checks with all of them removed."""
    tree = ast.parse((ROOT / checks[0].file).read_text())
    changed = ast.fix_missing_locations(_Without(checks).visit(tree))
    assert isinstance(changed, ast.Module)
    return changed


class _Without(ast.NodeTransformer):
    def __init__(self, checks: Sequence[Check]) -> None:
        self.kinds = {(check.line, check.column, check.said): check.kind for check in checks}

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.expr | ast.stmt):
            said = " ".join(ast.unparse(node).split())[:90]
            if kind := self.kinds.get((node.lineno, node.col_offset, said)):
                return _INSTEAD[kind](node)
        return self.generic_visit(node)


_ANYTHING = '__import__("sqlalchemy").true()'
_INSTEAD: dict[str, Callable[[ast.AST], ast.AST]] = {
    "part that refuses": lambda node: ast.Constant(False),
    "part that lets": lambda node: ast.Constant(True),
    "part of a rule": lambda node: ast.Constant(True),
    "call that refuses": lambda node: ast.Pass(),
    "bound look": lambda node: ast.parse(_ANYTHING, mode="eval").body,
}


def _trees() -> dict[str, ast.Module]:
    files = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "support").rglob("*.py"))
    return {file: ast.parse((ROOT / file).read_text()) for file in files if not file.startswith(_LEFT_OUT)}
