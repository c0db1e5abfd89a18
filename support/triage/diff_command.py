"""`flask protocol diff`: what a new version would decide otherwise, as a paper that a clinician can sign."""

import json
from collections.abc import Iterator
from pathlib import Path as FilePath

import click

from support.triage.loading import PROTOCOLS, ProtocolFault, load_protocol
from support.triage.rules.difference import Difference, Outcome, difference
from support.triage.rules.protocol import Protocol
from support.vocabulary.language import LANGUAGES

_EXAMPLES = 3


@click.command("diff")
@click.argument("before")
@click.argument("after")
@click.option("--examples", default=_EXAMPLES, help="How many examples are printed.")
def diff(before: str, after: str, examples: int) -> None:
    """Decide every cell of the answer grid with two versions, BEFORE and AFTER.

    Each is a name such as voimavarat-1.0.0, or the folder of a version that is not in use yet.
    """
    first, second = _loaded(before), _loaded(after)
    for line in _report(first, second, difference(first, second), examples):
        click.echo(line)


def _loaded(name: str) -> Protocol:
    folder = FilePath(name) if FilePath(name).is_dir() else PROTOCOLS / name
    if not folder.is_dir():
        raise click.ClickException(f"there is no protocol {name}")
    try:
        return load_protocol(folder)
    except ProtocolFault as error:
        raise click.ClickException("\n".join(map(str, error.faults))) from None


def _report(before: Protocol, after: Protocol, found: Difference, examples: int) -> Iterator[str]:
    yield f"{before.name} -> {after.name}"
    yield from _changes(before, after)
    yield f"{found.moved} of {found.cells} cells of answers end elsewhere ({_share(found)})"
    for move in found.moves:
        yield f"  {move.cells:>20} cells: {_in_words(move.before)} -> {_in_words(move.after)}"
    for number, move in enumerate(found.moves[:examples], start=1):
        yield f"Example {number}: {_in_words(move.before)} -> {_in_words(move.after)}"
        yield f"  {json.dumps(dict(move.example))}"


def _share(found: Difference) -> str:
    """The share as a physician reads it, and one in so many where it is too small for a percentage."""
    if found.moved * 1000 < found.cells and found.moved:
        return f"about one in {found.cells // found.moved:,}"
    return f"{100 * found.moved / found.cells:.3g} %"


def _changes(before: Protocol, after: Protocol) -> Iterator[str]:
    for what, old, new in (
        ("rows", {row.id: row for row in before.rows}, {row.id: row for row in after.rows}),
        ("paths", {row.id: row for row in before.paths}, {row.id: row for row in after.paths}),
        ("flags", {flag.id: flag for flag in before.flags}, {flag.id: flag for flag in after.flags}),
        ("items", before.items, after.items),
    ):
        changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        yield f"  {what}: {', '.join(changed) if changed else 'the same'}"
    keys = {**before.texts, **after.texts}
    sentences = sum(
        before.optional_text(key, language) != after.optional_text(key, language)
        for key in keys
        for language in LANGUAGES
    )
    yield f"  sentences that differ: {sentences}"


def _in_words(outcome: Outcome) -> str:
    return f"{outcome.urgency}, {outcome.path or 'no path'}"
