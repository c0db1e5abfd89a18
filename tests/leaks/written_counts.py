"""How much the crawl for leaks looked at: one line for each reader, written down after the run."""

from collections.abc import Iterable

from tests.planted.copied_tree import ROOT

# The name under which a report carries who looked, and at how much; every worker sends its own.
COUNT = "artefacts without a leak"
LIST = ROOT / "test-results" / "leaks.txt"


def write_counts(reports: Iterable[object]) -> list[str]:
    """Write how much each reader looked at, and return the lines; none where nobody crawled."""
    counts = {who: count for report in reports for who, count in _counts_of(report)}
    if not counts:
        return []
    lines = [f"{count:6} {who}" for who, count in counts.items()]
    lines.append(f"{sum(counts.values()):6} things looked at by {len(counts)} readers, no leak")
    LIST.parent.mkdir(exist_ok=True)
    LIST.write_text("\n".join([*lines, ""]))
    return lines


def _counts_of(report: object) -> list[tuple[str, int]]:
    if getattr(report, "when", "") != "call":
        return []
    return [value for name, value in getattr(report, "user_properties", ()) if name == COUNT]
