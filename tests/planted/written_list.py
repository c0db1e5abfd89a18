"""The list of planted faults: each with its file, its guard and the line with which it was caught."""

from collections.abc import Iterable, Iterator

from tests.planted.copied_tree import ROOT
from tests.planted.every_fault import FAULTS

# The name under which a report carries what became of a fault; every worker sends its own.
CAUGHT = "planted fault"
LIST = ROOT / "test-results" / "planted.txt"
_LONGEST = 160


def write_list(reports: Iterable[object]) -> list[str]:
    """Write the faults that were tried in this run to the list, and return its lines; none, no list."""
    caught = dict(_caught_in(reports))
    lines = [
        line
        for fault in FAULTS
        if fault.name in caught
        for line in (
            f"{fault.name}",
            f"    in {fault.file}",
            f"    by {fault.guard}",
            f"    with: {caught[fault.name][:_LONGEST] or 'NOT CAUGHT'}",
        )
    ]
    if lines:
        missed = sum(not line for line in caught.values())
        lines.append(f"{len(caught)} planted faults, {missed} not caught")
        LIST.parent.mkdir(exist_ok=True)
        LIST.write_text("\n".join([*lines, ""]))
    return lines


def _caught_in(reports: Iterable[object]) -> Iterator[tuple[str, str]]:
    for report in reports:
        if getattr(report, "when", "") == "call":
            for name, value in getattr(report, "user_properties", ()):
                if name == CAUGHT:
                    yield value
