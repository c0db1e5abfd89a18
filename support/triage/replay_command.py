"""`flask protocol replay`: whether old decisions still come out as they did. It reads the database."""

import sys

import click
from flask import current_app

from support.platform.begin_work import BeginWork
from support.triage.replay_actions import Replayed, replay_batch
from support.vocabulary.actor import Actor


@click.command("replay")
@click.option("--case", "case_id", help="The id of one case; otherwise all.")
def replay(case_id: str | None) -> None:
    """Decide stored answers again, each with its own version; says which cases differ, and no answer."""
    begin_work: BeginWork = current_app.extensions["begin_work"]
    found = Replayed()
    while True:
        with begin_work(Actor.operator()) as work:
            found = found.plus(replay_batch(work, found.last, case_id))
        if not found.last:
            break
    click.echo(f"{found.same} decisions came out as they were.")
    if found.without_decision:
        click.echo(f"{found.without_decision} could not be computed at the time and were read by a human.")
    for cases, what in (
        (found.different, "come out otherwise"),
        (found.without_version, "were decided with a version that is not here any more"),
        (found.unreadable, "could not be opened"),
    ):
        if cases:
            click.echo(f"{len(cases)} {what}: {', '.join(cases)}", err=True)
    if found.different or found.without_version or found.unreadable:
        sys.exit(1)
