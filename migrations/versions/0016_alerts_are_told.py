"""how far an alert has been told, who is on duty, and the numbers of those who are

Revision: 0016
After: 0015
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_OPEN = sa.text("resolved_at IS NULL")
_UNSEEN = sa.text("resolved_at IS NULL AND acknowledged_at IS NULL")
_TO_BE_TOLD = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    """Whoever waits to be seen is told at once; every alert so far was about a call on the same day."""
    for column in _added():
        op.add_column("alert", column)
    op.execute("UPDATE alert SET kind = 'urgent_call' WHERE kind <> 'crisis'")
    op.execute("UPDATE alert SET next_at = raised_at WHERE acknowledged_at IS NULL AND resolved_at IS NULL")
    op.create_index(
        "uq_alert_open_matter",
        "alert",
        ["case_id", "kind", "about"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index("ix_alert_unseen", "alert", ["case_id"], sqlite_where=_UNSEEN, postgresql_where=_UNSEEN)
    op.create_index(
        "ix_alert_next_at", "alert", ["next_at"], sqlite_where=_TO_BE_TOLD, postgresql_where=_TO_BE_TOLD
    )
    # Not as a batch: SQLite would make the table anew, and every row that hangs on an account would go with it.
    op.add_column("account", sa.Column("phone", sa.LargeBinary(), nullable=True))
    op.create_table(
        "duty",
        sa.Column("team_id", sa.String(22), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("practitioner_id", sa.String(22), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["service_team.id"], name=op.f("fk_duty_team_id")),
        sa.ForeignKeyConstraint(["practitioner_id"], ["practitioner.id"], name=op.f("fk_duty_practitioner_id")),
        sa.PrimaryKeyConstraint("team_id", "day", "practitioner_id", name=op.f("pk_duty")),
        sa.UniqueConstraint("team_id", "day", "place", name="uq_duty_place"),
    )


def downgrade() -> None:
    """Alerts of kinds that were not known before go; those who were on duty are forgotten with their numbers."""
    op.drop_table("duty")
    op.drop_column("account", "phone")
    op.execute("DELETE FROM alert WHERE kind NOT IN ('crisis', 'urgent_call')")
    op.drop_index("ix_alert_next_at", "alert")
    op.drop_index("ix_alert_unseen", "alert")
    op.drop_index("uq_alert_open_matter", "alert")
    for column in _added():
        op.drop_column("alert", column.name)


def _added() -> list[sa.Column[Any]]:
    """What an alert has had since."""
    moment = sa.DateTime(timezone=True)
    return [
        sa.Column("about", sa.String(40), nullable=False, server_default=""),
        sa.Column("level", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("tellings", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("with_manager", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("told_at", moment, nullable=True),
        sa.Column("next_at", moment, nullable=True),
        sa.Column("acknowledged_by", sa.String(22), nullable=True),
        sa.Column("resolved_by", sa.String(22), nullable=True),
    ]
