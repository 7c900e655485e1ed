"""Training happens when something that shapes the model changed, and not for anything else."""

from __future__ import annotations

import subprocess

import pytest

from bot import training
from fingerpost.settings import Settings

SHAPES = [
    "domain.yml",
    "config.yml",
    "data/nlu/plans.yml",
    "data/rules/answers.yml",
    "bot/nlu/decision.py",
    "bot/nlu/entities/places.py",
    "fingerpost/encoder.py",
    "fingerpost/data/encoder/model.onnx",
    "requirements.lock",
]
SHAPES_NOT = ["README.md", "docs/start.md", "content/answers/mediation.yml", "bot/gateway/app.py", "data/notes.txt"]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one file of each kind."""
    for name in SHAPES + SHAPES_NOT:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was\n", encoding="utf-8")
    monkeypatch.setattr(training, "PROJECT_ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def configuration(project):
    return Settings(model_directory=project / "models", data_directory=project / "var")


@pytest.mark.parametrize("name", SHAPES)
def test_a_change_to_what_shapes_the_model_changes_the_fingerprint(project, name):
    before = training.fingerprint()
    (project / name).write_text("changed\n", encoding="utf-8")
    assert training.fingerprint() != before


@pytest.mark.parametrize("name", SHAPES_NOT)
def test_a_change_to_anything_else_does_not(project, name):
    before = training.fingerprint()
    (project / name).write_text("changed\n", encoding="utf-8")
    assert training.fingerprint() == before


def test_a_new_or_renamed_file_of_training_data_changes_the_fingerprint(project):
    before = training.fingerprint()
    (project / "data/nlu/plans.yml").rename(project / "data/nlu/other.yml")
    assert training.fingerprint() != before


def test_without_a_model_the_sentence_says_how_to_get_one(configuration):
    with pytest.raises(training.NoModelError, match="run make train"):
        training.current_model(configuration)


@pytest.fixture
def trainer(configuration, monkeypatch):
    """Stands in for the training process; gives the runs. `exit_code` is what it ends with."""
    runs = []

    def run(command, **arguments):
        runs.append(command)
        if run.exit_code == 0:
            training.model_path(configuration).write_bytes(b"a model")
        return subprocess.CompletedProcess(command, run.exit_code)

    run.exit_code = 0
    run.runs = runs
    monkeypatch.setattr(training.subprocess, "run", run)
    return run


def test_the_first_time_trains_the_second_does_not_and_a_change_does_again(project, configuration, trainer):
    first = training.train_if_needed(configuration)
    assert training.train_if_needed(configuration) == first == training.current_model(configuration)
    assert len(trainer.runs) == 1
    (project / "domain.yml").write_text("changed\n", encoding="utf-8")
    second = training.train_if_needed(configuration)
    assert len(trainer.runs) == 2
    assert (first.exists(), second.exists()) == (False, True)


def test_a_training_that_fails_says_where_to_look_and_keeps_the_old_model(project, configuration, trainer):
    old = training.train_if_needed(configuration)
    (project / "domain.yml").write_text("broken\n", encoding="utf-8")
    trainer.exit_code = 1
    with pytest.raises(training.NoModelError) as refused:
        training.train_if_needed(configuration)
    assert str(project / "var" / "log" / "training.log") in str(refused.value)
    assert old.exists()
