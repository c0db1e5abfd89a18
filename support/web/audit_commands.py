"""The operator's commands about the audit record: is it whole, and what its head is now."""

import time
from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app

from support.platform.audit_anchors import (
    Anchor,
    NotInTheChain,
    anchor_in,
    check_last,
    head_as_anchor,
    last_anchor,
    lines_of,
    write_anchor,
)
from support.platform.audit_findings import Counted
from support.platform.audit_verifying import verify
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor

_SECONDS_BETWEEN = 5


@click.group("audit")
def audit() -> None:
    """The record of who did and read what."""


@audit.command("verify")
@click.option("--since", default="", help="An anchor as it was printed: only what came after it.")
@click.option("--anchors", type=click.Path(path_type=Path, exists=True), help="A copy kept elsewhere.")
def verify_record(since: str, anchors: Path | None) -> None:
    """Go through every entry, seal and anchor; ends with status 1 when anything is found."""
    begin_work = _begin_work()
    kept = anchors or begin_work.anchors
    lines = lines_of(kept) if kept else None
    counted, found = Counted(), 0
    with begin_work.to_read(Actor.operator()) as look:
        for finding in verify(look, lines, counted, since=_given(since), progress=_progress()):
            found += 1
            click.echo(finding.sentence())
    click.echo(
        f"{counted.entries} entries ({counted.unsealed} not sealed yet), {counted.seals} seals,"
        f" {counted.anchors} anchors: {found or 'nothing'} found."
    )
    if found:
        raise SystemExit(1)


@audit.command("anchor")
def anchor() -> None:
    """Write the head of the chain into AUDIT_ANCHORS now, and print it, to be kept elsewhere."""
    begin_work = _begin_work()
    if begin_work.anchors is None:
        raise click.ClickException("AUDIT_ANCHORS names no file.")
    try:
        check_last(begin_work, last_anchor(begin_work.anchors))
    except NotInTheChain:
        raise click.ClickException(
            "AUDIT_ANCHORS does not end in an anchor of a seal that this database has; nothing was written."
            " See what `flask audit verify` finds."
        ) from None
    head = head_as_anchor(begin_work)
    if head is None:
        raise click.ClickException("nothing has been sealed yet: is the worker running?")
    write_anchor(begin_work.anchors, head)
    click.echo(head.line())


def _given(since: str) -> Anchor | None:
    try:
        return anchor_in(since) if since else None
    except ValueError as fault:
        raise click.ClickException(f"--since: {fault}") from None


def _progress() -> Callable[[int], None]:
    """Says now and then how far it is, beside what is printed."""
    said_at = time.monotonic()

    def say(entries: int) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= _SECONDS_BETWEEN:
            said_at = time.monotonic()
            click.echo(f"{entries} entries ...", err=True)

    return say


def _begin_work() -> BeginWork:
    begin: BeginWork = current_app.extensions["begin_work"]
    return begin
