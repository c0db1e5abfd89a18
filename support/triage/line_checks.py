"""Whether somebody has checked the help lines lately: a wrong number is worse than none (hazard H3)."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import click

from support.triage.crisis_lines import Line, in_force, own_lines
from support.vocabulary.calendar import local_date
from support.vocabulary.clock import SystemClock

CHECKED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Unchecked:
    """A line in force that was not checked in time; `days` since then, None when nobody ever did."""

    line: Line
    days: int | None


def unchecked(lines: Iterable[Line], today: date) -> list[Unchecked]:
    """The lines in force today that nobody has checked for 30 days, the longest ago first."""
    found = [
        Unchecked(line, None if line.checked_on is None else (today - line.checked_on).days)
        for line in in_force(lines, today)
        if line.checked_on is None or today - line.checked_on > CHECKED_WITHIN
    ]
    return sorted(found, key=lambda one: (one.days is not None, -(one.days or 0)))


@click.group("lines")
def lines() -> None:
    """The help lines, which are dated data."""


@lines.command("check")
def check() -> None:
    """List the lines that nobody has checked for 30 days; ends with 1 when there is one."""
    today = local_date(SystemClock().now())
    found = unchecked(own_lines(), today)
    for one in found:
        since = "never checked" if one.days is None else f"checked {one.days} days ago"
        click.echo(f"{one.line.id}: {one.line.number}, {since}; compare with {one.line.source}")
    if found:
        click.echo("Write checked_on and checked_by into crisis_lines.yaml after each look.")
        sys.exit(1)
    click.echo(f"All {len(in_force(own_lines(), today))} lines were checked within 30 days.")
