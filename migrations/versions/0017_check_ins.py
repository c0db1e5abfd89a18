"""check-ins: plans, the times somebody is asked, and the links that lead there

Revision: 0017
After: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_MOMENT = sa.DateTime(timezone=True)
_GOES_ON = sa.text("ended_at IS NULL")
_DUE = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    """Nobody has been asked anything yet."""
    _plans()
    _check_ins()
    op.create_table(
        "check_in_link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("check_in_id", sa.String(22), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["check_in_id"], ["check_in.id"], name=op.f("fk_check_in_link_check_in_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_check_in_link")),
    )
    op.create_index("ix_check_in_link_check_in_id", "check_in_link", ["check_in_id"])


def downgrade() -> None:
    """What was answered is lost."""
    for table in ("check_in_link", "check_in", "follow_up_plan"):
        op.drop_table(table)


def _plans() -> None:
    op.create_table(
        "follow_up_plan",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("case_id", sa.String(22), nullable=False),
        sa.Column("path", sa.String(20), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("began_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("stop_reason", sa.String(40), nullable=True),
        sa.Column("our_phone", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["support_case.id"], name=op.f("fk_follow_up_plan_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_plan")),
    )
    op.create_index("ix_follow_up_plan_case_id", "follow_up_plan", ["case_id"])
    op.create_index(
        "ix_follow_up_plan_going_on",
        "follow_up_plan",
        ["case_id"],
        unique=True,
        sqlite_where=_GOES_ON,
        postgresql_where=_GOES_ON,
    )


def _check_ins() -> None:
    op.create_table(
        "check_in",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("key_id", sa.String(22), nullable=False),
        sa.Column("plan_id", sa.String(22), nullable=False),
        sa.Column("case_id", sa.String(22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_measuring", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("planned_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("sent_at", _MOMENT, nullable=True),
        sa.Column("reminded_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("asked_lookup", sa.LargeBinary(32), nullable=True),
        sa.Column("draft", sa.LargeBinary(), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["follow_up_plan.id"], name=op.f("fk_check_in_plan_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["support_case.id"], name=op.f("fk_check_in_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_check_in_number")),
    )
    op.create_index(
        "ix_check_in_due_at", "check_in", ["due_at"], sqlite_where=_DUE, postgresql_where=_DUE
    )
    for column in ("case_id", "ended_at", "asked_lookup"):
        op.create_index(f"ix_check_in_{column}", "check_in", [column])
