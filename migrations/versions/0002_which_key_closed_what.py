"""which key of the ring closed each data key, and what the other keys make of a known word

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

DATA_KEY = sa.table("data_key", sa.column("id"), sa.column("ring_id"), sa.column("wrapped"))


def upgrade() -> None:
    """Take the name of the ring key out of what it closed, where it stands in front."""
    op.create_table(
        "key_check",
        sa.Column("setting", sa.String(20), nullable=False),
        sa.Column("made", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("setting", name=op.f("pk_key_check")),
    )
    with op.batch_alter_table("data_key") as table:
        table.add_column(sa.Column("ring_id", sa.String(16), nullable=True))
    connection = op.get_bind()
    for key_id, wrapped in connection.execute(sa.select(DATA_KEY.c.id, DATA_KEY.c.wrapped)).all():
        ring_id = bytes(wrapped).partition(b":")[0].decode()
        connection.execute(DATA_KEY.update().where(DATA_KEY.c.id == key_id).values(ring_id=ring_id))
    with op.batch_alter_table("data_key") as table:
        table.alter_column("ring_id", existing_type=sa.String(16), nullable=False)
        table.create_index(op.f("ix_data_key_ring_id"), ["ring_id"])


def downgrade() -> None:
    """The name still stands in front of what the key closed."""
    with op.batch_alter_table("data_key") as table:
        table.drop_index(op.f("ix_data_key_ring_id"))
        table.drop_column("ring_id")
    op.drop_table("key_check")
