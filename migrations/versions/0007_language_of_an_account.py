"""the language that is kept with an account

Revision: 0007
After: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nobody has chosen yet."""
    # Not as a batch: SQLite would make the table anew, and every row that hangs on an account would go with it.
    op.add_column("account", sa.Column("language", sa.String(40), nullable=True))


def downgrade() -> None:
    """What was chosen is forgotten; the browsers decide again."""
    op.drop_column("account", "language")
