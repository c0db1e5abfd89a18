"""quarter-hours of bookings as numbers, which a search puts together as bits

Revision: 0009
After: 0008
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_QUARTER = timedelta(minutes=15)


def upgrade() -> None:
    """Each start becomes the number of its quarter-hour."""
    _make_anew(sa.DateTime(timezone=True), sa.Integer(), _number)


def downgrade() -> None:
    """Each number becomes the start again."""
    _make_anew(sa.Integer(), sa.DateTime(timezone=True), _start)


def _number(start: datetime) -> int:
    # SQLite keeps no zone.
    return (start.replace(tzinfo=start.tzinfo or UTC) - _EPOCH) // _QUARTER


def _start(number: int) -> datetime:
    start = _EPOCH + _QUARTER * number
    return start.replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else start


def _make_anew(old: sa.types.TypeEngine[Any], new: sa.types.TypeEngine[Any], convert: Callable[[Any], Any]) -> None:
    """The table again with its rows, since SQLite cannot change the type of a column of a key."""
    rows = op.get_bind().execute(sa.select(_cells(old))).all()
    op.drop_table("booking_cell")
    op.create_table(
        "booking_cell",
        sa.Column("person_id", sa.String(length=22), nullable=False),
        sa.Column("starts_at", new, autoincrement=False, nullable=False),
        sa.Column("appointment_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_booking_cell_appointment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "starts_at", name=op.f("pk_booking_cell")),
    )
    op.create_index(op.f("ix_booking_cell_appointment_id"), "booking_cell", ["appointment_id"])
    op.bulk_insert(
        _cells(new),
        [
            {"person_id": person, "starts_at": convert(start), "appointment_id": appointment}
            for person, start, appointment in rows
        ],
    )


def _cells(starts: sa.types.TypeEngine[Any]) -> sa.TableClause:
    columns = (sa.column("person_id", sa.String), sa.column("starts_at", starts))
    return sa.table("booking_cell", *columns, sa.column("appointment_id", sa.String))
