"""hours that change: single days, time off, terms of a calendar, and booked times left outside

Revision: 0008
After: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_ONE_DAY = "NOT is_extra OR (valid_to IS NOT NULL AND valid_from = valid_to)"


def upgrade() -> None:
    """Every stretch so far is one of the week that repeats, and every calendar has the usual terms."""
    with op.batch_alter_table("availability") as batch:
        batch.add_column(sa.Column("is_extra", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.create_check_constraint("one_day", _ONE_DAY)
    with op.batch_alter_table("availability") as batch:
        batch.alter_column("is_extra", server_default=None)
    op.create_table(
        "time_off",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("practitioner_id", sa.String(length=22), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_time_off_forward")),
        sa.ForeignKeyConstraint(
            ["practitioner_id"], ["practitioner.id"], name=op.f("fk_time_off_practitioner_id_practitioner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_off")),
    )
    op.create_index(op.f("ix_time_off_practitioner_id"), "time_off", ["practitioner_id"])
    op.create_table(
        "booking_terms",
        sa.Column("practitioner_id", sa.String(length=22), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("notice_minutes", sa.Integer(), nullable=False),
        sa.Column("window_days", sa.Integer(), nullable=False),
        sa.Column("daily_cap", sa.Integer(), nullable=True),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioner.id"],
            name=op.f("fk_booking_terms_practitioner_id_practitioner"),
        ),
        sa.PrimaryKeyConstraint("practitioner_id", name=op.f("pk_booking_terms")),
    )
    op.create_table(
        "outside_hours",
        sa.Column("appointment_id", sa.String(length=22), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("chosen_by", sa.String(length=22), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_outside_hours_appointment_id_appointment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["chosen_by"], ["practitioner.id"], name=op.f("fk_outside_hours_chosen_by_practitioner")
        ),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_outside_hours")),
    )


def downgrade() -> None:
    """An extra stretch stays, as a stretch that is valid for one day; time off and terms are lost."""
    op.drop_table("outside_hours")
    op.drop_table("booking_terms")
    op.drop_table("time_off")
    with op.batch_alter_table("availability") as batch:
        batch.drop_constraint("one_day", type_="check")
        batch.drop_column("is_extra")
