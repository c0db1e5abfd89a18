"""calendars count their changes

Revision: 0014
After: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """A calendar without a row has not changed yet."""
    op.create_table(
        "calendar",
        sa.Column("practitioner_id", sa.String(22), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["practitioner.id"], name=op.f("fk_calendar_practitioner_id")
        ),
        sa.PrimaryKeyConstraint("practitioner_id", name=op.f("pk_calendar")),
    )


def downgrade() -> None:
    """Nothing is lost: what is counted is kept in memory only."""
    op.drop_table("calendar")
