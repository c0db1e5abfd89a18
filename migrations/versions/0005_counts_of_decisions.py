"""what the decisions of a month have in common

Revision: 0005
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Begin to count; what was decided before lies sealed and is not counted, neither now nor later."""
    op.create_table(
        "decision_count",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("protocol", sa.String(40), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "protocol", name=op.f("pk_decision_count")),
    )
    op.create_table(
        "decision_row_count",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("protocol", sa.String(40), nullable=False),
        sa.Column("row_id", sa.String(20), nullable=False),
        sa.Column("matched", sa.Integer(), nullable=False),
        sa.Column("sole", sa.Integer(), nullable=False),
        sa.Column("lowered", sa.Integer(), nullable=False),
        sa.Column("lowered_sole", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "protocol", "row_id", name=op.f("pk_decision_row_count")),
    )


def downgrade() -> None:
    """The numbers go; no person's record has lost anything."""
    op.drop_table("decision_row_count")
    op.drop_table("decision_count")
