"""consents: what an employee lets her supervisor know

Revision: 0023
After: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_MOMENT = sa.DateTime(timezone=True)
_HOLDS = sa.text("state = 'granted'")


def upgrade() -> None:
    """Nobody has given anything yet."""
    op.create_table(
        "consent",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("case_id", sa.String(22), nullable=False),
        sa.Column("supervisor_link_id", sa.String(22), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=True),
        sa.Column("asked_by", sa.String(22), nullable=True),
        sa.Column("given_at", _MOMENT, nullable=True),
        sa.Column("given_how", sa.String(40), nullable=True),
        sa.Column("written_by", sa.String(22), nullable=True),
        sa.Column("valid_until", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("wording_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["support_case.id"], name=op.f("fk_consent_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_link_id"],
            ["supervisor_link.id"],
            name=op.f("fk_consent_supervisor_link_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    for column in ("case_id", "supervisor_link_id"):
        op.create_index(f"ix_consent_{column}", "consent", [column])
    op.create_index(
        "ix_consent_holds", "consent", ["valid_until"], sqlite_where=_HOLDS, postgresql_where=_HOLDS
    )


def downgrade() -> None:
    """What was given is lost, and nothing is shown to anybody."""
    op.drop_table("consent")
