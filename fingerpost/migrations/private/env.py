"""Runs the migrations of the private database on the connection that `fingerpost.store.migrate` opened."""

from alembic import context

connection = context.config.attributes["connection"]
# Several processes start at once: the first one migrates, the others wait and find the work done.
if connection.dialect.name == "sqlite":
    connection.exec_driver_sql("BEGIN IMMEDIATE")
elif connection.dialect.name == "postgresql":
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7363001)")
context.configure(connection=connection)
with context.begin_transaction():
    context.run_migrations()
