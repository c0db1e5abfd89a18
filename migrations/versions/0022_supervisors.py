"""supervisors: whose supervisor somebody is, and the addresses that lead to her sign-in

Revision: 0022
After: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_MOMENT = sa.DateTime(timezone=True)
_GOES_ON = sa.text("ended_at IS NULL")
_SUPERVISORS = sa.text("hat = 'supervisor'")


def upgrade() -> None:
    """Whoever was known before wears the hat of an employee."""
    op.add_column("employee", sa.Column("hat", sa.String(40), nullable=False, server_default="employee"))
    op.create_index(
        "uq_employee_supervisor_phone",
        "employee",
        ["phone_lookup"],
        unique=True,
        sqlite_where=_SUPERVISORS,
        postgresql_where=_SUPERVISORS,
    )
    _links()
    op.create_table(
        "supervisor_invitation",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("supervisor_link_id", sa.String(22), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["supervisor_link_id"],
            ["supervisor_link.id"],
            name=op.f("fk_supervisor_invitation_supervisor_link_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_supervisor_invitation")),
    )
    op.create_index(
        "ix_supervisor_invitation_supervisor_link_id", "supervisor_invitation", ["supervisor_link_id"]
    )


def downgrade() -> None:
    """Who was named is forgotten, and signed out."""
    for table in ("supervisor_invitation", "supervisor_link"):
        op.drop_table(table)
    op.execute("DELETE FROM sign_in WHERE role = 'supervisor'")
    op.execute("DELETE FROM employee WHERE hat = 'supervisor'")
    op.drop_index("uq_employee_supervisor_phone", "employee")
    op.drop_column("employee", "hat")


def _links() -> None:
    op.create_table(
        "supervisor_link",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("key_id", sa.String(22), nullable=False),
        sa.Column("employee_id", sa.String(22), nullable=False),
        sa.Column("supervisor_id", sa.String(22), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("named_how", sa.String(40), nullable=False),
        sa.Column("named_by", sa.String(22), nullable=True),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employee.id"], name=op.f("fk_supervisor_link_employee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["employee.id"], name=op.f("fk_supervisor_link_supervisor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisor_link")),
    )
    for column in ("employee_id", "supervisor_id"):
        op.create_index(f"ix_supervisor_link_{column}", "supervisor_link", [column])
    op.create_index(
        "uq_supervisor_link_going_on",
        "supervisor_link",
        ["employee_id"],
        unique=True,
        sqlite_where=_GOES_ON,
        postgresql_where=_GOES_ON,
    )
