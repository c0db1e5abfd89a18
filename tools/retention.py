"""docs/retention.md, made of the catalogue of fields: how long every table is kept, and by which rule.

`python -m tools.retention` writes it; tests/guards/test_field_catalogue.py fails when it no longer fits.
"""

import sys
from pathlib import Path

from support.platform.field_catalogue import FieldCatalogue, Retention, TableFields, field_catalogue

PAPER = Path(__file__).parent.parent / "docs" / "retention.md"
_HEAD = """# How long what is kept

Made by `python -m tools.retention` of `support/platform/fields.yaml`; edit that, not this page.

Where the last column says *not yet*, nothing ends the rows: the nightly job that does is still to be built.
What is taken from the act on client data (703/2023) and its annex is to be confirmed by the lawyer of the
controller and the data protection officer.

| What | Kept | Counted from | By which rule | Ended by |
| --- | --- | --- | --- | --- |
"""
# No job ends them: what is kept so ends with something else, or never.
_NEVER = ("for good", "as long as what lies under it", "until the next seeding")
_TABLES = """
## Every table

*Hers* is what a person gets as a file.

| Table | Whose | Kept as | Hers |
| --- | --- | --- | --- |
"""


def main() -> int:
    """Write the paper."""
    PAPER.write_text(paper(field_catalogue()), encoding="utf-8")
    return 0


def paper(catalogue: FieldCatalogue) -> str:
    """The whole paper."""
    ways = [
        f"| {one.name} | {one.lasts} | {one.after} | {one.rule} | {_ended_by(one)} |\n"
        for one in catalogue.retention.values()
    ]
    return "".join([_HEAD, *ways, _TABLES, *map(_row, catalogue.tables.values())])


def _ended_by(way: Retention) -> str:
    if way.lasts in _NEVER:
        return "nothing"
    return f"`{way.job}`" if way.job else "not yet"


def _row(table: TableFields) -> str:
    hers = "yes" if table.is_exported else f"no: {table.why_not}" if table.why_not else ""
    return f"| {table.name} | {table.whose} | {', '.join(one.name for one in table.kept)} | {hers} |\n"


if __name__ == "__main__":
    sys.exit(main())
