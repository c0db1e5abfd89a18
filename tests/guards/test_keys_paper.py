"""The paper about keys lists every key of the settings and of the code, and no other."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from config import Settings

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent
PAPER = (ROOT / "docs" / "keys.md").read_text()
IN_THE_DATABASE = {"data key", "unsent answers"}


def _listed(paper: str) -> set[str]:
    rows = re.findall(r"^\| (`?[^|`]+`?) \|", paper, re.MULTILINE)
    return {row.strip("` ") for row in rows} - {"Key", "---"}


def _of_settings() -> set[str]:
    """Secret settings: they are hidden where settings are printed, the address of the database aside."""
    return {field.name.upper() for field in fields(Settings) if not field.repr} - {"DATABASE_URL"}


def test_every_key_is_listed_and_no_other() -> None:
    assert _listed(PAPER) == _of_settings() | IN_THE_DATABASE


@pytest.mark.parametrize("name", sorted(_of_settings()))
def test_a_key_that_is_left_out_is_found(name: str) -> None:
    without = "\n".join(line for line in PAPER.splitlines() if not line.startswith(f"| `{name}`"))
    assert _listed(without) != _of_settings() | IN_THE_DATABASE


def test_keys_are_made_and_used_in_one_place_only() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "support").rglob("*.py")
        if re.search(r"\b(AESGCM|HKDF|hmac)\b", path.read_text())
    }
    assert users == {"support/platform/crypto.py", "support/platform/audit.py"}
