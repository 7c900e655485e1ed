"""What several kinds of test need: the trained model and the browser, each where there is one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
import sqlalchemy

from fingerpost import store
from fingerpost.settings import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

POSTGRESQL = os.environ.get("FINGERPOST_TEST_POSTGRES_URL", "postgresql+psycopg2://root@127.0.0.1:5432/test")
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def do_without(reason: str) -> NoReturn:
    """Skip what cannot be tested here, or fail it where everything has to be there."""
    if os.environ.get("FINGERPOST_REQUIRE_SERVICES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def model() -> Path:
    """The model for the present training data."""
    try:
        import rasa  # noqa: F401
    except ImportError:
        do_without("the engine is not installed in this environment")
    from bot.training import NoModelError, current_model

    try:
        return current_model(settings())
    except NoModelError as fault:
        do_without(str(fault))


@pytest.fixture
def postgresql_schema() -> Iterator[str]:
    """The address of an empty schema of this test alone, in PostgreSQL."""
    schema = f"fingerpost_{uuid.uuid4().hex}"
    engine = sqlalchemy.create_engine(POSTGRESQL, future=True)
    try:
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"CREATE SCHEMA {schema}"))
    except (sqlalchemy.exc.OperationalError, ModuleNotFoundError) as error:
        do_without(f"no PostgreSQL to test with: {type(error).__name__}")
    address = f"{POSTGRESQL}{'&' if '?' in POSTGRESQL else '?'}options=-csearch_path%3D{schema}"
    try:
        yield address
    finally:
        store.database(address).dispose()
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window. For one module only: while Playwright runs, no other event loop can."""
    if not CHROMIUM.exists():
        do_without(f"the browser tests need Chromium at {CHROMIUM}: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()
