"""One action, one transaction: one place commits and rolls back, and only the work makes sessions."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ENDS_IT = ROOT / "support" / "platform" / "begin_work.py"
WORK = ROOT / "support" / "platform" / "work.py"
PROGRAM = [
    *sorted((ROOT / "support").rglob("*.py")),
    *(ROOT / name for name in ("config.py", "setting_forms.py", "wsgi.py")),
]
# `begin` on an engine or a connection makes a transaction beside the work, which ends by itself.
ENDS = {"commit", "rollback", "begin", "begin_twophase"}
MAKERS = {"Session", "sessionmaker", "scoped_session"}


def test_only_the_work_ends_a_transaction() -> None:
    found = {path: _endings(path.read_text()) for path in PROGRAM}
    assert found.pop(ENDS_IT), "the guard no longer sees where a work is committed"
    assert len(found.pop(WORK)) == 1, "the work makes the session and ends nothing"
    assert {str(path.relative_to(ROOT)): lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    ("planted", "lines"),
    [
        ("work.session.commit()\n", [1]),
        ("x = 1\nsession.rollback()\n", [2]),
        ("end = db.session.commit\nend()\n", [1]),
        ("db.session.add(row)\n", [1]),
        ("with Session(engine) as s:\n    pass\n", [1]),
        ("from sqlalchemy.orm import sessionmaker\n", [1]),
        ("work.session.execute(text('COMMIT'))\n", [1]),
        ("with work.connection.engine.begin() as beside:\n    pass\n", [1]),
        ("with work.session.begin_nested():\n    pass\n", []),
        ("work.session.flush()\n", []),
        ("commit = 1\n", []),
    ],
)
def test_a_planted_end_of_a_transaction_is_found(planted: str, lines: list[int]) -> None:
    assert _endings(planted) == lines


def _endings(source: str) -> list[int]:
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt | ast.expr)]
    return sorted({node.lineno for node in nodes if _ends(node)})


def _ends(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        of_flask = node.attr == "session" and isinstance(node.value, ast.Name) and node.value.id == "db"
        return node.attr in ENDS or of_flask
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in MAKERS
    if isinstance(node, ast.ImportFrom):
        return any(one.name in MAKERS - {"Session"} for one in node.names)
    return isinstance(node, ast.Constant) and str(node.value).strip().lower() in ENDS
