"""reminders of times

Revision: 0019
After: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_ONLY = sa.text("remind_at IS NOT NULL")


def upgrade() -> None:
    """Times that were booked before are not reminded of: who has them was told once, when she booked."""
    op.add_column("appointment", sa.Column("remind_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_appointment_remind_at", "appointment", ["remind_at"], sqlite_where=_ONLY, postgresql_where=_ONLY
    )


def downgrade() -> None:
    """What has left has left; what was still to be said is not said."""
    op.drop_index("ix_appointment_remind_at", "appointment")
    op.drop_column("appointment", "remind_at")
