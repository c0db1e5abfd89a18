"""Every row that is kept of one person, as the catalogue of fields says: it is not listed here once more.

So nothing is forgotten: a new table or column of hers is in her file as soon as it is classed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import ColumnElement, Date, LargeBinary, Table, false, or_, select

from support.messaging.period_facts import NumberPeriod
from support.messaging.period_queries import came_from, stopped_at, went_to
from support.messaging.templates import CODES
from support.platform.audit import Purpose
from support.platform.columns import Sealed, UtcDateTime
from support.platform.crypto import Unreadable
from support.platform.database import Base
from support.platform.field_catalogue import FieldClass, field_catalogue
from support.platform.sealed_row import SealedRow
from support.platform.work import Work

NOT_IN_IT: Mapping[str, str] = {
    "audit_entry": "who has opened what stands in its own part, in words",
    "outbound_message.fields": "stands in text, as it was sent",
    "employee.reference_word": "whoever got hold of the file could pass for her on the phone",
    "check_in.result": "what a list of the nurses says in one word stands in answers",
    "meeting_participant.came": "stands in the state of the meeting, for her; of others it is theirs",
    "agreed_action.reason": "the words of whoever works with her; asked for as part of her records",
    "enrolment.end_reason": "the words of whoever works with her; asked for as part of her records",
    "enrolment.analysis_reason": "the words of whoever evaluates a pilot; asked for as part of her records",
    "enrolment_step.reason": "the words of whoever works with her; asked for as part of her records",
}
"""What is hers and stands elsewhere, or is given out by a person: table or column, and why."""
TOLD_STEPS = frozenset({"decision_raised", "decision_sideways", "decision_lowered"})
"""The steps of her case whose words she gets: the page on which they are written says that she reads them.

The words of every other step are asked for as part of her records: they may tell of somebody else.
"""
NAMES = ("practitioner_id", "actor_id", "claimed_by", "answered_by")
"""Columns that name a practitioner by id: her name stands there instead."""
BESIDES: Mapping[str, tuple[str, ...]] = {
    "employee": ("language", "safe_to_text", "number_confirmed"),
    "former_number": ("why",),
    "appointment": ("minutes",),
}
"""What is technical and tells her something all the same."""
_BY_NUMBER = {"outbound_message": went_to, "inbound_message": came_from, "opt_out": stopped_at}
_CLASSES = (FieldClass.CLINICAL, FieldClass.CONTACT, FieldClass.SHAREABLE)


@dataclass(frozen=True)
class Own:
    """Whose rows are asked for."""

    employee_id: str
    case_ids: tuple[str, ...]
    numbers: tuple[NumberPeriod, ...]


def exported_tables() -> list[Table]:
    """The tables of which she gets her rows, the parents first."""
    known = field_catalogue().tables
    return [
        table
        for table in Base.metadata.sorted_tables
        if known[table.name].is_exported and table.name not in NOT_IN_IT
    ]


def fields_of(table: Table) -> list[str]:
    """The columns of a table that she gets: what tells of her, and when."""
    told = field_catalogue().tables[table.name].of_class(*_CLASSES)
    return [column.name for column in table.columns if _is_told(table, column.name, told)]


def rows_of(work: Work, table: Table, own: Own) -> Iterator[dict[str, Any]]:
    """Her rows, opened; each is a new dictionary of the columns that she gets and of the names of people."""
    ask = select(table).where(_is_hers(work, table, own)).order_by(*table.primary_key.columns)
    for row in work.session.execute(ask).mappings().all():
        yield _opened(work, table, dict(row), own)


def _is_told(table: Table, name: str, told: tuple[str, ...]) -> bool:
    column = table.c[name]
    is_hash = isinstance(column.type, LargeBinary)
    if f"{table.name}.{name}" in NOT_IN_IT or is_hash:
        return False
    is_besides = name in BESIDES.get(table.name, ())
    return name in told or is_besides or isinstance(column.type, UtcDateTime | Date)


def _is_hers(work: Work, table: Table, own: Own) -> ColumnElement[bool]:
    if table.name in _BY_NUMBER:
        return _of_her_numbers(work, table, own)
    if table.name == "employee":
        return table.c.id == own.employee_id
    if table.name == "support_case":
        return table.c.id.in_(own.case_ids)
    if "case_id" in table.c:
        return table.c.case_id.in_(own.case_ids)
    if "employee_id" in table.c:
        return table.c.employee_id == own.employee_id
    for key in table.foreign_keys:
        parent = key.column.table
        if field_catalogue().tables[parent.name].is_exported:
            return key.parent.in_(select(key.column).where(_is_hers(work, parent, own)))
    raise LookupError(f"{table.name}: whose its rows are cannot be told")


def _of_her_numbers(work: Work, table: Table, own: Own) -> ColumnElement[bool]:
    """Messages by the numbers that were hers, each for as long as it was; codes say nothing of her."""
    hers = or_(false(), *(_BY_NUMBER[table.name](work, one) for one in own.numbers))
    return hers & table.c.template.not_in(sorted(CODES)) if table.name == "outbound_message" else hers


def _opened(work: Work, table: Table, row: dict[str, Any], own: Own) -> dict[str, Any]:
    wanted = fields_of(table)
    sealed = tuple(one for one in wanted if isinstance(table.c[one].type, Sealed))
    if table.name == "case_step" and row["kind"] not in TOLD_STEPS:
        row, sealed = {**row, "text": None}, ()
    found = {one: row[one] for one in wanted} | {one: row[one] for one in NAMES if one in row}
    if sealed:
        found |= _unsealed(work, table, row, sealed, own)
    if table.name == "outbound_message":
        found |= _unsealed(work, table, row, ("fields",), own) | {
            "template": row["template"],
            "language": row["language"],
        }
    return found


def _unsealed(
    work: Work, table: Table, row: Mapping[str, Any], columns: tuple[str, ...], own: Own
) -> dict[str, str | None]:
    closed = cast("SealedRow", SimpleNamespace(**row, __tablename__=table.name))
    subject = row.get("case_id") or own.employee_id
    try:
        return work.open_all(closed, columns, subject=subject, purpose=Purpose.OWN_PAGE)
    except Unreadable:
        # Its key has been erased: there is nothing to read any more.
        return dict.fromkeys(columns)
