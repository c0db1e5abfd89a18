"""What came out of the checks, and how it is told."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """One step: how long it took, and how many checks or tests passed and failed in it."""

    name: str
    seconds: float
    passed: int = 0
    failed: int = 0


@dataclass
class Report:
    """All steps so far, and what was left out."""

    must_be_complete: bool
    outcomes: list[Outcome] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Note a step that was run."""
        self.outcomes.append(outcome)

    def leave_out(self, what: str) -> None:
        """Note what was not run because somebody wanted it so."""
        self.left_out.append(what)

    def miss(self, name: str, what: str) -> None:
        """Note a step that this machine cannot run: a failure where everything must be run."""
        self.left_out.append(what)
        if self.must_be_complete:
            self.add(Outcome(name, 0.0, failed=1))

    def exit_code(self) -> int:
        """0 when nothing failed."""
        return int(any(outcome.failed for outcome in self.outcomes))

    def show(self) -> None:
        """Print the table, then what was not run, then one plain line of counts."""
        print(f"\n{'step':<24}{'seconds':>8}{'passed':>8}{'failed':>8}")
        for one in self.outcomes:
            mark = "  FAILED" if one.failed else ""
            print(f"{one.name:<24}{one.seconds:>8.1f}{one.passed:>8}{one.failed:>8}{mark}")
        for what in self.left_out:
            print(f"\nNOT RUN: {what}")
        passed = sum(outcome.passed for outcome in self.outcomes)
        failed = sum(outcome.failed for outcome in self.outcomes)
        print(f"\n{passed} passed, {failed} failed", flush=True)


def counted(results: Path) -> tuple[int, int]:
    """Passed and failed tests in pytest's JUnit file; nothing when it was never written.

    A skipped test counts as failed: nothing is skipped here, it is marked and left out by name.
    """
    if not results.exists():
        return 0, 0
    # Our own file of a moment ago, not one from outside.
    suites = ET.parse(results).getroot().iter("testsuite")  # noqa: S314 - see above
    numbers = [
        [int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")] for suite in suites
    ]
    failed = sum(sum(row[1:]) for row in numbers)
    return sum(row[0] for row in numbers) - failed, failed
