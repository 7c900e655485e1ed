"""The command line, called in this process with a directory database of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot import cli
from fingerpost.settings import settings


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a directory database that nothing was imported into yet."""
    address = f"sqlite:///{tmp_path / 'directory.db'}"
    monkeypatch.setattr(settings(), "directory_url", address)
    monkeypatch.setattr(settings(), "data_directory", tmp_path / "var")
    return address


@pytest.fixture
def call() -> Callable[..., Result]:
    """Calls `fingerpost` with these words; `typed` is standard input."""

    def run(*words: str, typed: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli.app, list(words), input=typed)

    return run
