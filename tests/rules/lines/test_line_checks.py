"""A line that nobody has looked at for a month is named, and one that was looked at is not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from support.triage import lines_command
from support.triage.line_loading import own_lines
from support.triage.lines_command import lines
from support.triage.rules.line_checks import unchecked
from support.triage.rules.lines import Line
from support.vocabulary.calendar import local_date
from support.vocabulary.clock import SystemClock

TODAY = date(2026, 11, 20)


def looked_at(line: Line, days: int | None) -> Line:
    on = None if days is None else TODAY - timedelta(days=days)
    return replace(line, checked_on=on, checked_by=None if on is None else "Kaisa Kulma")


@pytest.mark.parametrize(("days", "named"), [(0, False), (30, False), (31, True), (None, True)])
def test_a_line_is_named_when_its_month_is_over(days: int | None, named: bool) -> None:
    line = looked_at(own_lines()[0], days)
    assert [one.days for one in unchecked([line], TODAY)] == ([days] if named else [])


def test_what_nobody_has_ever_checked_stands_first_then_what_was_longest_ago() -> None:
    given = [looked_at(line, days) for line, days in zip(own_lines(), (40, None, 90), strict=False)]
    assert [one.days for one in unchecked(given, TODAY)] == [None, 90, 40]


def test_a_version_that_is_no_longer_in_force_is_not_asked_for() -> None:
    old = looked_at(own_lines()[1], None)
    new = replace(looked_at(old, 1), valid_from=old.valid_from + timedelta(days=10))
    assert unchecked([old, new], TODAY) == []


def test_the_command_names_each_line_and_ends_with_one(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(lines, ["check"])
    assert result.exit_code == 1
    assert "emergency: 112, never checked" in result.stdout
    today = local_date(SystemClock().now())
    fresh = tuple(replace(line, checked_on=today, checked_by="Kaisa Kulma") for line in own_lines())
    monkeypatch.setattr(lines_command, "own_lines", lambda: fresh)
    assert CliRunner().invoke(lines, ["check"]).exit_code == 0
