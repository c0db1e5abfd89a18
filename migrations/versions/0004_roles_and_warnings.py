"""the roles of an account, the browsers in which it is known, and what was refused in its name

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ACCOUNT = sa.table("account", sa.column("id"), sa.column("role"))
HELD = sa.table("held_role", sa.column("account_id"), sa.column("role"))
SIGN_IN = sa.table("sign_in", sa.column("account_id"), sa.column("employee_id"), sa.column("role"), sa.column("is_warned"))


def upgrade() -> None:
    """Every account keeps the role that it has, and every session goes on in it."""
    op.create_table(
        "held_role",
        sa.Column("account_id", sa.String(22), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_held_role_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_held_role")),
    )
    op.execute(HELD.insert().from_select(["account_id", "role"], sa.select(ACCOUNT.c.id, ACCOUNT.c.role)))
    with op.batch_alter_table("sign_in") as table:
        table.add_column(sa.Column("role", sa.String(40), nullable=True))
        table.add_column(sa.Column("is_warned", sa.Boolean(), nullable=True))
    of_account = sa.select(ACCOUNT.c.role).where(ACCOUNT.c.id == SIGN_IN.c.account_id).scalar_subquery()
    op.execute(SIGN_IN.update().where(SIGN_IN.c.employee_id.is_not(None)).values(role="employee"))
    op.execute(SIGN_IN.update().where(SIGN_IN.c.account_id.is_not(None)).values(role=of_account))
    op.execute(SIGN_IN.update().values(is_warned=False))
    with op.batch_alter_table("sign_in") as table:
        table.alter_column("role", existing_type=sa.String(40), nullable=False)
        table.alter_column("is_warned", existing_type=sa.Boolean(), nullable=False)
    # Not as a batch: SQLite would make the table anew, and every row that hangs on an account would go with it.
    op.drop_column("account", "role")
    op.add_column("account", sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True))
    _known_and_refused()


def downgrade() -> None:
    """An account has one role again: a nurse's where it had several. Sessions in another one end."""
    op.add_column("account", sa.Column("role", sa.String(40), nullable=False, server_default="nurse"))
    # Of the two words "nurse" is the greater one.
    held = sa.select(sa.func.max(HELD.c.role)).where(HELD.c.account_id == ACCOUNT.c.id).scalar_subquery()
    op.execute(ACCOUNT.update().values(role=held))
    kept = sa.select(ACCOUNT.c.role).where(ACCOUNT.c.id == SIGN_IN.c.account_id).scalar_subquery()
    op.execute(SIGN_IN.delete().where(SIGN_IN.c.account_id.is_not(None), SIGN_IN.c.role != kept))
    op.drop_column("account", "signed_in_at")
    with op.batch_alter_table("sign_in") as table:
        table.drop_column("role")
        table.drop_column("is_warned")
    for name in ("held_role", "known_browser", "refused_try"):
        op.drop_table(name)


def _known_and_refused() -> None:
    # A browser that was known by its cookie alone is known again after the next sign-in.
    op.create_table(
        "known_browser",
        sa.Column("id_hash", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(22), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_known_browser_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_known_browser")),
    )
    op.create_index(op.f("ix_known_browser_account_id"), "known_browser", ["account_id"])
    op.create_table(
        "refused_try",
        sa.Column("email_lookup", sa.LargeBinary(32), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("email_lookup", "step", "day", name=op.f("pk_refused_try")),
    )
    op.create_index("ix_refused_try_last_at", "refused_try", ["last_at"])
