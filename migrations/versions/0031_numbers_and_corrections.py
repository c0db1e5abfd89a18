"""numbers that were somebody's, and what a person says is wrong in what is kept of her

Revision: 0031
After: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

_MOMENT = sa.DateTime(timezone=True)
_KEY = sa.String(22)
_WORD = sa.String(40)


def upgrade() -> None:
    """Nobody's number has ended yet, and nothing is said to be wrong.

    A number that is confirmed has been since its person was registered.
    """
    op.add_column("employee", sa.Column("number_since", _MOMENT, nullable=True))
    person = sa.table(
        "employee",
        sa.column("number_since", _MOMENT),
        sa.column("created_at", _MOMENT),
        sa.column("number_confirmed", sa.Boolean()),
    )
    known = sa.update(person).where(person.c.number_confirmed)
    op.execute(known.values(number_since=person.c.created_at))
    op.create_table(
        "former_number",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("key_id", _KEY, nullable=False),
        sa.Column("employee_id", _KEY, nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=False),
        sa.Column("why", _WORD, nullable=False),
        _to("former_number", "employee_id", "employee"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_number")),
    )
    op.create_index(op.f("ix_former_number_employee_id"), "former_number", ["employee_id"])
    op.create_table(
        "correction",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("key_id", _KEY, nullable=False),
        sa.Column("case_id", _KEY, nullable=False),
        sa.Column("about", _WORD, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("answered_by", _KEY, nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (answered_at IS NULL)", name=op.f("ck_correction_open_or_answered")
        ),
        _to("correction", "case_id", "support_case"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_case_id"), "correction", ["case_id"])


def downgrade() -> None:
    """What was said to be wrong, and which numbers were somebody's, is lost."""
    op.drop_table("correction")
    op.drop_table("former_number")
    op.drop_column("employee", "number_since")


def _to(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE")
