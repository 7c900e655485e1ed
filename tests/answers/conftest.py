"""A copy of the content that a test may break."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fingerpost import answers, content, sources, topics
from fingerpost.law import deadlines
from fingerpost.settings import settings

READ_ONCE = (content.read, sources.all_sources, topics.topic_kinds, deadlines.rules, answers.cards)


@pytest.fixture
def content_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a copy of the content, read anew in this test and forgotten after it."""
    copy = tmp_path / "content"
    shutil.copytree(settings().content_directory, copy, ignore=shutil.ignore_patterns("authorities"))
    monkeypatch.setattr(settings(), "content_directory", copy)
    for read in READ_ONCE:
        read.cache_clear()
    yield copy
    for read in READ_ONCE:
        read.cache_clear()
