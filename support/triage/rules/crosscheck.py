"""Faults that show only when the parts of a protocol are held against each other."""

from collections import Counter
from collections.abc import Iterator

from support.triage.rules.answers import WITHHELD
from support.triage.rules.conditions import About, Atom, Condition, Op, atoms_of
from support.triage.rules.faults import Faults
from support.triage.rules.items import Decline, Kind, Page
from support.triage.rules.protocol import Protocol


def crosscheck(protocol: Protocol, faults: Faults) -> None:
    """Note what cannot be asked, cannot be reached, would show something private or can never be."""
    _check_doors(protocol, faults)
    _check_pages(protocol, faults)
    _check_names(protocol, faults)
    _check_private(protocol, faults)
    _check_paths(protocol, faults)
    for place, condition in _conditions(protocol):
        for atom in atoms_of(condition):
            _check_atom(protocol, place, atom, faults)


def _check_doors(protocol: Protocol, faults: Faults) -> None:
    door_item = protocol.items.get(protocol.doors.item)
    known = door_item.values if door_item else ()
    for page in protocol.pages:
        if page.door is not None and page.door not in known:
            faults.note(f"pages.{page.key}", f"unreachable: {page.door!r} is no door")


def _check_pages(protocol: Protocol, faults: Faults) -> None:
    for door in [*dict.fromkeys(page.door for page in protocol.pages if page.door)]:
        seen: set[str] = set()
        for page in protocol.pages:
            if page.door in (door, None):
                _check_order(protocol, page, seen, faults)
                seen |= set(page.items)
    asked = {item for page in protocol.pages for item in page.items} | {protocol.doors.item}
    for item in protocol.items:
        if item not in asked:
            faults.note(f"items.{item}", "no page asks this item")


def _check_order(protocol: Protocol, page: Page, seen: set[str], faults: Faults) -> None:
    for item in page.items:
        if item in seen:
            faults.note(f"pages.{page.key}", f"{item} is asked twice behind one door")
    if not page.items:
        faults.note(f"pages.{page.key}", "the page asks nothing")
    inner = [protocol.items[item].shown_when for item in page.items]
    for condition in [page.shown_when, *inner]:
        for item in _named_items(protocol, condition) if condition else ():
            if item not in seen:
                faults.note(f"pages.{page.key}", f"unreachable: {item} is asked only later")


def _named_items(protocol: Protocol, condition: Condition) -> Iterator[str]:
    for atom in atoms_of(condition):
        if atom.about is About.ITEM:
            yield atom.name
        elif atom.about is About.SCORE:
            yield from protocol.scales[atom.name].items


def _check_names(protocol: Protocol, faults: Faults) -> None:
    rows = Counter([row.id for row in protocol.rows] + [row.id for row in protocol.paths])
    for row, times in rows.items():
        if times > 1:
            faults.note(f"rows.{row}", "the same id stands for an urgency and a path")
    scales = Counter(s.id for each in protocol.instruments.values() for s in (each.scale, *each.parts))
    for scale, times in scales.items():
        if times > 1:
            faults.note(f"instruments.{scale}", "two scores have the same id")


def _check_private(protocol: Protocol, faults: Faults) -> None:
    for side, entries in protocol.picture.sides().items():
        for entry in entries:
            place = f"picture.{side}.{entry.key}"
            item = protocol.items[entry.key] if entry.picks else None
            if item is not None and (item.private or item.private_values & set(entry.values)):
                faults.note(place, "shows a private answer")
            for atom in (atom for level in entry.levels for atom in atoms_of(level.when)):
                if atom.about is About.ITEM and protocol.items[atom.name].private:
                    faults.note(place, f"shows a private answer: {atom.name}")


def _check_paths(protocol: Protocol, faults: Faults) -> None:
    if not protocol.paths:
        faults.note("paths", "there is no path")
    if protocol.picture.most < 1:
        faults.note("picture.most", "at least one line is needed")


def _conditions(protocol: Protocol) -> Iterator[tuple[str, Condition]]:
    for item in protocol.items.values():
        if item.shown_when is not None:
            yield f"items.{item.id}.shown_when", item.shown_when
    for page in protocol.pages:
        if page.shown_when is not None:
            yield f"pages.{page.key}.shown_when", page.shown_when
    yield from ((f"paths.{row.id}.never", row.never) for row in protocol.paths)
    for place, rows in (("rows", protocol.rows), ("paths", protocol.paths), ("flags", protocol.flags)):
        yield from ((f"{place}.{row.id}", row.when) for row in rows if row.when is not None)


def _check_atom(protocol: Protocol, place: str, atom: Atom, faults: Faults) -> None:
    if atom.about is About.URGENCY:
        if not place.startswith("paths."):
            faults.note(place, "only a path may look at the urgency")
    elif atom.about is About.ITEM:
        item = protocol.items[atom.name]
        if item.kind is Kind.TEXT:
            faults.note(place, f"{item.id}: own words are read by people and by no rule")
        if WITHHELD in atom.values and not _may_be_withheld(protocol, item.id):
            faults.note(place, f"{item.id} can never be withheld")
    elif atom.op in (Op.AT_LEAST, Op.AT_MOST) and not _can_be_told(protocol, atom):
        faults.note(place, f"no score of {atom.name} is {atom.op.value} {atom.limit} while another is not")


def _may_be_withheld(protocol: Protocol, item: str) -> bool:
    return any(item in page.items and page.decline is Decline.WITHHOLD for page in protocol.pages)


def _can_be_told(protocol: Protocol, atom: Atom) -> bool:
    scale = protocol.scales[atom.name]
    orders = [[v for v in protocol.items[item].values if isinstance(v, int)] for item in scale.items]
    low = sum(map(min, orders)) * scale.factor
    high = sum(map(max, orders)) * scale.factor
    return low < atom.limit <= high if atom.op is Op.AT_LEAST else low <= atom.limit < high
