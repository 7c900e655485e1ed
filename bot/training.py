"""Trains only when something that shapes the model has changed, by a fingerprint of everything that goes into it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from fingerpost.settings import PROJECT_ROOT, Settings

_SHAPES_THE_MODEL = (
    "domain.yml",
    "config.yml",
    "data/**/*.yml",
    "bot/nlu/**/*.py",
    "fingerpost/encoder.py",
    "fingerpost/data/encoder/*",
    "requirements.lock",
)


class NoModelError(RuntimeError):
    """There is no model for the present training data."""


def fingerprint() -> str:
    """A hash (16 hex digits) of training data, configuration, components and pinned packages."""
    digest = hashlib.sha256()
    for pattern in _SHAPES_THE_MODEL:
        for path in sorted(PROJECT_ROOT.glob(pattern)):
            digest.update(str(path.relative_to(PROJECT_ROOT)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def model_path(configuration: Settings) -> Path:
    """Where the model for the present fingerprint is, or will be."""
    return configuration.model_directory / f"fingerpost-{fingerprint()}.tar.gz"


def current_model(configuration: Settings) -> Path:
    """The model file for the present training data. Raises NoModelError when it is still to be trained."""
    path = model_path(configuration)
    if not path.is_file():
        raise NoModelError("the training data changed and no model fits it yet; run make train")
    return path


def train_if_needed(configuration: Settings) -> Path:
    """The model for the present training data, trained now if there is none. Old ones are removed.

    It takes one to three minutes, in a process of its own, so that its memory is given back. Raises NoModelError when
    it fails.
    """
    path = model_path(configuration)
    if path.is_file():
        return path
    configuration.model_directory.mkdir(parents=True, exist_ok=True)
    unfinished = configuration.model_directory / "unfinished"
    code = (
        "import sys; from pathlib import Path; from bot.engine import train; "
        "made = train(sys.argv[1], Path(sys.argv[2])); made.replace(sys.argv[3])"
    )
    log = configuration.data_directory / "log" / "training.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as output, Console(stderr=True).status("Training (one to three minutes)"):
        finished = subprocess.run(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-c", code, path.name.removesuffix(".tar.gz"), str(unfinished), str(path)],
            cwd=PROJECT_ROOT,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if finished.returncode != 0 or not path.is_file():
        raise NoModelError(f"training failed; {log} says why. Mend that and run make train")
    for old in configuration.model_directory.glob("fingerpost-*.tar.gz"):
        if old != path:
            old.unlink()
    return path
