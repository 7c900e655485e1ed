"""Reads the reviewed content (`content/*.yml`): safely, once, and with errors that name the file and the line."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from fingerpost.settings import settings

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(RuntimeError):
    """A content file is missing, is not YAML, or lacks something; the sentence names the file."""


@lru_cache(maxsize=512)
def read(relative_path: str) -> Any:
    """The data of one content file, read once. Callers never change it. Raises ContentError."""
    path = settings().content_directory / relative_path
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - both are safe loaders
    except FileNotFoundError:
        raise ContentError(f"content/{relative_path} is missing from {path.parent}; put it back") from None
    except UnicodeDecodeError:
        raise ContentError(f"content/{relative_path} is not text in UTF-8; save it again in that encoding") from None
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f" near line {mark.line + 1}" if mark else ""
        raise ContentError(
            f"content/{relative_path} is not valid YAML{line}: {getattr(fault, 'problem', '')}"
        ) from None


def files(folder: str) -> list[str]:
    """The relative paths of all `.yml` files in one content folder, in order."""
    root: Path = settings().content_directory
    return [str(path.relative_to(root)) for path in sorted((root / folder).glob("*.yml"))]
