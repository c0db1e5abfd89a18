"""since when an account is locked

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Every account there is stays open."""
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Nobody who was locked out gets in: the older program does not know the lock, so the password goes."""
    account = sa.table("account", sa.column("locked_at"), sa.column("password_hash"), sa.column("totp_secret"))
    locked = account.c.locked_at.is_not(None)
    op.execute(account.update().where(locked).values(password_hash=None, totp_secret=None))
    with op.batch_alter_table("account") as table:
        table.drop_column("locked_at")
