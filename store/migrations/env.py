"""How Alembic sees the tables: always through a connection that is given."""

from alembic import context

from store.tables import Table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Table.metadata, compare_type=True, compare_server_default=True)
with context.begin_transaction():
    context.run_migrations()
