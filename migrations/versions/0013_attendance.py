"""which times were given back late, and the list of a practitioner's own times

Revision: 0013
After: 0012
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_LATE = timedelta(hours=24)
_BY_THE_PERSON = ("cancelled_by_employee", "rebooked")


def upgrade() -> None:
    """What persons have given back so far is late as it would be today."""
    # Not as a batch: SQLite would make the table anew, and every cell of an appointment would go with it.
    op.add_column("appointment", sa.Column("was_late", sa.Boolean(), nullable=True))
    op.create_index("ix_appointment_diary", "appointment", ["practitioner_id", "state", "starts_at"])
    moment = sa.DateTime(timezone=True)
    columns = (sa.column("starts_at", moment), sa.column("ended_at", moment), sa.column("was_late", sa.Boolean))
    table = sa.table("appointment", sa.column("id", sa.String), sa.column("state", sa.String), *columns)
    given_back = sa.select(table.c.id, table.c.starts_at, table.c.ended_at).where(
        table.c.state.in_(_BY_THE_PERSON), table.c.ended_at.is_not(None)
    )
    found = [
        {"of": one, "late": starts_at - ended_at < _LATE}
        for one, starts_at, ended_at in op.get_bind().execute(given_back).all()
    ]
    if found:
        late = sa.update(table).where(table.c.id == sa.bindparam("of")).values(was_late=sa.bindparam("late"))
        op.get_bind().execute(late, found)


def downgrade() -> None:
    """How a time went stays as it was said."""
    op.drop_index("ix_appointment_diary", "appointment")
    op.drop_column("appointment", "was_late")
