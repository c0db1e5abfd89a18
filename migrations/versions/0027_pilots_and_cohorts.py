"""pilots and cohorts: who takes part in which, interim reviews, consent to being counted

Revision: 0027
After: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_MOMENT = sa.DateTime(timezone=True)
_KEY = sa.String(22)
_WORD = sa.String(40)
_TEXT = sa.String(400)
_HOLDS = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Nobody takes part in a pilot yet."""
    _pilots()
    _cohorts()
    _people()


def downgrade() -> None:
    """Who took part and what was learnt is lost; everybody's way goes on."""
    for table in (
        *("evaluation_consent", "cohort_member", "interim_review", "cohort", "pilot_employer", "pilot"),
    ):
        op.drop_table(table)


def _to(table: str, column: str, to: str, *, then: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=then)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _pilots() -> None:
    op.create_table(
        "pilot",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("pathway", sa.String(20), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("aims", _TEXT, nullable=False),
        sa.Column("evaluation", _TEXT, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        _check("pilot", "forward", "starts_on < ends_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot")),
    )
    op.create_table(
        "pilot_employer",
        sa.Column("pilot_id", _KEY, nullable=False),
        sa.Column("employer_id", _KEY, nullable=False),
        _to("pilot_employer", "pilot_id", "pilot", then="CASCADE"),
        _to("pilot_employer", "employer_id", "employer"),
        sa.PrimaryKeyConstraint("pilot_id", "employer_id", name=op.f("pk_pilot_employer")),
    )


def _cohorts() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("pilot_id", _KEY, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("pathway_version", sa.Integer(), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        *(sa.Column(name, _TEXT, nullable=True) for name in ("goals", "target_group", "schedule")),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("made_at", _MOMENT, nullable=False),
        _check("cohort", "met_before_anybody", "state = 'planned' OR met_on IS NOT NULL"),
        _check(
            "cohort",
            "met_with_everything",
            "(met_on IS NULL) = (goals IS NULL) AND (met_on IS NULL) = (target_group IS NULL)"
            " AND (met_on IS NULL) = (schedule IS NULL)",
        ),
        _check("cohort", "has_room", "capacity > 0"),
        _to("cohort", "pilot_id", "pilot", then="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("pilot_id", "name", name="uq_cohort_name"),
    )
    op.create_index("ix_cohort_pilot_id", "cohort", ["pilot_id"])
    op.create_table(
        "interim_review",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("cohort_id", _KEY, nullable=False),
        sa.Column("findings", _TEXT, nullable=False),
        sa.Column("change", _TEXT, nullable=False),
        sa.Column("written_at", _MOMENT, nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=True),
        _to("interim_review", "cohort_id", "cohort", then="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interim_review")),
    )
    op.create_index("ix_interim_review_cohort_id", "interim_review", ["cohort_id"])


def _people() -> None:
    op.create_table(
        "cohort_member",
        sa.Column("enrolment_id", _KEY, nullable=False),
        sa.Column("cohort_id", _KEY, nullable=False),
        sa.Column("joined_at", _MOMENT, nullable=False),
        _to("cohort_member", "enrolment_id", "enrolment", then="CASCADE"),
        _to("cohort_member", "cohort_id", "cohort"),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_cohort_member")),
    )
    op.create_index("ix_cohort_member_cohort_id", "cohort_member", ["cohort_id"])
    op.create_table(
        "evaluation_consent",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("enrolment_id", _KEY, nullable=False),
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("wording_version", sa.Integer(), nullable=False),
        sa.Column("language", _WORD, nullable=False),
        _check("evaluation_consent", "answered", "state IN ('granted', 'declined', 'withdrawn')"),
        _check("evaluation_consent", "withdrawn_has_ended", "state <> 'withdrawn' OR ended_at IS NOT NULL"),
        _to("evaluation_consent", "enrolment_id", "enrolment", then="CASCADE"),
        _to("evaluation_consent", "case_id", "support_case", then="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_consent")),
        sa.UniqueConstraint("enrolment_id", "number", name="uq_evaluation_consent_number"),
    )
    op.create_index("ix_evaluation_consent_case_id", "evaluation_consent", ["case_id"])
    op.create_index(
        "uq_evaluation_consent_holds",
        "evaluation_consent",
        ["enrolment_id"],
        unique=True,
        sqlite_where=_HOLDS,
        postgresql_where=_HOLDS,
    )
