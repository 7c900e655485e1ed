"""Writes both lock files anew from pyproject.toml, with hashes and without the address of any package index."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bootstrap import ROOT, uv_command

LOCKS = {
    "requirements.lock": ["--python-version", "3.10", "--universal", "--extra", "engine", "--extra", "lint"],
    "requirements-public.lock": ["--python-version", "3.11", "--extra", "modern"],
}


def main() -> int:
    uv = uv_command()
    if uv is None:
        print("Error: uv could not be installed; check the network and run make lock again", file=sys.stderr)
        return 1
    for name, options in LOCKS.items():
        shared = [
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-header",
            "--extra",
            "postgresql",
            "--extra",
            "test",
            "--quiet",
        ]
        command = [*uv, "pip", "compile", *options, *shared, "pyproject.toml", "--output-file", name]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
