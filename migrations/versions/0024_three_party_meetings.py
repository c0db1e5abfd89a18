"""three-party meetings: agenda, who takes part, times that suit, and what was acknowledged

Revision: 0024
After: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_MOMENT = sa.DateTime(timezone=True)
_GOES_ON = sa.text("ended_at IS NULL")
_TABLES = (
    "meeting_acknowledgement",
    "meeting_mark",
    "meeting_time",
    "meeting_participant",
    "meeting_line",
    "three_party_meeting",
)


def upgrade() -> None:
    """Nobody has met yet."""
    _meeting()
    op.create_table(
        "meeting_line",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("key_id", sa.String(22), nullable=False),
        sa.Column("meeting_id", sa.String(22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        _of_meeting("meeting_line"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_line")),
        sa.UniqueConstraint("meeting_id", "number", name="uq_meeting_line_number"),
    )
    op.create_table(
        "meeting_participant",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("key_id", sa.String(22), nullable=False),
        sa.Column("meeting_id", sa.String(22), nullable=False),
        sa.Column("party", sa.String(40), nullable=False),
        sa.Column("person_id", sa.String(22), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("replied_at", _MOMENT, nullable=True),
        sa.Column("came", sa.Boolean(), nullable=True),
        _of_meeting("meeting_participant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_participant")),
        sa.UniqueConstraint("meeting_id", "party", name="uq_meeting_participant_party"),
    )
    op.create_index("ix_meeting_participant_person_id", "meeting_participant", ["person_id"])
    op.create_table(
        "meeting_time",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("meeting_id", sa.String(22), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        _of_meeting("meeting_time"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_time")),
        sa.UniqueConstraint("meeting_id", "starts_at", name="uq_meeting_time_starts_at"),
    )
    op.create_table(
        "meeting_mark",
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("time_id", sa.String(22), nullable=False),
        _of_participant("meeting_mark"),
        sa.ForeignKeyConstraint(
            ["time_id"], ["meeting_time.id"], name=op.f("fk_meeting_mark_time_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant_id", "time_id", name=op.f("pk_meeting_mark")),
    )
    op.create_index("ix_meeting_mark_time_id", "meeting_mark", ["time_id"])
    op.create_table(
        "meeting_acknowledgement",
        sa.Column("participant_id", sa.String(22), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(40), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        _of_participant("meeting_acknowledgement"),
        sa.PrimaryKeyConstraint(
            "participant_id", "about", "version", name=op.f("pk_meeting_acknowledgement")
        ),
    )


def downgrade() -> None:
    """The meetings are lost; their times stay in the calendar of whoever leads them."""
    for table in _TABLES:
        op.drop_table(table)


def _meeting() -> None:
    op.create_table(
        "three_party_meeting",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("key_id", sa.String(22), nullable=False),
        sa.Column("case_id", sa.String(22), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("practitioner_id", sa.String(22), nullable=False),
        sa.Column("supervisor_link_id", sa.String(22), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("drafted_at", _MOMENT, nullable=False),
        *(sa.Column(name, _MOMENT, nullable=True) for name in ("asked_alone_at", "approved_at", "proposed_at")),
        sa.Column("answer_by", _MOMENT, nullable=True),
        sa.Column("starts_at", _MOMENT, nullable=True),
        sa.Column("appointment_id", sa.String(22), nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_three_party_meeting_{column}"), ondelete=then
            )
            for column, table, then in (
                ("case_id", "support_case", "CASCADE"),
                ("practitioner_id", "practitioner", None),
                ("supervisor_link_id", "supervisor_link", "SET NULL"),
                ("appointment_id", "appointment", "SET NULL"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_three_party_meeting")),
        sa.UniqueConstraint("appointment_id", name=op.f("uq_three_party_meeting_appointment_id")),
    )
    for column in ("case_id", "supervisor_link_id"):
        op.create_index(f"ix_three_party_meeting_{column}", "three_party_meeting", [column])
    op.create_index(
        "uq_three_party_meeting_going_on",
        "three_party_meeting",
        ["case_id"],
        unique=True,
        sqlite_where=_GOES_ON,
        postgresql_where=_GOES_ON,
    )


def _of_meeting(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["meeting_id"],
        ["three_party_meeting.id"],
        name=op.f(f"fk_{table}_meeting_id"),
        ondelete="CASCADE",
    )


def _of_participant(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["participant_id"],
        ["meeting_participant.id"],
        name=op.f(f"fk_{table}_participant_id"),
        ondelete="CASCADE",
    )
