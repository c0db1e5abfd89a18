"""No statement is glued together, nothing is run or unpacked from data, and chance comes from the system."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent
PROGRAM = [
    *(ROOT / "support").rglob("*.py"),
    *(ROOT / name for name in ("config.py", "setting_forms.py", "wsgi.py")),
]

_FORBIDDEN_MODULES = {
    "pickle": "unpacks code",
    "marshal": "unpacks code",
    "shelve": "unpacks code",
    "dill": "unpacks code",
    "random": "guessable chance",
    "uuid": "guessable chance",
    "xml": "reads foreign entities",
    "subprocess": "starts programs",
}
_FORBIDDEN_NAMES = {
    "eval": "runs data",
    "exec": "runs data",
    "compile": "runs data",
    "render_template_string": "a template from data",
    "from_string": "a template from data",
    "unsafe_load": "unpacks code",
    "full_load": "unpacks code",
    "system": "starts programs",
    "popen": "starts programs",
    "print": "writes past the log",
    "breakpoint": "stops the program",
}
# Methods of these names belong to something else, as re.compile does.
_BUILT_IN = {"eval", "exec", "compile", "print", "breakpoint"}
_STATEMENTS = {"text", "exec_driver_sql", "literal_column", "execute"}
# An object of the library may be executed, but as text only what stands written out in its place.
_ONLY_WRITTEN_OUT = {"text", "exec_driver_sql", "literal_column"}
_SECRETS = {"password", "secret", "token", "otp", "mac", "signature"}
# Other things have a code too; against something that has just been worked out it is a secret.
_PERHAPS_SECRETS = {"code", "digits"}


@pytest.mark.parametrize("path", sorted(PROGRAM), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_takes_a_short_cut(path: Path) -> None:
    assert _short_cuts(path.read_text()) == []


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("import pickle", "pickle: unpacks code"),
        ("from random import choice", "random: guessable chance"),
        ("import xml.etree.ElementTree", "xml: reads foreign entities"),
        ("eval(typed)", "eval: runs data"),
        ("flask.render_template_string(typed)", "render_template_string: a template from data"),
        ("print(phone)", "print: writes past the log"),
        ("breakpoint()", "breakpoint: stops the program"),
        ("yaml.load(typed)", "yaml.load: unpacks code"),
        ("yaml.load(typed, Loader=yaml.Loader)", "yaml.load: unpacks code"),
        ("session.execute(text(f'SELECT {typed}'))", "text: glued together"),
        ("text('SELECT %s' % typed)", "text: glued together"),
        ("text('SELECT ' + typed)", "text: glued together"),
        ("text('SELECT {}'.format(typed))", "text: glued together"),
        ("connection.exec_driver_sql(f'DELETE FROM {typed}')", "exec_driver_sql: glued together"),
        ("cursor.execute('SELECT %s' % typed)", "execute: glued together"),
        ("wanted = 'SELECT ' + typed\nsession.execute(text(wanted))", "text: glued together"),
        ("connection.exec_driver_sql(wanted)", "exec_driver_sql: glued together"),
        ("if code == totp.generate_otp(step): pass", "code: compared sign by sign"),
        ("right = stored_mac != hmac.digest(key, said)", "stored_mac: compared sign by sign"),
        ("if request.form['x'] != session['t'] == token: pass", "token: compared sign by sign"),
    ],
)
def test_a_planted_short_cut_is_found(planted: str, found: str) -> None:
    assert _short_cuts(planted) == [found]


@pytest.mark.parametrize(
    "fine",
    [
        "text('SELECT 1')",
        "re.compile(pattern)",
        "print(*faults, file=sys.stderr)",
        "protocol.text(f'items.{item}.short')",
        "yaml.load(typed, Loader=_NoDoubles)",
        "session.execute(select(Case).where(Case.id == case_id))",
        "session.execute(select(Account).where(Account.hash == token_hash(token)))",
        "cursor.execute(statement, values)",
        "session.execute(select(Employer).where(Employer.join_code == code))",
        "if token is None or code == '': pass",
    ],
)
def test_what_is_fine_is_let_be(fine: str) -> None:
    assert _short_cuts(fine) == []


def _short_cuts(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += _imported(node)
        elif isinstance(node, ast.Call):
            found += _called(node)
        elif isinstance(node, ast.Compare):
            found += _compared(node)
    return found


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names]
    roots = [name.partition(".")[0] for name in names]
    return [f"{root}: {_FORBIDDEN_MODULES[root]}" for root in roots if root in _FORBIDDEN_MODULES]


def _called(call: ast.Call) -> list[str]:
    name, owner = _name_of(call.func)
    is_ours = name in _BUILT_IN and not isinstance(call.func, ast.Name)
    # Whoever starts the program is told of wrong settings on standard error.
    is_told = name == "print" and any(one.arg == "file" for one in call.keywords)
    if name in _FORBIDDEN_NAMES and not (is_ours or is_told):
        return [f"{name}: {_FORBIDDEN_NAMES[name]}"]
    if (owner, name) == ("yaml", "load") and not _strict_loader(call):
        return ["yaml.load: unpacks code"]
    # A sentence of the protocol is got by a method of the same name as SQLAlchemy's function.
    is_statement = name in _STATEMENTS and not (name == "text" and isinstance(call.func, ast.Attribute))
    if not is_statement or not call.args:
        return []
    # What was put together a line before looks like a name here.
    is_unknown = name in _ONLY_WRITTEN_OUT and not isinstance(call.args[0], ast.Constant | ast.JoinedStr)
    return [f"{name}: glued together"] if is_unknown or _glued(call.args[0]) else []


def _compared(compare: ast.Compare) -> list[str]:
    """Secrets that are compared as text: how long that takes tells how much of a guess was right."""
    sides = [compare.left, *compare.comparators]
    is_plain = any(isinstance(one, ast.Eq | ast.NotEq) for one in compare.ops)
    if not is_plain or any(isinstance(one, ast.Constant) or _is_column(one) for one in sides):
        return []
    is_worked_out = any(isinstance(one, ast.Call) for one in sides)
    secrets = _SECRETS | _PERHAPS_SECRETS if is_worked_out else _SECRETS
    names = [one.id for one in sides if isinstance(one, ast.Name)]
    return [f"{name}: compared sign by sign" for name in names if name.rpartition("_")[2] in secrets]


def _is_column(side: ast.expr) -> bool:
    # The database compares those, by an index.
    return (
        isinstance(side, ast.Attribute) and isinstance(side.value, ast.Name) and side.value.id[:1].isupper()
    )


def _strict_loader(call: ast.Call) -> bool:
    loaders = [one.value for one in call.keywords if one.arg == "Loader"]
    return any(isinstance(one, ast.Name) and one.id == "_NoDoubles" for one in loaders)


def _name_of(function: ast.expr) -> tuple[str, str]:
    if isinstance(function, ast.Attribute):
        return function.attr, function.value.id if isinstance(function.value, ast.Name) else ""
    return (function.id, "") if isinstance(function, ast.Name) else ("", "")


def _glued(value: ast.expr) -> bool:
    if isinstance(value, ast.JoinedStr):
        if ast.unparse(value).startswith(("f'PRAGMA ", 'f"PRAGMA ')):
            # SQLite's settings take no parameters; they are constants of ours.
            return False
        return any(isinstance(part, ast.FormattedValue) for part in value.values)
    if isinstance(value, ast.BinOp):
        return isinstance(value.op, ast.Mod | ast.Add)
    return isinstance(value, ast.Call) and _name_of(value.func)[0] == "format"
