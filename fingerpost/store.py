"""Database engines, sessions and migrations, for the public directory and the private database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_migrating = threading.Lock()  # alembic keeps its context in module variables


@lru_cache(maxsize=8)
def database(address: str) -> Engine:
    """The SQLAlchemy engine for this address, one for each process. SQLite files get write-ahead logging."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return sqlalchemy.create_engine(address, pool_pre_ping=True, future=True, hide_parameters=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sqlalchemy.create_engine(
        address,
        future=True,
        hide_parameters=True,  # an error in a log never carries what a family told
        connect_args={"timeout": 15, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def session(address: str) -> Iterator[Session]:
    """A session that commits at the end and rolls back when anything goes wrong."""
    with Session(database(address), future=True) as current:
        try:
            yield current
            current.commit()
        except BaseException:
            current.rollback()
            raise


def migrate(address: str, which: str) -> None:
    """Bring the database up to date. `which` is `directory` or `private`, a folder of `fingerpost/migrations`."""
    from alembic import command  # the gateway answers before it migrates: alembic is loaded only when needed
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS / which))
    with _migrating, database(address).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
