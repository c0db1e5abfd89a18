"""The parts import each other only as the contracts say, and no part stands outside the contracts."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent

PLANTED = """
[importlinter]
root_package = {name}
[importlinter:contract:slices]
name = Downwards only
type = layers
containers =
    {name}
exhaustive = True
layers =
    upper
    lower
"""


@pytest.fixture(autouse=True)
def _other_loggers_go_on() -> Iterator[None]:
    """The checker of imports silences every logger of the process; the other tests need theirs."""
    loggers = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = {logger: logger.disabled for logger in loggers}
    yield
    for logger, disabled in before.items():
        logger.disabled = disabled


def test_every_import_contract_holds(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


def test_every_part_of_the_program_stands_in_the_stack() -> None:
    contracts = (ROOT / ".importlinter").read_text()
    stack = contracts.partition("layers =")[2].partition("[importlinter")[0]
    named = {word.strip("()") for word in stack.replace("|", " ").split()}
    parts = {path.stem for path in (ROOT / "support").iterdir() if path.suffix == ".py"}
    parts |= {path.name for path in (ROOT / "support").iterdir() if (path / "__init__.py").exists()}
    assert parts - {"__init__"} <= named


@pytest.mark.parametrize(
    ("name", "lower", "other", "holds"),
    [
        ("planted_sound", "", "", True),
        ("planted_upwards", "from planted_upwards import upper\n", "", False),
        ("planted_unlisted", "", "unlisted", False),
    ],
)
def test_an_upward_import_and_an_unlisted_part_are_found(
    name: str, lower: str, other: str, holds: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / name
    package.mkdir()
    files = {"__init__.py": "", "upper.py": "", "lower.py": lower}
    if other:
        files[f"{other}.py"] = ""
    for file, content in files.items():
        (package / file).write_text(content)
    (tmp_path / "contracts").write_text(PLANTED.format(name=name))
    monkeypatch.syspath_prepend(str(tmp_path))
    status = lint_imports(config_filename=str(tmp_path / "contracts"), no_cache=True, no_logo=True)
    assert (status == 0) is holds
