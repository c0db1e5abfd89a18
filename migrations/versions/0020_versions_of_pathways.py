"""versions of pathways

Revision: 0020
After: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_ACTIVE = sa.text("state = 'active'")
_IN_THE_MAKING = sa.text("state IN ('draft', 'in_review', 'approved')")


def upgrade() -> None:
    """Empty: the versions that come with the program stand in its catalogue until one is made from them."""
    op.create_table(
        "pathway_version",
        sa.Column("id", sa.String(22), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.String(22)),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(500)),
        sa.Column("drafted_by", sa.String(22)),
        sa.Column("drafted_at", sa.DateTime(timezone=True)),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("approved_by", sa.String(22)),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        sa.Column("activated_by", sa.String(22)),
        sa.Column("activated_at", sa.DateTime(timezone=True)),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pathway_version")),
        sa.UniqueConstraint("code", "version", name="uq_pathway_version_number"),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["pathway_version.id"], name=op.f("fk_pathway_version_parent_id_pathway_version")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["practitioner.id"], name=op.f(f"fk_pathway_version_{column}_practitioner")
            )
            for column in ("drafted_by", "approved_by", "activated_by")
        ),
    )
    for name, where in (("active", _ACTIVE), ("in_the_making", _IN_THE_MAKING)):
        op.create_index(
            f"ix_pathway_version_{name}",
            "pathway_version",
            ["code"],
            unique=True,
            sqlite_where=where,
            postgresql_where=where,
        )


def downgrade() -> None:
    """What was made here is lost; the catalogue stays."""
    op.drop_index("ix_pathway_version_in_the_making", "pathway_version")
    op.drop_index("ix_pathway_version_active", "pathway_version")
    op.drop_table("pathway_version")
