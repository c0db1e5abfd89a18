"""replies to text messages, and the numbers that want no more

Revision: 0018
After: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """What people write to our number, and who wants to hear nothing more."""
    op.create_table(
        "inbound_message",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("key_id", sa.String(22), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("sender_lookup", sa.LargeBinary(32), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider_reference", sa.String(40), nullable=False),
        sa.Column("meaning", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_message")),
        sa.UniqueConstraint("provider_reference", name=op.f("uq_inbound_message_provider_reference")),
    )
    op.create_index(op.f("ix_inbound_message_sender_lookup"), "inbound_message", ["sender_lookup"])
    op.create_table(
        "opt_out",
        sa.Column("phone_lookup", sa.LargeBinary(32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("phone_lookup", name=op.f("pk_opt_out")),
    )


def downgrade() -> None:
    """Replies are lost; who wanted no more messages is forgotten too."""
    op.drop_table("opt_out")
    op.drop_index(op.f("ix_inbound_message_sender_lookup"), "inbound_message")
    op.drop_table("inbound_message")
