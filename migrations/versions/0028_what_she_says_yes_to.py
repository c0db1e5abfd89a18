"""which revision of an agreed action somebody has read when she says yes to it

Revision: 0028
After: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """What is there is the first revision, which is what everybody has read."""
    op.add_column("agreed_action", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """A yes is again to whatever stands there when it comes."""
    op.drop_column("agreed_action", "revision")
