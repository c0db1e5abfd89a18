"""codes with which a visit goes on in another browser

Revision: 0006
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nobody has a code yet."""
    op.create_table(
        "resume_code",
        sa.Column("answer_set_id", sa.String(length=22), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_set_id"],
            ["triage_answer_set.id"],
            name=op.f("fk_resume_code_answer_set_id_triage_answer_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("answer_set_id", name=op.f("pk_resume_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_resume_code_code_hash")),
    )


def downgrade() -> None:
    """A code that was shown opens nothing any more; the visits stay with their own browsers."""
    op.drop_table("resume_code")
