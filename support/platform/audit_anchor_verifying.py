"""Holding the anchors against the seals of the record, in the order of both."""

from collections.abc import Iterable, Iterator

from support.platform.audit_ahead import Ahead
from support.platform.audit_anchors import Anchor, anchor_in
from support.platform.audit_chain import AuditSeal, has_seal
from support.platform.audit_findings import Counted, Finding, Kind, Span
from support.platform.work import Work


def anchors_after(lines: Iterable[str], after: int, counted: Counted) -> Iterator[Anchor | Finding]:
    """Each anchor that comes after this seal; a finding in the place of what is none."""
    for place, line in enumerate(lines, start=1):
        counted.anchors += 1
        try:
            anchor = anchor_in(line)
        except ValueError:
            yield Finding(Kind.ANCHOR_UNREADABLE, "line of the anchors", place, place)
            continue
        if anchor.number > after:
            yield anchor


def of_anchors(
    look: Work, seal: AuditSeal, anchors: Ahead[Anchor | Finding], unanchored: Span
) -> Iterator[Finding]:
    """Every anchor up to this seal; one of an earlier seal was written late, or is of none that is there."""
    for one in anchors.take_while(lambda one: isinstance(one, Finding) or one.number <= seal.number):
        if isinstance(one, Finding):
            yield one
        elif (one.number, one.mac) == (seal.number, seal.mac):
            # Who names this seal names all before it.
            unanchored.clear()
        elif one.number == seal.number or not has_seal(look.connection, one.number, one.mac):
            yield of_anchor(Kind.ANCHOR_OTHER, one.number)


def of_anchors_ahead(anchors: Ahead[Anchor | Finding]) -> Iterator[Finding]:
    """What is left of the anchors when there are no more seals."""
    ahead = Span(Kind.ANCHOR_AHEAD, "anchors of the seals")
    for one in anchors.take_while(lambda _one: True):
        if isinstance(one, Finding):
            yield one
        else:
            ahead.add(one.number)
    yield from ahead.findings()


def of_anchor(kind: Kind, number: int) -> Finding:
    """A finding of the anchor of this seal."""
    return Finding(kind, "anchor of the seal", number, number)
