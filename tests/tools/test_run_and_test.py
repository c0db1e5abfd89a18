"""What ./run and ./test promise, without starting either."""

import socket
from pathlib import Path

import pytest

from config import Settings
from tools import environment, instance, machine, start
from tools.children import ROOT
from tools.outcome import Outcome, Report, counted


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(instance, "INSTANCE", tmp_path)
    monkeypatch.setattr(instance, "SETTINGS", tmp_path / "settings.env")
    monkeypatch.setattr(instance, "DATABASE", tmp_path / "kynnys.sqlite3")
    return tmp_path


def test_the_first_settings_are_ones_the_application_accepts(folder: Path) -> None:
    settings = Settings.from_env(instance.settings(5001))
    assert settings.public_base_url == "http://127.0.0.1:5001"
    assert settings.database_url == f"sqlite:///{folder / 'kynnys.sqlite3'}"
    assert not settings.is_production


def test_the_keys_can_be_read_by_nobody_else(folder: Path) -> None:
    instance.settings(5001)
    assert (folder / "settings.env").stat().st_mode & 0o777 == 0o600


def test_keys_and_own_changes_stay_and_the_address_follows_the_port(folder: Path) -> None:
    first = instance.settings(5001)
    with (folder / "settings.env").open("a", encoding="utf-8") as file:
        file.write("PROVIDER_NAME='Työterveys Meri'\n# a note\n")
    second = instance.settings(5002)
    assert second == first | {"PUBLIC_BASE_URL": "http://127.0.0.1:5002", "PROVIDER_NAME": "Työterveys Meri"}


def test_a_moved_folder_takes_its_database_along(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instance.settings(5001)
    monkeypatch.setattr(instance, "DATABASE", folder / "moved" / "kynnys.sqlite3")
    assert instance.settings(5001)["DATABASE_URL"] == f"sqlite:///{folder}/moved/kynnys.sqlite3"


def test_a_database_of_another_kind_stays_as_it_was_set(folder: Path) -> None:
    (folder / "settings.env").write_text("DATABASE_URL=postgresql://db/kynnys\n", encoding="utf-8")
    assert instance.settings(5001)["DATABASE_URL"] == "postgresql://db/kynnys"


def test_new_keys_are_never_made_for_an_old_database(folder: Path) -> None:
    (folder / "kynnys.sqlite3").touch()
    with pytest.raises(instance.Unusable, match="--fresh"):
        instance.settings(5001)


def test_fresh_removes_keys_and_database_and_nothing_else(folder: Path) -> None:
    for name in ("kynnys.sqlite3", "kynnys.sqlite3-wal", "settings.env", "mine.txt"):
        (folder / name).touch()
    instance.forget()
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_the_folder_serves_one_run_at_a_time(folder: Path) -> None:
    with (
        instance.our_own_instance(),
        pytest.raises(instance.Unusable, match="already running"),
        instance.our_own_instance(),
    ):
        pass
    with instance.our_own_instance():
        assert folder.exists()


def test_a_taken_port_is_said_with_a_way_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(start.CannotStart, match=f"Port {port} is taken"):
            start._check_port(port)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "x", "²", ""])
def test_a_port_that_is_none_is_refused(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        start.main(["--port", text])
    assert "1 to 65535" in capsys.readouterr().err


def test_what_is_needed_to_run_is_the_same_when_testing() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line}

    assert pins(environment.TO_RUN) < pins(environment.TO_TEST)


@pytest.mark.parametrize(
    ("must_be_complete", "code", "last"), [(True, 1, "3 passed, 1 failed"), (False, 0, "3 passed, 0 failed")]
)
def test_a_missing_browser_fails_where_everything_must_be_run(
    must_be_complete: bool, code: int, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Report(must_be_complete)
    report.add(Outcome("tests", 1.0, passed=3))
    report.miss("Chromium missing", "the tests that need Chromium. Get it with: apt-get install chromium")
    report.show()
    printed = capsys.readouterr().out
    assert "NOT RUN: the tests that need Chromium" in printed
    assert printed.splitlines()[-1] == last
    assert report.exit_code() == code


def test_skipped_tests_count_as_failed(tmp_path: Path) -> None:
    results = tmp_path / "results.xml"
    row = '<testsuite tests="9" failures="1" errors="1" skipped="2"/>'
    results.write_text(f"<testsuites>{row}</testsuites>", encoding="utf-8")
    assert counted(results) == (5, 4)
    assert counted(tmp_path / "never-written.xml") == (0, 0)


def test_the_newest_postgresql_is_taken_by_number_not_by_spelling() -> None:
    newer, older = (machine._version(Path(f"/usr/lib/postgresql/{number}/bin")) for number in ("15", "9.6"))
    assert newer > older
