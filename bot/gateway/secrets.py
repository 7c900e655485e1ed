"""The secrets of this installation: one key, and what is derived from it."""

from __future__ import annotations

import hmac
import os
import secrets
import tempfile
from pathlib import Path

from fingerpost.settings import Settings

SHORTEST_KEY = 32


def engine_secret(settings: Settings) -> str:
    """What gateway and engine show each other, as hexadecimal text.

    Raises OSError when the key can be neither read nor kept, ValueError when the kept key is damaged.
    """
    return _derived(settings, "engine")


def session_secret(settings: Settings) -> str:
    """What session tokens are signed with, as hexadecimal text. Raises like `engine_secret`."""
    return _derived(settings, "session")


def _derived(settings: Settings, label: str) -> str:
    key = settings.secret_key or _kept_key(settings.data_directory / "secret_key")
    return hmac.new(key.encode(), f"fingerpost {label}".encode(), "sha256").hexdigest()


def _kept_key(path: Path) -> str:
    if not path.exists():
        _keep_new_key(path)
    key = path.read_text().strip()
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"The key in {path} is damaged. Delete the file and start again.")
    return key


def _keep_new_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(SHORTEST_KEY))
        # Linking a finished file fails when there is one already, so two processes end up with the same key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
