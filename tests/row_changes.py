"""What a request has changed in the database, apart from the traces that every request may leave."""

from collections.abc import Mapping
from typing import Any

Dump = dict[str, list[dict[str, Any]]]

# What a look may leave behind: that it was a look, and that somebody is there.
TRACES = {"audit_entry": None, "sign_in": {"seen_at"}}


def changed(before: Dump, after: Dump) -> set[str]:
    """The tables in which something lasting is different."""
    return {table for table in after if _lasting(table, before[table]) != _lasting(table, after[table])}


def _lasting(table: str, rows: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
    if table not in TRACES:
        return list(rows)
    traces = TRACES[table]
    return [] if traces is None else [{k: v for k, v in row.items() if k not in traces} for row in rows]
