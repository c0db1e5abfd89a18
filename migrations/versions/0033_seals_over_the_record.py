"""seals over the audit record, each naming the one before it

Revision: 0033
After: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_SAID = "the audit record is append-only"
_ON_SQLITE = (
    f"""CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal
    BEGIN SELECT RAISE(ABORT, '{_SAID}'); END""",
    f"""CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal
    BEGIN SELECT RAISE(ABORT, '{_SAID}'); END""",
    # INSERT OR REPLACE deletes what stands in its way without asking the trigger above.
    f"""CREATE TRIGGER audit_seal_no_replace BEFORE INSERT ON audit_seal
    WHEN EXISTS (SELECT 1 FROM audit_seal WHERE number = NEW.number OR previous = NEW.previous)
    BEGIN SELECT RAISE(ABORT, '{_SAID}'); END""",
)
# The function came with the table of the entries.
_ON_POSTGRESQL = (
    """CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
)


def upgrade() -> None:
    """No entry is sealed yet; the worker begins with the first."""
    op.create_table(
        "audit_seal",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("from_id", _NUMBER, nullable=False),
        sa.Column("to_id", _NUMBER, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("previous", sa.LargeBinary(32), nullable=False),
        sa.Column("key_mark", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mac", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_seal"),
        sa.UniqueConstraint("previous", name="uq_audit_seal_previous"),
    )
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _ON_POSTGRESQL if on_postgresql else _ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """The seals are lost; the entries stay as they are, each with its own hash."""
    op.drop_table("audit_seal")
