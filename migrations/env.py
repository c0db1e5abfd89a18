"""Alembic's entry: the database of the application, one transaction for each step."""

from alembic import context

from support.platform.database import db


def migrate() -> None:
    """Bring the database from one revision to another."""
    engine = db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


migrate()
