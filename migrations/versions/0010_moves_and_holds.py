"""which appointment was moved where, and times that are held

Revision: 0010
After: 0009
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0010"
down_revision = "0009"

_RULES = {
    "booked_or_held": "(appointment_id IS NULL) = (held_by IS NOT NULL)",
    "held_until": "(held_by IS NULL) = (held_until IS NULL)",
}

# Beside the cells, and for whoever writes past them: a practitioner has no two times at once. A moment with its
# zone has no fixed length of a day, so the range is one of UTC.
_NO_OVERLAP = """
    ALTER TABLE appointment ADD CONSTRAINT ex_appointment_practitioner EXCLUDE USING gist (
        practitioner_id WITH =,
        tsrange(
            starts_at AT TIME ZONE 'UTC', (starts_at AT TIME ZONE 'UTC') + make_interval(mins => minutes)
        ) WITH &&
    ) WHERE (state = 'confirmed')
"""


def upgrade() -> None:
    """Nothing has been moved or held yet."""
    # Not as a batch: SQLite would make the table anew, and every cell of an appointment would go with it.
    op.add_column("appointment", sa.Column("rebooked_from", sa.String(22), nullable=True))
    op.create_index("ix_appointment_rebooked_from", "appointment", ["rebooked_from"], unique=True)
    with op.batch_alter_table("booking_cell") as table:
        table.alter_column("appointment_id", existing_type=sa.String(22), nullable=True)
        table.add_column(sa.Column("held_by", sa.String(22), nullable=True))
        table.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
        _point_at_appointment(table, deferrable=True, initially="DEFERRED")
        for name, rule in _RULES.items():
            table.create_check_constraint(op.f(f"ck_booking_cell_{name}"), rule)
    for column in ("held_by", "held_until"):
        held = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_booking_cell_{column}", "booking_cell", [column], sqlite_where=held, postgresql_where=held
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        op.execute(_NO_OVERLAP)


def downgrade() -> None:
    """A moved time stays where it was moved to; what is held is free again."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE appointment DROP CONSTRAINT ex_appointment_practitioner")
    op.execute("DELETE FROM booking_cell WHERE appointment_id IS NULL")
    for column in ("held_by", "held_until"):
        op.drop_index(f"ix_booking_cell_{column}", "booking_cell")
    with op.batch_alter_table("booking_cell") as table:
        for name in _RULES:
            table.drop_constraint(op.f(f"ck_booking_cell_{name}"), type_="check")
        table.drop_column("held_by")
        table.drop_column("held_until")
        _point_at_appointment(table)
        table.alter_column("appointment_id", existing_type=sa.String(22), nullable=False)
    op.drop_index("ix_appointment_rebooked_from", "appointment")
    op.drop_column("appointment", "rebooked_from")


def _point_at_appointment(table: BatchOperations, **when: Any) -> None:
    """The foreign key of the cells again: cells come before their appointment, so it is asked at the end."""
    name = op.f("fk_booking_cell_appointment_id")
    table.drop_constraint(name, type_="foreignkey")
    table.create_foreign_key(name, "appointment", ["appointment_id"], ["id"], ondelete="CASCADE", **when)
