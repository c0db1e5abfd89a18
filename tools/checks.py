"""What ./test does: make the environment, run every check even when one fails, say what was not run."""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from tools import children, contact_sheet, machine, translations
from tools.environment import PYTHON, TO_TEST, NotInstalled, make_environment
from tools.outcome import Outcome, Report, counted
from tools.postgresql import NoServer, postgresql_server

MINUTES = 60
PICTURES = children.ROOT / "test-results" / "pictures"
CODE = (("ruff format", "ruff", "format", "--check"), ("ruff check", "ruff", "check"), ("mypy", "mypy"))
IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def main(arguments: Sequence[str]) -> int:
    """Run the checks; 0 when every one passed and none is missing that must not be."""
    wish = _wish(arguments)
    children.end_when_asked()
    report = Report(must_be_complete=os.environ.get("CI") == "true")
    try:
        if _prepare(report):
            _check_code(report)
            _check_behaviour(report, wish)
    except children.Stopped:
        report.add(Outcome("stopped before the end", 0.0, failed=1))
    report.show()
    return report.exit_code()


def _wish(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./test", description="Every check that CI runs, in one command.")
    counts = parser.add_mutually_exclusive_group()
    counts.add_argument("--quick", action="store_true", help="without PostgreSQL and without a browser")
    counts.add_argument("--long", action="store_true", help="with the large counts (up to an hour)")
    return parser.parse_args(arguments)


def _prepare(report: Report) -> bool:
    began = time.monotonic()
    fault: object
    try:
        make_environment(TO_TEST)
        fault = translations.compile_translations()
    except NotInstalled as reason:
        fault = reason
    if fault:
        print(fault, flush=True)
    report.add(Outcome("environment", children.seconds_since(began), failed=int(bool(fault))))
    return not fault


def _check_code(report: Report) -> None:
    for name, *words in CODE:
        report.add(_one(name, [PYTHON, "-m", *words]))
    report.add(_one("import contracts", [PYTHON, "-c", IMPORTS, "--no-logo"]))


def _check_behaviour(report: Report, wish: argparse.Namespace) -> None:
    env = os.environ | ({"LONG": "1"} if wish.long else {})
    without = "not browser" if wish.long else "not browser and not long"
    limit = (70 if wish.long else 30) * MINUTES
    on_sqlite = env | {"TEST_DATABASE": "sqlite"}
    if wish.long:
        # First, so that the pictures can be looked at while the large counts run.
        _check_in_browser(report, on_sqlite, wish, limit)
    report.add(_tests("tests on SQLite", on_sqlite, f"{without} and not postgresql", 2, limit))
    if wish.quick:
        report.leave_out("PostgreSQL and the browser, because of --quick")
        return
    if _have("PostgreSQL", machine.postgresql, "postgresql", report):
        report.add(_tests_on_postgresql(env, f"{without} and not planted and not once", limit))
    if not wish.long:
        _check_in_browser(report, on_sqlite, wish, limit)


def _check_in_browser(report: Report, env: dict[str, str], wish: argparse.Namespace, limit: int) -> None:
    if _have("Chromium", machine.chromium, "chromium", report):
        report.add(_journeys(env, wish, limit))


def _journeys(env: dict[str, str], wish: argparse.Namespace, limit: int) -> Outcome:
    if not wish.long:
        return _tests("journeys in Chromium", env, "browser", 2, limit, "loadfile")
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    outcome = _tests(
        "journeys in Chromium", env | {"SCREENSHOTS": str(PICTURES)}, "browser", 2, limit, "loadfile"
    )
    print(f"\nPictures of every page: {contact_sheet.make(PICTURES)}", flush=True)
    return outcome


def _have(name: str, find: Callable[[], object], package: str, report: Report) -> bool:
    if find() or (machine.install(package) and find()):
        return True
    report.miss(f"{name} missing", f"the tests that need {name}. Get it with: apt-get install {package}")
    return False


def _tests_on_postgresql(env: dict[str, str], which: str, limit: int) -> Outcome:
    name = "tests on PostgreSQL"
    with ExitStack() as server:
        try:
            address = server.enter_context(postgresql_server())
        except NoServer as reason:
            print(reason, flush=True)
            return Outcome(name, 0.0, failed=1)
        there = {"TEST_DATABASE": "postgresql", "TEST_POSTGRESQL": address}
        return _tests(name, env | there, which, 2, limit)


def _one(name: str, command: Sequence[str]) -> Outcome:
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    code = children.finish(command, limit=10 * MINUTES)
    return Outcome(name, children.seconds_since(began), passed=int(code == 0), failed=int(code != 0))


def _tests(
    name: str, env: dict[str, str], which: str, workers: int, limit: int, shared: str = "worksteal"
) -> Outcome:
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kynnys-test-", dir=machine.quick_folder()) as folder:
        # A database server that a test starts runs as another user, in a folder of its own inside.
        Path(folder).chmod(0o711)
        found = Path(folder) / "results.xml"
        command = [PYTHON, "-m", "pytest", "-q", "-m", which, f"--junit-xml={found}"]
        command += ["-n", str(workers), "--dist", shared]
        code = children.finish(command, env | {"TMPDIR": folder}, limit)
        passed, failed = counted(found)
    # No test found, a crash, out of time: the run has failed without a failed test.
    return Outcome(name, children.seconds_since(began), passed, failed or int(code != 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
