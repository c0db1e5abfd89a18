"""Operator commands about protocols; but for `replay` they need no database, no key and no setting."""

import json
import sys
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path as FilePath
from time import perf_counter
from typing import IO, NoReturn

import click

from support.triage.answer_file import UNKNOWN, read_answers
from support.triage.diff_command import diff
from support.triage.export_command import export_fhir
from support.triage.loading import PROTOCOLS, ProtocolFault, load_all
from support.triage.replay_command import replay
from support.triage.rules.conditions import NEVER
from support.triage.rules.decision import decide
from support.triage.rules.plain_answers import UnknownAnswers
from support.triage.rules.proof import Proof, prove
from support.triage.rules.protocol import Protocol
from support.vocabulary.language import LANGUAGES

_folder = click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=FilePath),
    default=PROTOCOLS,
    help="Where the protocols lie, one folder each.",
)


@click.group("protocol")
def protocol() -> None:
    """Check the self-triage protocols and decide with them."""


@protocol.command("check")
@_folder
def check(folder: FilePath) -> None:
    """Load every protocol, run its vectors and walk its whole answer grid."""
    begun = perf_counter()
    faults = 0
    for each in _loaded(folder):
        faults += sum(_report(line) for line in _checked(each))
    seconds = perf_counter() - begun
    click.echo(f"{'No faults' if not faults else f'{faults} faults'}, {seconds:.1f} s")
    if faults:
        sys.exit(1)


@protocol.command("decide")
@click.argument("file", type=click.File("rb"))
@_folder
def decide_answers(file: IO[bytes], folder: FilePath) -> None:
    """Answers in FILE (or - for standard input) to decisions, both as JSON; a list gives a list."""
    current = next(each for each in _loaded(folder) if each.active)
    try:
        sets, many = read_answers(current, file)
    except UnknownAnswers as error:
        _stop(UNKNOWN, *error.faults)
    decisions = [decide(current, answers).as_json() for answers in sets]
    click.echo(json.dumps(decisions if many else decisions[0], indent=2))


for command in (diff, export_fhir, replay):
    protocol.add_command(command)


def _loaded(folder: FilePath) -> tuple[Protocol, ...]:
    try:
        return load_all(folder)
    except ProtocolFault as error:
        _stop(1, *map(str, error.faults))


def _stop(status: int, *lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(status)


class _Wrong(str):
    """A line of the report that tells of a fault."""


def _report(line: str) -> bool:
    click.echo(line, err=isinstance(line, _Wrong))
    return isinstance(line, _Wrong)


def _checked(each: Protocol) -> Iterator[str]:
    state = "draft, signed by nobody" if each.is_draft else "signed"
    texts = f"{len(each.texts)} texts in {', '.join(LANGUAGES)}"
    yield f"{each.name} ({state}): {len(each.vectors)} vectors, {texts}, content {each.content}"
    yield from _vector_faults(each)
    doors = dict.fromkeys(page.door for page in each.pages if page.door)
    for door in doors:
        whole = prove(each, door)
        yield from _grid_lines(whole)
        bounded = ", ".join(row.path for row in each.paths if row.never != NEVER)
        yield f"  never suggested nor chosen where it may not be: {bounded or 'no path is so bounded'}"
        partly = [prove(each, door, off) for off in _every_choice(tuple(each.instruments))]
        cells = sum(proof.cells for proof in partly)
        yield f"  with instruments off: {len(partly)} combinations, {cells} cells"
        for proof in partly:
            yield from (_Wrong(f"  without {', '.join(proof.off)}: {fault}") for fault in proof.faults)


def _vector_faults(each: Protocol) -> Iterator[str]:
    for vector in each.vectors:
        found = decide(each, vector.answers)
        if (found.urgency, found.path) != (vector.urgency, vector.path):
            expected = f"{vector.urgency}, {vector.path}"
            yield _Wrong(f"  vector {vector.id}: {found.urgency}, {found.path}; expected {expected}")


def _grid_lines(proof: Proof) -> Iterator[str]:
    yield f"  door {proof.door}: {proof.cells} cells of urgency in {len(proof.groups)} groups of items"
    for group in proof.groups:
        yield f"    {group.cells:>6} cells: {group.items}"
    if proof.split_is_exact:
        yield "    The split is exact: no row joins two groups, the most urgent group decides, and each group"
        yield "    has a cell where it asks for nothing."
    yield f"    {proof.paths.cells} cells of answers and urgency have exactly one path:"
    yield f"    {', '.join(f'{path} {cells}' for path, cells in proof.paths.by_path.items())}"
    yield from (_Wrong(f"    {fault}") for fault in proof.faults)


def _every_choice(instruments: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    sizes = range(1, len(instruments) + 1)
    return chain.from_iterable(combinations(instruments, size) for size in sizes)
