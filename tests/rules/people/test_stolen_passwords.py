"""A password that has been stolen is refused, and no readable one lies in the repository."""

from pathlib import Path

import pytest

from support.people import stolen_passwords
from support.people.rules import PASSWORD_LENGTH, password_fault
from support.people.stolen_passwords import DIGEST_LENGTH, FILE, digest, holds, is_stolen
from tools.stolen_passwords import made_of, main

# Made up here, and stolen in these tests only.
STOLEN = [f"harmaa heinäsirkka numero {number}" for number in range(50)]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The file of these passwords, in the place of the real one."""
    source, made = tmp_path / "list.txt", tmp_path / "made.bin"
    source.write_text("\n".join([*STOLEN, "short", ""]), encoding="utf-8")
    assert main([str(source)], made) == 0
    monkeypatch.setattr(stolen_passwords, "_kept", made.read_bytes)
    return made.read_bytes()


def test_every_one_of_the_list_is_found_and_nothing_else(kept: bytes) -> None:
    assert all(map(is_stolen, STOLEN))
    assert not any(is_stolen(f"{one}!") for one in STOLEN)
    assert not is_stolen("short")
    assert not is_stolen("")


@pytest.mark.parametrize("change", [str.upper, str.title, str.capitalize])
def test_capitals_make_no_other_password(change: object, kept: bytes) -> None:
    assert callable(change)
    assert is_stolen(change(STOLEN[7]))


def test_a_stolen_password_is_refused_and_told_so() -> None:
    fault = password_fault(STOLEN[0], "Veera Vuori", "Työterveys Meri", stolen=True)
    assert fault is not None
    assert "has been stolen" in fault


def test_the_file_holds_each_once_in_order_and_none_that_is_too_short(kept: bytes) -> None:
    assert len(kept) == len(STOLEN) * DIGEST_LENGTH
    assert kept == made_of([*reversed(STOLEN), *STOLEN, "x" * (PASSWORD_LENGTH - 1)])


def test_the_file_that_we_keep_is_sorted_whole_and_names_no_password() -> None:
    kept = FILE.read_bytes()
    rows = [kept[start : start + DIGEST_LENGTH] for start in range(0, len(kept), DIGEST_LENGTH)]
    assert len(rows) > 5_000
    assert rows == sorted(set(rows))
    assert all(len(row) == DIGEST_LENGTH for row in rows)
    assert all(holds(kept, row) for row in (rows[0], rows[len(rows) // 2], rows[-1]))
    assert not holds(kept, digest("kaksi hiljaista soutajaa"))


def test_an_empty_file_knows_nothing() -> None:
    assert not holds(b"", digest("anything"))


def test_without_a_list_the_tool_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "LIST" in capsys.readouterr().err
