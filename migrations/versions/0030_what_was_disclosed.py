"""what was disclosed to a supervisor and when she read it, and what she says of an action

Revision: 0030
After: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_MOMENT = sa.DateTime(timezone=True)
_IS_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    """What was disclosed before has no receipt; of what was turned down nobody has said what would suit."""
    _make_disclosures()
    op.add_column("agreed_action", sa.Column("promised_on", sa.Date(), nullable=True))
    op.add_column("agreed_action", sa.Column("suggestion", sa.String(40), nullable=True))
    op.add_column("agreed_action", sa.Column("suggested_on", sa.Date(), nullable=True))
    is_arrangement = sa.Column("is_arrangement", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("agreed_action", is_arrangement)
    op.execute("UPDATE agreed_action SET suggestion = 'unsuited' WHERE turned_down_at IS NOT NULL")


def downgrade() -> None:
    """The receipts are lost, and so is what would suit a supervisor better."""
    for column in ("is_arrangement", "suggested_on", "suggestion", "promised_on"):
        op.drop_column("agreed_action", column)
    op.drop_table("disclosure")


def _make_disclosures() -> None:
    op.create_table(
        "disclosure",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("consent_id", sa.String(22), nullable=False),
        sa.Column("case_id", sa.String(22), nullable=False),
        sa.Column("supervisor_link_id", sa.String(22), nullable=False),
        sa.Column("fact", sa.String(40), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("approved_at", _MOMENT, nullable=False),
        sa.Column("delivered_at", _MOMENT, nullable=True),
        sa.Column("read_at", _MOMENT, nullable=True),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "read_at IS NULL OR delivered_at IS NOT NULL", name=op.f("ck_disclosure_delivered")
        ),
        _goes_with("consent_id", "consent"),
        _goes_with("case_id", "support_case"),
        _goes_with("supervisor_link_id", "supervisor_link"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    for column in ("case_id", "supervisor_link_id"):
        op.create_index(f"ix_disclosure_{column}", "disclosure", [column])
    op.create_index(
        "uq_disclosure_open",
        "disclosure",
        ["consent_id", "fact", "about"],
        unique=True,
        sqlite_where=_IS_OPEN,
        postgresql_where=_IS_OPEN,
    )


def _goes_with(column: str, table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_disclosure_{column}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="CASCADE")
