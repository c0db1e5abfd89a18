"""who waits for an earlier time, what has become free, and what is offered to whom

Revision: 0011
After: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_PRACTITIONER = ["practitioner_id"], ["practitioner.id"]
_CASE = ["case_id"], ["support_case.id"]


def upgrade() -> None:
    """Nobody waits yet."""
    op.create_table(
        "waiting",
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("wants_talk", sa.Boolean(), nullable=False),
        sa.Column("offer_url", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(*_CASE, name=op.f("fk_waiting_case_id_support_case"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_waiting")),
    )
    op.create_table(
        "freed_time",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("practitioner_id", sa.String(length=22), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at <= ends_at", name=op.f("ck_freed_time_forward")),
        sa.ForeignKeyConstraint(*_PRACTITIONER, name=op.f("fk_freed_time_practitioner_id_practitioner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freed_time")),
    )
    op.create_index(op.f("ix_freed_time_due_at"), "freed_time", ["due_at"])
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("case_id", sa.String(length=22), nullable=False),
        sa.Column("practitioner_id", sa.String(length=22), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(*_CASE, name=op.f("fk_proposal_case_id_support_case"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(*_PRACTITIONER, name=op.f("fk_proposal_practitioner_id_practitioner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    is_open = sa.text("state = 'open'")
    for name, columns, unique in (
        ("time", ["practitioner_id", "starts_at"], True),
        ("case", ["case_id"], True),
        ("until", ["until"], False),
    ):
        op.create_index(
            f"ix_proposal_open_{name}",
            "proposal",
            columns,
            unique=unique,
            sqlite_where=is_open,
            postgresql_where=is_open,
        )
    op.create_index("ix_proposal_once", "proposal", ["case_id", "practitioner_id", "starts_at"], unique=True)


def downgrade() -> None:
    """Nobody waits any more, and what was kept for one of them is free."""
    op.execute("DELETE FROM booking_cell WHERE held_by IN (SELECT id FROM proposal)")
    op.drop_table("proposal")
    op.drop_table("freed_time")
    op.drop_table("waiting")
