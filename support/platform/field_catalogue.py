"""The catalogue of every column: what it holds, whose it is, how long it is kept, and who gets it as a file.

Whatever follows from it (seals, the person's export, retention, who may find what) asks it: no list stands
twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from support.vocabulary.strict_yaml import Entry, FileFaults, read_yaml

_FILE = Path(__file__).with_name("fields.yaml")


class FieldClass(StrEnum):
    """What a column holds; `fields.yaml` says what each class means."""

    CLINICAL = "clinical"
    CONTACT = "contact"
    SHAREABLE = "shareable"
    TECHNICAL = "technical"


class Whose(StrEnum):
    """Whose a row is: of whom it tells, not who wrote it."""

    PERSON = "person"
    PRACTITIONER = "practitioner"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Retention:
    """How long a row is kept, by which rule; `job` is the action that ends it, empty where none does yet."""

    name: str
    rule: str
    lasts: str
    after: str
    job: str


@dataclass(frozen=True)
class TableFields:
    """One table: the class of each column, and what holds for its rows.

    `why_not` says why a person does not get her rows as a file; None where she does, or where none is hers.
    `open_because` has the reason of every column that is neither technical nor sealed. `wordless` are
    sealed columns into which nobody writes words of her own.
    """

    name: str
    whose: Whose
    columns: Mapping[str, FieldClass]
    kept: tuple[Retention, ...]
    is_exported: bool
    why_not: str | None
    open_because: Mapping[str, str]
    wordless: frozenset[str]

    def of_class(self, *classes: FieldClass) -> tuple[str, ...]:
        """The columns of these classes, in the order of the file."""
        return tuple(name for name, one in self.columns.items() if one in classes)


@dataclass(frozen=True)
class FieldCatalogue:
    """Every table by its name, and every way of keeping rows by its own."""

    tables: Mapping[str, TableFields]
    retention: Mapping[str, Retention]


@cache
def field_catalogue() -> FieldCatalogue:
    """The catalogue as it stands; raises FileFaults with every fault in it."""
    return read_catalogue(read_yaml(_FILE))


def retention_of(table: str) -> tuple[Retention, ...]:
    """How long the rows of a table are kept; more than one where not all of its rows are kept as long."""
    return field_catalogue().tables[table].kept


def read_catalogue(content: object) -> FieldCatalogue:
    """The catalogue that stands in the content of a file; raises FileFaults with every fault in it."""
    faults: list[str] = []
    file = Entry(content, _FILE.name, faults)
    reasons = file.entry("reasons")
    why = {name: reasons.text(name) for name in reasons.names()}
    ways = file.entry("retention")
    retention = {name: _read_retention(name, ways.entry(name)) for name in ways.names()}
    rows = file.entry("tables")
    tables = {name: _read_table(name, rows.entry(name), why, retention) for name in rows.names()}
    file.finish()
    for unused in retention.keys() - {one.name for table in tables.values() for one in table.kept}:
        ways.fault("no table is kept so", unused)
    if faults:
        raise FileFaults(faults)
    return FieldCatalogue(tables, retention)


def _read_retention(name: str, entry: Entry) -> Retention:
    job = entry.text("job") if entry.has("job") else ""
    made = Retention(name, entry.text("rule"), entry.text("lasts"), entry.text("after"), job)
    entry.finish()
    return made


def _read_table(
    name: str, entry: Entry, why: Mapping[str, str], retention: Mapping[str, Retention]
) -> TableFields:
    columns = _read_columns(entry)
    whose = _read_whose(entry)
    is_exported, why_not = _read_export(entry, whose)
    kept = entry.words("kept", frozenset(retention))
    wordless = entry.words("wordless", frozenset(columns)) if entry.has("wordless") else ()
    made = TableFields(
        name=name,
        whose=whose,
        columns=columns,
        kept=tuple(retention[one] for one in kept if one in retention),
        is_exported=is_exported,
        why_not=why_not,
        open_because=_read_open(entry, columns, why),
        wordless=frozenset(wordless),
    )
    entry.finish()
    return made


def _read_columns(entry: Entry) -> dict[str, FieldClass]:
    columns: dict[str, FieldClass] = {}
    for one in FieldClass:
        for column in entry.words(one) if entry.has(one) else ():
            if column in columns:
                entry.fault(f"{column} stands twice", one)
            columns[column] = one
    return columns


def _read_whose(entry: Entry) -> Whose:
    said = entry.text("whose")
    if said not in tuple(Whose):
        entry.fault(f"has the unknown word {said!r}", "whose")
        return Whose.NOBODY
    return Whose(said)


def _read_export(entry: Entry, whose: Whose) -> tuple[bool, str | None]:
    """Whether she gets it, or why not: said wherever a row is a person's, and nowhere else."""
    is_exported = entry.flag("export")
    why_not = entry.text("not_exported") if entry.has("not_exported") else None
    if (whose is Whose.PERSON) != (is_exported != bool(why_not)):
        entry.fault("export or why not is said exactly where a row is a person's", "export")
    return is_exported, why_not


def _read_open(entry: Entry, columns: Mapping[str, FieldClass], why: Mapping[str, str]) -> dict[str, str]:
    if not entry.has("open"):
        return {}
    reasons = entry.entry("open")
    found: dict[str, str] = {}
    for reason in reasons.names():
        if reason not in why:
            reasons.fault("is no reason of the file", reason)
        for column in reasons.words(reason, frozenset(columns)):
            if columns.get(column) is FieldClass.TECHNICAL or column in found:
                reasons.fault(f"{column} needs no reason here", reason)
            found[column] = why.get(reason, reason)
    reasons.finish()
    return found
