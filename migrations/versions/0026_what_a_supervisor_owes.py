"""what a supervisor owes: her answer to what she is to do, reminders, and when she was last told

Revision: 0026
After: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_MOMENT = sa.DateTime(timezone=True)
_OF_ACTION = ("turned_down_at", "supervisor_link_id", "remind_at")


def upgrade() -> None:
    """Nobody has been told or reminded yet; what was agreed before is not reminded of."""
    op.add_column("agreed_action", sa.Column("turned_down_at", _MOMENT, nullable=True))
    op.add_column("agreed_action", sa.Column("supervisor_link_id", sa.String(22), nullable=True))
    op.add_column("agreed_action", sa.Column("remind_at", _MOMENT, nullable=True))
    op.create_index("ix_agreed_action_remind_at", "agreed_action", ["remind_at"])
    op.add_column("supervisor_link", sa.Column("told_at", _MOMENT, nullable=True))


def downgrade() -> None:
    """What supervisors have answered and when they were told is lost."""
    op.drop_index("ix_agreed_action_remind_at", "agreed_action")
    op.drop_column("supervisor_link", "told_at")
    for column in _OF_ACTION:
        op.drop_column("agreed_action", column)
