"""the words on which the three of a meeting agree

Revision: 0025
After: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Nothing has been agreed on in a meeting yet."""
    op.create_table(
        "meeting_wording",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("key_id", sa.String(22), nullable=False),
        sa.Column("meeting_id", sa.String(22), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["three_party_meeting.id"],
            name=op.f("fk_meeting_wording_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_wording")),
        sa.UniqueConstraint("meeting_id", "about", name="uq_meeting_wording_about"),
    )


def downgrade() -> None:
    """The timetables are lost, and who agreed to what; goals and actions stay with the path."""
    op.execute("DELETE FROM meeting_acknowledgement WHERE about <> 'confidentiality'")
    op.drop_table("meeting_wording")
