"""the roles of an account, one of which is worn in each session

Revision: 0005
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0003"

ACCOUNT = sa.table("account", sa.column("id"), sa.column("role"))
HELD = sa.table("held_role", sa.column("account_id"), sa.column("role"))
SIGN_IN = sa.table("sign_in", sa.column("account_id"), sa.column("employee_id"), sa.column("role"))


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
    of_account = sa.select(ACCOUNT.c.role).where(ACCOUNT.c.id == SIGN_IN.c.account_id).scalar_subquery()
    op.execute(SIGN_IN.update().where(SIGN_IN.c.employee_id.is_not(None)).values(role="employee"))
    op.execute(SIGN_IN.update().where(SIGN_IN.c.account_id.is_not(None)).values(role=of_account))
    with op.batch_alter_table("sign_in") as table:
        table.alter_column("role", existing_type=sa.String(40), nullable=False)
    with op.batch_alter_table("account") as table:
        table.drop_column("role")


def downgrade() -> None:
    """An account has one role again: a nurse's where it had several. Sessions in another one end."""
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("role", sa.String(40), nullable=True))
    # Of the two words "nurse" is the greater one.
    held = sa.select(sa.func.max(HELD.c.role)).where(HELD.c.account_id == ACCOUNT.c.id).scalar_subquery()
    op.execute(ACCOUNT.update().values(role=held))
    kept = sa.select(ACCOUNT.c.role).where(ACCOUNT.c.id == SIGN_IN.c.account_id).scalar_subquery()
    op.execute(SIGN_IN.delete().where(SIGN_IN.c.account_id.is_not(None), SIGN_IN.c.role != kept))
    with op.batch_alter_table("account") as table:
        table.alter_column("role", existing_type=sa.String(40), nullable=False)
    with op.batch_alter_table("sign_in") as table:
        table.drop_column("role")
    op.drop_table("held_role")
