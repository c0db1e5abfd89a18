"""`flask lines check`: the help lines that somebody must look at again."""

import sys

import click

from support.triage.line_loading import own_lines
from support.triage.rules.line_checks import unchecked
from support.triage.rules.lines import in_force
from support.vocabulary.calendar import local_date
from support.vocabulary.clock import SystemClock


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
