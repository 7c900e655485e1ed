"""The trained model, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fingerpost.settings import settings

REQUIRED = os.environ.get("FINGERPOST_REQUIRE_SERVICES") == "1"


@pytest.fixture(scope="session")
def model() -> Path:
    """The model for the present training data; the tests that need it are skipped where there is none."""
    if not REQUIRED:
        pytest.importorskip("rasa", reason="the engine is not installed in this environment")
    from bot.training import NoModelError, current_model

    try:
        return current_model(settings())
    except NoModelError as fault:
        if REQUIRED:
            raise
        pytest.skip(str(fault))
