"""a person's way: enrolment, its steps and themes, goals, agreed actions, ratings of talks

Revision: 0021
After: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_MOMENT = sa.DateTime(timezone=True)
_KEY = sa.String(22)
_WORD = sa.String(40)
_GOES_ON = sa.text("ended_at IS NULL")
_SETTLED = sa.text("appointment_id IS NOT NULL")


def upgrade() -> None:
    """Nobody goes along a pathway yet: those in support are enrolled by their nurse."""
    _enrolments()
    _steps()
    op.create_table(
        "covered_theme",
        sa.Column("step_id", _KEY, nullable=False),
        sa.Column("theme", _WORD, nullable=False),
        sa.Column("covered_at", _MOMENT, nullable=False),
        _belongs("covered_theme", "step_id", "enrolment_step"),
        sa.PrimaryKeyConstraint("step_id", "theme", name=op.f("pk_covered_theme")),
    )
    _ratings()
    _goals()
    _actions()


def downgrade() -> None:
    """What was agreed and how far anybody had come is lost."""
    for table in (
        *("agreed_action", "goal_point", "goal", "session_rating", "covered_theme"),
        *("enrolment_step", "enrolment"),
    ):
        op.drop_table(table)


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )


def _with(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["practitioner_id"], ["practitioner.id"], name=op.f(f"fk_{table}_practitioner_id")
    )


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _enrolments() -> None:
    op.create_table(
        "enrolment",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("key_id", _KEY, nullable=False),
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("pathway", sa.String(20), nullable=False),
        sa.Column("pathway_version", sa.Integer(), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("practitioner_id", _KEY, nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("accepted_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("is_early", sa.Boolean(), nullable=False),
        sa.Column("end_reason", sa.LargeBinary(), nullable=True),
        sa.Column("analysis_set", _WORD, nullable=False),
        sa.Column("analysis_reason", sa.LargeBinary(), nullable=True),
        _check(
            "enrolment",
            "ended",
            "(ended_at IS NULL) = (state IN ('invited', 'accepted', 'active', 'paused'))",
        ),
        _check("enrolment", "accepted", "(accepted_at IS NULL) OR (state <> 'invited')"),
        _check("enrolment", "early", "NOT is_early OR state = 'completed'"),
        _check(
            "enrolment", "separate_with_reason", "analysis_set = 'main' OR analysis_reason IS NOT NULL"
        ),
        _belongs("enrolment", "case_id", "support_case"),
        _with("enrolment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index("ix_enrolment_case_id", "enrolment", ["case_id"])
    op.create_index(
        "uq_enrolment_going_on",
        "enrolment",
        ["case_id"],
        unique=True,
        sqlite_where=_GOES_ON,
        postgresql_where=_GOES_ON,
    )


def _steps() -> None:
    op.create_table(
        "enrolment_step",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("key_id", _KEY, nullable=False),
        sa.Column("enrolment_id", _KEY, nullable=False),
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(8), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("said_at", _MOMENT, nullable=True),
        sa.Column("appointment_id", _KEY, nullable=True),
        sa.Column("practitioner_id", _KEY, nullable=True),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        _check("enrolment_step", "said", "(said_at IS NULL) = (state = 'to_come')"),
        _check("enrolment_step", "skipped_with_reason", "(reason IS NULL) = (state <> 'skipped')"),
        _belongs("enrolment_step", "enrolment_id", "enrolment"),
        _belongs("enrolment_step", "case_id", "support_case"),
        _with("enrolment_step"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_step")),
        sa.UniqueConstraint("enrolment_id", "step_key", name=op.f("uq_enrolment_step_key")),
    )
    op.create_index("ix_enrolment_step_case_id", "enrolment_step", ["case_id"])
    op.create_index(
        "uq_enrolment_step_appointment",
        "enrolment_step",
        ["appointment_id"],
        unique=True,
        sqlite_where=_SETTLED,
        postgresql_where=_SETTLED,
    )


def _ratings() -> None:
    op.create_table(
        "session_rating",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("key_id", _KEY, nullable=False),
        sa.Column("step_id", _KEY, nullable=False),
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("practitioner_id", _KEY, nullable=False),
        sa.Column("rated_at", _MOMENT, nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("shown_in", _KEY, nullable=True),
        _belongs("session_rating", "step_id", "enrolment_step"),
        _belongs("session_rating", "case_id", "support_case"),
        _with("session_rating"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_rating")),
        sa.UniqueConstraint("step_id", name=op.f("uq_session_rating_step_id")),
    )
    for column in ("case_id", "practitioner_id"):
        op.create_index(f"ix_session_rating_{column}", "session_rating", [column])


def _goals() -> None:
    op.create_table(
        "goal",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("key_id", _KEY, nullable=False),
        sa.Column("enrolment_id", _KEY, nullable=False),
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("good_enough", sa.Integer(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("agreed_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        _check("goal", "good_enough", "good_enough BETWEEN 1 AND 10"),
        _check("goal", "ended", "(ended_at IS NULL) = (state IN ('drafted', 'agreed', 'in_progress'))"),
        _check("goal", "agreed", "(agreed_at IS NOT NULL) OR (state IN ('drafted', 'dropped'))"),
        _belongs("goal", "enrolment_id", "enrolment"),
        _belongs("goal", "case_id", "support_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
    )
    for column in ("case_id", "enrolment_id"):
        op.create_index(f"ix_goal_{column}", "goal", [column])
    op.create_table(
        "goal_point",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("key_id", _KEY, nullable=False),
        sa.Column("goal_id", _KEY, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        _belongs("goal_point", "goal_id", "goal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_point")),
    )
    op.create_index("ix_goal_point_goal_id", "goal_point", ["goal_id"])


def _actions() -> None:
    op.create_table(
        "agreed_action",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("key_id", _KEY, nullable=False),
        sa.Column("enrolment_id", _KEY, nullable=False),
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("owner", _WORD, nullable=False),
        sa.Column("size", _WORD, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("release", _WORD, nullable=True),
        sa.Column("released_at", _MOMENT, nullable=True),
        sa.Column("accepted_at", _MOMENT, nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("agreed_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        _check(
            "agreed_action",
            "accepted",
            "owner <> 'supervisor' OR state IN ('proposed', 'cancelled') OR accepted_at IS NOT NULL",
        ),
        _check(
            "agreed_action",
            "released",
            "owner <> 'supervisor' OR state NOT IN ('agreed', 'in_progress')"
            " OR (release IS NOT NULL AND release = 'yes')",
        ),
        _check(
            "agreed_action", "ended", "(ended_at IS NULL) = (state IN ('proposed', 'agreed', 'in_progress'))"
        ),
        _check("agreed_action", "undone_with_reason", "state <> 'not_done' OR reason IS NOT NULL"),
        _belongs("agreed_action", "enrolment_id", "enrolment"),
        _belongs("agreed_action", "case_id", "support_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_action")),
    )
    for column in ("case_id", "enrolment_id"):
        op.create_index(f"ix_agreed_action_{column}", "agreed_action", [column])
