"""each attempt to hand a message over has a row of its own

Revision: 0015
After: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_IN_FLIGHT = sa.text("state IN ('attempt_written', 'unknown')")

# As far as the message tells; of what was in flight before nobody is asked, a human has it.
_ATTEMPTS = """
    INSERT INTO message_attempt (
        id, message_id, number, recipient_lookup, started_at, ended_at, outcome, reference, delivery, absences
    )
    SELECT message.id, message.id, message.attempts, message.recipient_lookup, message.attempted_at,
        message.attempted_at,
        CASE WHEN kept.provider_reference IS NULL THEN 'unresolved' ELSE 'accepted' END,
        kept.provider_reference,
        CASE WHEN kept.provider_reference IS NULL THEN NULL ELSE 'accepted' END,
        0
    FROM outbound_message AS message JOIN kept ON kept.id = message.id
    WHERE message.attempts > 0 AND message.attempted_at IS NOT NULL
"""


def upgrade() -> None:
    """What was claimed waits again, and what was on its way has one attempt."""
    # The attempts come after the batch: SQLite makes the table anew, and they would go with the old one.
    op.execute("CREATE TABLE kept AS SELECT id, provider_reference FROM outbound_message")
    with op.batch_alter_table("outbound_message") as table:
        table.drop_constraint(op.f("uq_outbound_message_provider_reference"), type_="unique")
        table.drop_column("provider_reference")
        table.add_column(sa.Column("refusal", sa.String(40), nullable=True))
        table.add_column(sa.Column("needs_human_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE outbound_message SET state = 'queued' WHERE state = 'claimed'")
    _make_attempts()
    op.execute(_ATTEMPTS)
    op.execute("DROP TABLE kept")
    op.execute(
        "UPDATE outbound_message SET state = 'unresolved', needs_human_at = attempted_at"
        " WHERE state IN ('attempt_written', 'unknown')"
    )
    op.create_index(op.f("ix_outbound_message_needs_human_at"), "outbound_message", ["needs_human_at"])
    op.create_index(
        "ix_outbound_message_in_flight",
        "outbound_message",
        ["recipient_lookup"],
        unique=True,
        sqlite_where=_IN_FLIGHT,
        postgresql_where=_IN_FLIGHT,
    )


def _make_attempts() -> None:
    op.create_table(
        "message_attempt",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("message_id", sa.String(22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recipient_lookup", sa.LargeBinary(32), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("reference", sa.String(40), nullable=True),
        sa.Column("delivery", sa.String(40), nullable=True),
        sa.Column("refusal", sa.String(40), nullable=True),
        sa.Column("absences", sa.Integer(), nullable=False),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["outbound_message.id"],
            name=op.f("fk_message_attempt_message_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_attempt")),
        sa.UniqueConstraint("message_id", "number", name=op.f("uq_message_attempt_message_id_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_message_attempt_reference")),
    )
    for column in ("started_at", "next_look_at"):
        op.create_index(op.f(f"ix_message_attempt_{column}"), "message_attempt", [column])
    op.create_index("ix_message_attempt_recipient", "message_attempt", ["recipient_lookup", "started_at"])


def downgrade() -> None:
    """Of several attempts the last one that came to the provider counts; what nobody found out is unknown."""
    op.execute(
        "CREATE TABLE kept AS SELECT message_id, max(number) AS number FROM message_attempt"
        " WHERE reference IS NOT NULL GROUP BY message_id"
    )
    op.execute(
        "CREATE TABLE kept_reference AS SELECT attempt.message_id, attempt.reference FROM message_attempt AS attempt"
        " JOIN kept ON kept.message_id = attempt.message_id AND kept.number = attempt.number"
    )
    op.drop_table("message_attempt")
    for name in ("in_flight", "needs_human_at"):
        op.drop_index(f"ix_outbound_message_{name}", "outbound_message")
    op.execute("UPDATE outbound_message SET state = 'unknown' WHERE state = 'unresolved'")
    with op.batch_alter_table("outbound_message") as table:
        table.drop_column("needs_human_at")
        table.drop_column("refusal")
        table.add_column(sa.Column("provider_reference", sa.String(40), nullable=True))
        table.create_unique_constraint(
            op.f("uq_outbound_message_provider_reference"), ["provider_reference"]
        )
    op.execute(
        "UPDATE outbound_message SET provider_reference ="
        " (SELECT reference FROM kept_reference WHERE message_id = outbound_message.id)"
    )
    op.execute("DROP TABLE kept_reference")
    op.execute("DROP TABLE kept")
