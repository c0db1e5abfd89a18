"""which appointment was moved where

Revision: 0008
After: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"


def upgrade() -> None:
    """Nothing has been moved yet."""
    # Not as a batch: SQLite would make the table anew, and every cell of an appointment would go with it.
    op.add_column("appointment", sa.Column("rebooked_from", sa.String(22), nullable=True))
    op.create_index("ix_appointment_rebooked_from", "appointment", ["rebooked_from"], unique=True)


def downgrade() -> None:
    """A moved time stays where it was moved to."""
    op.drop_index("ix_appointment_rebooked_from", "appointment")
    op.drop_column("appointment", "rebooked_from")
