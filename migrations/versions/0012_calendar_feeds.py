"""the addresses under which practitioners' calendar programs ask

Revision: 0012
After: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nobody has an address yet; a practitioner's times are found by when they begin, however many are old."""
    op.create_table(
        "calendar_feed",
        sa.Column("practitioner_id", sa.String(22), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["practitioner.id"], name=op.f("fk_calendar_feed_practitioner_id")
        ),
        sa.PrimaryKeyConstraint("practitioner_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    op.create_index("ix_appointment_practitioner", "appointment", ["practitioner_id", "starts_at"])
    op.drop_index("ix_appointment_practitioner_id", "appointment")


def downgrade() -> None:
    """The addresses open nothing any more."""
    op.create_index("ix_appointment_practitioner_id", "appointment", ["practitioner_id"])
    op.drop_index("ix_appointment_practitioner", "appointment")
    op.drop_table("calendar_feed")
