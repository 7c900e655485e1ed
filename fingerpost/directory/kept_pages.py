"""Pages of an import that was interrupted, kept for a day so that the next import need not ask for them again."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from pathlib import Path
from typing import Any

from fingerpost.settings import settings

KEPT_SECONDS = 24 * 60 * 60


class KeptPages:
    """The kept pages of one feed, in a folder of their own under the data directory."""

    def __init__(self, source: str) -> None:
        self._folder = settings().data_directory / "feeds" / _digest(source)

    def get(self, url: str) -> Any | None:
        """The document kept for this address, or None when there is none or it is more than a day old."""
        file = self._file(url)
        try:
            if time.time() - file.stat().st_mtime > KEPT_SECONDS:
                return None
            return json.loads(file.read_bytes())
        except (OSError, ValueError):
            return None

    def keep(self, url: str, document: Any) -> None:
        """Keep a document. Raises OSError when it cannot be written."""
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._file(url).with_suffix(".part")
        unfinished.write_text(json.dumps(document), encoding="utf-8")
        unfinished.replace(self._file(url))

    def discard(self) -> None:
        """Forget every page of this feed."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _file(self, url: str) -> Path:
        return self._folder / f"{_digest(url)}.json"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:24]
