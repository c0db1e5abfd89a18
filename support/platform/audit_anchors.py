"""The head of the chain, kept in a file outside the database: who alters the database does not reach it.

A line is an anchor: when, the number of the seal, the last id that it covers, its hash; never content.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.platform.audit_chain import has_seal, head_of
from support.platform.begin_work import BeginWork
from support.vocabulary.actor import Actor

JOB = "anchor-audit"
ANCHOR_EVERY = timedelta(hours=1)
# Longer than any line: the last one is read without reading what is before it.
_LONGEST = 400
_LINE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (\d{1,18}) (\d{1,18}) ([0-9a-f]{64})")


class NotInTheChain(Exception):
    """The file does not end in an anchor of a seal that the database has: one of the two was changed."""


@dataclass(frozen=True)
class Anchor:
    """The head of the chain at one moment."""

    at: datetime
    number: int
    to_id: int
    mac: bytes

    def line(self) -> str:
        """As it is written and printed."""
        return f"{self.at:%Y-%m-%dT%H:%M:%SZ} {self.number} {self.to_id} {self.mac.hex()}"


def anchor_in(line: str) -> Anchor:
    """The anchor that a line says.

    Raises ValueError for anything else.
    """
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise ValueError("an anchor is a moment, two numbers and 64 hexadecimal digits")
    at, number, to_id, mac = found.groups()
    moment = datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return Anchor(moment, int(number), int(to_id), bytes.fromhex(mac))


def head_as_anchor(begin_work: BeginWork) -> Anchor | None:
    """The head of the chain now; None while nothing has been sealed."""
    with begin_work.to_read(Actor.job(JOB)) as look:
        head = head_of(look.connection)
        return Anchor(look.now, *head) if head else None


def anchor_when_due(begin_work: BeginWork) -> bool:
    """Write the head down when the last anchor is an hour old; whether it was.

    Raises NotInTheChain, and OSError where the file cannot be written: nothing is written then, the job does
    not come to its end, and /health names it.
    """
    if begin_work.anchors is None:
        return False
    last = last_anchor(begin_work.anchors)
    check_last(begin_work, last)
    if last and begin_work.clock.now() - last.at < ANCHOR_EVERY:
        return False
    head = head_as_anchor(begin_work)
    if head is None:
        return False
    write_anchor(begin_work.anchors, head)
    return True


def check_last(begin_work: BeginWork, last: Anchor | None) -> None:
    """Whether the database still has what was anchored last.

    Raises NotInTheChain.
    """
    if last is None:
        return
    with begin_work.to_read(Actor.job(JOB)) as look:
        if not has_seal(look.connection, last.number, last.mac):
            raise NotInTheChain


def write_anchor(file: Path, anchor: Anchor) -> None:
    """Append the line, on the disk when this returns; nothing that stands there is touched.

    Raises OSError.
    """
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        begins_anew = _tail(file)[-1:] in (b"", b"\n")
        os.write(handle, f"{'' if begins_anew else chr(10)}{anchor.line()}\n".encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def lines_of(file: Path) -> Iterator[str]:
    """What stands in the file at this moment, a line at a time; nothing when there is none."""
    return _lines(file, file.stat().st_size) if file.exists() else iter(())


def _lines(file: Path, size: int) -> Iterator[str]:
    # What is written meanwhile may be of a seal that the reader does not see.
    with file.open("rb") as lines:
        while lines.tell() < size:
            yield lines.readline(_LONGEST).decode(errors="replace").rstrip("\n")


def last_anchor(file: Path) -> Anchor | None:
    """The last line that says an anchor, past what a write that was cut off left; None while there is none.

    Raises NotInTheChain where so much else stands at the end that it was put there to hide an anchor.
    """
    tail = _tail(file)
    for line in reversed(tail.decode(errors="replace").splitlines()):
        try:
            return anchor_in(line)
        except ValueError:
            continue
    if len(tail) == _LONGEST:
        raise NotInTheChain
    return None


def _tail(file: Path) -> bytes:
    try:
        with file.open("rb") as lines:
            lines.seek(max(0, lines.seek(0, os.SEEK_END) - _LONGEST))
            return lines.read()
    except FileNotFoundError:
        return b""
