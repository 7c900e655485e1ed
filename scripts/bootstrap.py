"""Builds `.venv` from nothing but a Python 3 and pip, then runs one command in it.

Used by the Makefile: `python3 scripts/bootstrap.py COMMAND [ARGUMENT ...]`. Standard library only. Rasa 3.6.21 runs on
CPython 3.10 alone, so that version is looked for everywhere it usually is, and fetched with uv where it is not.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
LOCK = ROOT / "requirements.lock"
INSTALLED = VENV / "installed.sha256"
FREE_BYTES_NEEDED = 5 * 1024**3
STEPS = 3
SIGNS_OF_A_FULL_DISK = ("no space left", "disk quota")
SIGNS_OF_NO_NETWORK = ("dns error", "name resolution", "failed to fetch", "connection", "network is unreachable")


class SetUpError(Exception):
    """Set-up cannot go on; the sentence says what happened and what to do next."""


def step(number: int, text: str) -> None:
    print(f"[{number}/{STEPS}] {text}", flush=True)


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a set-up command; raises SetUpError with a sentence for the usual troubles."""
    try:
        result = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    except OSError as fault:
        raise SetUpError(f"{command[0]} could not be started: {fault.strerror}") from None
    if result.returncode != 0:
        raise SetUpError(_sentence_for(result.stderr + result.stdout))
    return result


def _sentence_for(output: str) -> str:
    lowered = output.lower()
    if any(sign in lowered for sign in SIGNS_OF_A_FULL_DISK):
        return "The disk is full. Free about 5 GB and run the command again."
    if any(sign in lowered for sign in SIGNS_OF_NO_NETWORK):
        return "The package index cannot be reached. Check the network or the proxy settings and run the command again."
    last_lines = "\n".join(output.strip().splitlines()[-12:])
    return f"Set-up stopped. Read the lines below, mend what they say and run the command again.\n{last_lines}"


def is_python_310(candidate: Path | str) -> bool:
    """Whether this file is a working CPython 3.10 (a pyenv shim may exist and still not work)."""
    code = "import sys, ensurepip; print(sys.implementation.name, *sys.version_info[:2])"
    try:
        answer = subprocess.run([str(candidate), "-c", code], text=True, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.stdout.split() == ["cpython", "3", "10"]


def candidates() -> list[Path]:
    """Every place where CPython 3.10 usually is, the most explicit first."""
    found: list[Path] = []
    if os.environ.get("PYTHON310"):
        found.append(Path(os.environ["PYTHON310"]))
    found.append(Path(sys.executable))
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        found += [Path(folder, name) for name in ("python3.10", "python3", "python") if Path(folder, name).exists()]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for pattern_root, pattern in (
        (pyenv / "versions", "3.10*/bin/python3.10"),
        (Path.home() / ".local/share/uv/python", "cpython-3.10*/bin/python3.10"),
        (Path("/opt/homebrew/opt"), "python@3.10/bin/python3.10"),
        (Path("/usr/local/opt"), "python@3.10/bin/python3.10"),
        (TOOLS / "python", "cpython-3.10*/bin/python3.10"),
    ):
        found += sorted(pattern_root.glob(pattern), reverse=True)
    found += [Path("/usr/bin/python3.10"), Path("/usr/local/bin/python3.10")]
    return list(dict.fromkeys(found))


def uv_command() -> list[str] | None:
    """uv from PATH or from `.tools`, installed there with pip when missing; None where pip cannot get it."""
    on_path = shutil.which("uv")
    if on_path and subprocess.run([on_path, "--version"], capture_output=True, check=False).returncode == 0:
        return [on_path]
    local = TOOLS / "bin" / "uv"
    if not local.exists():
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(TOOLS), "uv"]
        if subprocess.run(install, capture_output=True, check=False).returncode != 0 or not local.exists():
            return None
    return [str(local)]


def python_310(uv: list[str] | None) -> Path:
    """A CPython 3.10, fetched with uv when the machine has none. Raises SetUpError when it is not to be had."""
    for candidate in candidates():
        if is_python_310(candidate):
            return candidate
    if uv is not None:
        step(1, "Fetching Python 3.10")
        fetch = [*uv, "python", "install", "3.10", "--install-dir", str(TOOLS / "python")]
        if subprocess.run(fetch, capture_output=True, check=False).returncode == 0:
            for candidate in (TOOLS / "python").glob("cpython-3.10*/bin/python3.10"):
                if is_python_310(candidate):
                    return candidate
    raise SetUpError(
        "Python 3.10 is not on this machine and could not be fetched. "
        "Install it (for example: pyenv install 3.10) or set PYTHON310=/path/to/python3.10, and run the command again."
    )


def fingerprint() -> str:
    """What the environment was built from: lock file, project file, machine."""
    digest = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    digest.update(f"{platform.machine()} {sys.platform} {ROOT}".encode())
    return digest.hexdigest()


def environment_is_ready() -> bool:
    try:
        return INSTALLED.read_text() == fingerprint() and is_python_310(VENV / "bin" / "python")
    except OSError:
        return False


def build_environment() -> None:
    """Make `.venv` with exactly the packages of the lock file, hashes checked."""
    if shutil.disk_usage(ROOT).free < FREE_BYTES_NEEDED:
        raise SetUpError("The disk is nearly full: set-up needs about 5 GB. Free some space and run the command again.")
    step(1, "Looking for Python 3.10")
    uv = uv_command()
    python = python_310(uv)
    step(2, "Installing packages (a few minutes the first time)")
    shutil.rmtree(VENV, ignore_errors=True)
    in_venv = str(VENV / "bin" / "python")
    project = ["--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    if uv is not None:
        run([*uv, "venv", "--quiet", "--python", str(python), str(VENV)])
        run([*uv, "pip", "sync", "--quiet", "--python", in_venv, "--require-hashes", str(LOCK)])
        run([*uv, "pip", "install", "--python", in_venv, *project])
    else:
        run([str(python), "-m", "venv", str(VENV)])
        run([in_venv, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--requirement", str(LOCK)])
        run([in_venv, "-m", "pip", "install", *project])
    INSTALLED.write_text(fingerprint())
    step(3, "Packages are in place")


def main(arguments: list[str]) -> int:
    if not arguments:
        print("usage: bootstrap.py COMMAND [ARGUMENT ...]", file=sys.stderr)
        return 2
    try:
        if not environment_is_ready():
            build_environment()
    except SetUpError as fault:
        print(f"Error: {fault}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"Error: {_sentence_for(str(fault))}", file=sys.stderr)
        return 1
    command = VENV / "bin" / arguments[0]
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    os.chdir(ROOT)
    try:
        os.execv(command, [str(command), *arguments[1:]])
    except OSError:
        print(f"Error: {arguments[0]} is not a command of this project; see the Makefile.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
