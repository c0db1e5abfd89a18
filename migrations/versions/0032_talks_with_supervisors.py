"""talks with supervisors alone have a time in the calendar

Revision: 0032
After: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

_MOMENT = sa.DateTime(timezone=True)
_KEY = sa.String(22)
_TABLE = "supervisor_coaching"


def upgrade() -> None:
    """Nothing has been offered yet; what was written down as held stays so."""
    op.create_table(
        _TABLE,
        sa.Column("id", _KEY, nullable=False),
        *(sa.Column(name, _KEY, nullable=False) for name in ("case_id", "supervisor_link_id", "supervisor_id")),
        *(sa.Column(name, _KEY, nullable=True) for name in ("employer_id", "practitioner_id", "kept_for")),
        sa.Column("professions", sa.JSON(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("offered_at", _MOMENT, nullable=False),
        sa.Column("open_until", _MOMENT, nullable=False),
        sa.Column("channel", sa.String(10), nullable=True),
        *(sa.Column(name, _MOMENT, nullable=True) for name in ("starts_at", "booked_at", "remind_at", "ended_at")),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        _check("booked_with_time", "state <> 'booked' OR starts_at IS NOT NULL"),
        _check("declined_with_reason", "(reason IS NULL) = (state <> 'declined')"),
        _check("ended", "(ended_at IS NULL) = (state IN ('offered', 'booked'))"),
        _to("case_id", "support_case", then="CASCADE"),
        _to("supervisor_link_id", "supervisor_link", then="CASCADE"),
        _to("supervisor_id", "employee", then="CASCADE"),
        _to("employer_id", "employer"),
        _to("practitioner_id", "practitioner"),
        _to("kept_for", "practitioner"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
    )
    for column in ("case_id", "supervisor_link_id", "supervisor_id"):
        op.create_index(f"ix_{_TABLE}_{column}", _TABLE, [column])
    op.create_index(f"ix_{_TABLE}_practitioner", _TABLE, ["practitioner_id", "state", "starts_at"])
    _partial(f"uq_{_TABLE}_going_on", "case_id", "ended_at IS NULL", is_unique=True)
    _partial(f"ix_{_TABLE}_remind_at", "remind_at", "remind_at IS NOT NULL", is_unique=False)


def downgrade() -> None:
    """What was offered and booked is lost, and its quarter-hours are free again."""
    op.execute(f"DELETE FROM booking_cell WHERE held_by IN (SELECT id FROM {_TABLE})")
    op.drop_table(_TABLE)


def _to(column: str, to: str, *, then: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{_TABLE}_{column}"), ondelete=then)


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{_TABLE}_{name}"))


def _partial(name: str, column: str, which: str, *, is_unique: bool) -> None:
    where = sa.text(which)
    op.create_index(name, _TABLE, [column], unique=is_unique, sqlite_where=where, postgresql_where=where)
