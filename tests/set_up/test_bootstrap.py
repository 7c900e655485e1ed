"""Somebody with nothing but Python 3 and pip sets Fingerpost up, and reads one sentence when that cannot be done."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from fingerpost.settings import PROJECT_ROOT

SCRIPT = PROJECT_ROOT / "scripts" / "bootstrap.py"
NOTHING_INSTALLED = "3.11"


def a_python(path, version, implementation="cpython"):
    """A stand-in for an interpreter that says this version, or fails as a dead pyenv shim does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    major, minor = version.split(".") if version else ("", "")
    dead = "echo 'pyenv: version 3.10 is not installed' >&2; exit 127"
    path.write_text(f"#!/bin/sh\n{dead if not version else f'echo {implementation} {major} {minor}'}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The set-up script for an empty machine: a project of its own, nothing on PATH, an empty home."""
    spec = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path / "project"
    root.mkdir()
    (root / "requirements.lock").write_text("package==1\n")
    (root / "pyproject.toml").write_text("[project]\n")
    for name, path in {
        "ROOT": root,
        "VENV": root / ".venv",
        "TOOLS": root / ".tools",
        "LOCK": root / "requirements.lock",
        "INSTALLED": root / ".venv" / "installed.sha256",
    }.items():
        monkeypatch.setattr(module, name, path)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in ("PYTHON310", "PYENV_ROOT"):
        monkeypatch.delenv(name, raising=False)
    running = a_python(tmp_path / "running" / "python3", NOTHING_INSTALLED)
    monkeypatch.setattr(module.sys, "executable", str(running))
    everywhere = module.candidates
    # What this machine itself has in its system folders is not part of the empty machine.
    monkeypatch.setattr(module, "candidates", lambda: [one for one in everywhere() if tmp_path in one.parents])
    return module


def test_the_python_that_is_named_comes_first(bootstrap, tmp_path, monkeypatch):
    named = a_python(tmp_path / "mine" / "python", "3.10")
    a_python(tmp_path / "bin" / "python3.10", "3.10")
    monkeypatch.setenv("PYTHON310", str(named))
    assert bootstrap.python_310(None) == named


def test_a_python_on_path(bootstrap, tmp_path):
    installed = a_python(tmp_path / "bin" / "python3.10", "3.10")
    assert bootstrap.python_310(None) == installed


@pytest.mark.parametrize("set_by_variable", [False, True])
def test_a_python_that_pyenv_keeps_behind_a_dead_shim(bootstrap, tmp_path, monkeypatch, set_by_variable):
    pyenv = tmp_path / ("elsewhere" if set_by_variable else "home/.pyenv")
    if set_by_variable:
        monkeypatch.setenv("PYENV_ROOT", str(pyenv))
    a_python(tmp_path / "bin" / "python3.10", "")
    kept = a_python(pyenv / "versions" / "3.10.14" / "bin" / "python3.10", "3.10")
    assert bootstrap.python_310(None) == kept


@pytest.mark.parametrize(
    ("version", "implementation"), [("3.11", "cpython"), ("3.10", "pypy"), ("2.7", "cpython"), ("", "")]
)
def test_another_python_is_passed_over(bootstrap, tmp_path, version, implementation):
    assert not bootstrap.is_python_310(a_python(tmp_path / "other" / "python", version, implementation))


def test_a_file_that_cannot_be_run_is_passed_over(bootstrap, tmp_path):
    (tmp_path / "python").write_text("not a program")
    assert not bootstrap.is_python_310(tmp_path / "python")
    assert not bootstrap.is_python_310(tmp_path / "nowhere")


def fake_uv(path, then):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{then}\n")
    path.chmod(0o755)
    return [str(path)]


def test_uv_fetches_python_where_there_is_none(bootstrap, tmp_path, capsys):
    fetched = bootstrap.TOOLS / "python" / "cpython-3.10.19" / "bin" / "python3.10"
    source = a_python(tmp_path / "download", "3.10")
    uv = fake_uv(tmp_path / "uv", f"/bin/mkdir -p {fetched.parent} && /bin/cp {source} {fetched}")
    assert bootstrap.python_310(uv) == fetched
    assert "Fetching Python 3.10" in capsys.readouterr().out


@pytest.mark.parametrize("has_uv", [True, False])
def test_no_python_and_none_to_be_fetched_says_what_to_install(bootstrap, tmp_path, has_uv):
    uv = fake_uv(tmp_path / "uv", "exit 1") if has_uv else None
    with pytest.raises(bootstrap.SetUpError) as refused:
        bootstrap.python_310(uv)
    assert "Python 3.10 is not on this machine and could not be fetched." in str(refused.value)
    assert "set PYTHON310=/path/to/python3.10" in str(refused.value)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("error: No space left on device (os error 28)", "The disk is full."),
        ("OSError: [Errno 122] Disk quota exceeded", "The disk is full."),
        ("error: Failed to fetch: `https://index/`\n  Caused by: dns error", "The package index cannot be reached."),
        ("Temporary failure in name resolution", "The package index cannot be reached."),
        ("error: Network is unreachable (os error 101)", "The package index cannot be reached."),
    ],
)
def test_the_usual_troubles_are_told_in_plain_words(bootstrap, tmp_path, output, sentence):
    failing = fake_uv(tmp_path / "failing", f"echo '{output}' >&2; exit 1")
    with pytest.raises(bootstrap.SetUpError) as refused:
        bootstrap.run(failing)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith("run the command again.")
    assert "\n" not in str(refused.value)


def test_another_trouble_shows_its_last_lines(bootstrap, tmp_path):
    failing = fake_uv(tmp_path / "failing", "echo 'hash mismatch for package==1' >&2; exit 1")
    with pytest.raises(bootstrap.SetUpError, match="hash mismatch for package==1"):
        bootstrap.run(failing)


def test_a_nearly_full_disk_is_told_before_anything_is_installed(bootstrap, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda _: SimpleNamespace(free=100 * 1024**2))
    assert bootstrap.main(["python"]) == 1
    assert capsys.readouterr().err.startswith("Error: The disk is nearly full: set-up needs about 5 GB.")
    assert not bootstrap.VENV.exists()


@pytest.fixture
def installing(bootstrap, tmp_path, monkeypatch):
    """A machine where everything can be had; gives the commands that set-up ran."""
    python = a_python(tmp_path / "bin" / "python3.10", "3.10")
    ran = []

    def run(command):
        ran.append(command)
        if command[1] == "venv":
            (bootstrap.VENV / "bin").mkdir(parents=True)
            shutil.copy(python, bootstrap.VENV / "bin" / "python")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "uv_command", lambda: ["uv"])
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda _: SimpleNamespace(free=100 * 1024**3))
    monkeypatch.setattr(bootstrap.os, "execv", lambda command, arguments: None)
    monkeypatch.setattr(bootstrap.os, "chdir", lambda folder: None)
    return ran


def test_the_first_run_installs_with_hashes_and_shows_each_step(bootstrap, installing, capsys):
    bootstrap.main(["python"])
    assert any("--require-hashes" in command for command in installing)
    assert [line[:5] for line in capsys.readouterr().out.splitlines()] == ["[1/3]", "[2/3]", "[3/3]"]


def test_the_second_run_installs_nothing(bootstrap, installing, capsys):
    bootstrap.main(["python"])
    installing.clear()
    capsys.readouterr()
    assert bootstrap.environment_is_ready()
    bootstrap.main(["python"])
    assert installing == []
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("file", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_file_installs_again(bootstrap, installing, file):
    bootstrap.main(["python"])
    (bootstrap.ROOT / file).write_text("something else\n")
    assert not bootstrap.environment_is_ready()


def test_an_environment_whose_python_is_gone_is_built_again(bootstrap, installing):
    bootstrap.main(["python"])
    (bootstrap.VENV / "bin" / "python").unlink()
    assert not bootstrap.environment_is_ready()


def test_no_command_is_bad_usage(bootstrap, capsys):
    assert bootstrap.main([]) == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_a_command_that_is_not_there_is_one_sentence(bootstrap, installing, monkeypatch, capsys):
    def execv(command, arguments):
        raise FileNotFoundError(command)

    monkeypatch.setattr(bootstrap.os, "execv", execv)
    assert bootstrap.main(["no-such-command"]) == 2
    assert capsys.readouterr().err.startswith("Error: no-such-command is not a command of this project")


def test_the_script_needs_the_standard_library_alone():
    result = subprocess.run([sys.executable, "-I", "-S", str(SCRIPT)], text=True, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (2, "usage: bootstrap.py COMMAND [ARGUMENT ...]\n")
