"""words left out of a meeting keep their row, what was drafted in it is known, and who wrote a review

Revision: 0029
After: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

# What was first written in a meeting was made with its words; what was reviewed there, before them.
_DRAFTED = """
UPDATE meeting_wording SET was_drafted_here = true WHERE EXISTS (
    SELECT 1 FROM agreed_action
    WHERE meeting_wording.about = 'action:' || agreed_action.id
    AND agreed_action.made_at >= meeting_wording.written_at
)
"""


def upgrade() -> None:
    """What was left out before has no row, and what has one stands; who wrote a review is not known."""
    op.add_column("meeting_wording", _flag("is_left_out"))
    op.add_column("meeting_wording", _flag("was_drafted_here"))
    op.execute("UPDATE meeting_wording SET was_drafted_here = true WHERE about LIKE 'goal:%'")
    op.execute(_DRAFTED)
    op.add_column("interim_review", sa.Column("written_by", sa.String(22), nullable=True))


def downgrade() -> None:
    """What is left out has no row again, and who wrote a review is lost."""
    op.drop_column("interim_review", "written_by")
    op.execute("DELETE FROM meeting_wording WHERE is_left_out")
    op.drop_column("meeting_wording", "was_drafted_here")
    op.drop_column("meeting_wording", "is_left_out")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
