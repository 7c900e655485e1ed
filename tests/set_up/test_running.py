"""`make run` says what stands in its way, what it does, and what its supervisor sees."""

from __future__ import annotations

import configparser
import socket

import pytest

from bot import narrator, run
from fingerpost.settings import Settings


@pytest.fixture
def configuration(tmp_path):
    """Settings with a data folder and a directory database of their own."""
    with socket.socket() as first, socket.socket() as second:
        first.bind(("127.0.0.1", 0))
        second.bind(("127.0.0.1", 0))
        ports = {"port": first.getsockname()[1], "engine_port": second.getsockname()[1]}
    return Settings(data_directory=tmp_path, directory_url=f"sqlite:///{tmp_path / 'directory.db'}", **ports)


@pytest.mark.parametrize(("name", "setting"), [("port", "FINGERPOST_PORT"), ("engine_port", "FINGERPOST_ENGINE_PORT")])
def test_a_port_that_is_taken_is_told_before_anything_starts(configuration, name, setting):
    port = getattr(configuration, name)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(run.CannotRunError) as refused:
            run.run(configuration)
    sentence = str(refused.value)
    assert sentence.startswith(f"Port {port} cannot be used (Address already in use).")
    assert f"set {setting} to another number" in sentence


def test_a_number_that_is_no_port_is_told_too(configuration):
    configuration.port = 99_999
    with pytest.raises(run.CannotRunError, match="Port 99999 cannot be used"):
        run.run(configuration)


def test_sample_services_are_loaded_once_into_an_empty_directory(configuration, monkeypatch, tmp_path):
    from fingerpost.directory import importer

    imported = []
    really_import = importer.import_local_offer

    def importing(source, **arguments):
        imported.append(arguments["authority"])
        return really_import(source, progress=False, **arguments)

    monkeypatch.setattr(importer, "import_local_offer", importing)
    run.load_sample_data_if_empty(configuration)
    assert imported == list(run.SAMPLE_FEEDS)
    run.load_sample_data_if_empty(configuration)
    assert imported == list(run.SAMPLE_FEEDS)


def test_the_supervisor_keeps_gateway_and_engine_and_opens_no_door(configuration, tmp_path):
    written = configparser.RawConfigParser()
    written.read(run._write_supervisor_configuration(configuration))
    assert {"program:gateway", "program:engine", "eventlistener:narrator"} <= set(written.sections())
    assert not {"inet_http_server", "unix_http_server"} & set(written.sections())
    for name in ("program:gateway", "program:engine"):
        assert written[name]["autorestart"] == "true"
        assert written[name]["stdout_logfile"].startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("event", "expected", "sentence"),
    [
        ("PROCESS_STATE_EXITED", False, "The engine stopped unexpectedly. It is being started again."),
        ("PROCESS_STATE_EXITED", True, None),
        ("PROCESS_STATE_BACKOFF", False, "The engine did not stay up. Trying again."),
        (
            "PROCESS_STATE_FATAL",
            False,
            "The engine cannot be started. See its log in the folder log, mend what it says and run again.",
        ),
        ("PROCESS_STATE_RUNNING", False, None),
        ("PROCESS_STATE_STOPPING", False, None),
    ],
)
def test_what_happens_to_a_process_is_told_in_a_sentence(event, expected, sentence):
    assert narrator.sentence_for(event, "engine", expected=expected) == sentence


def test_the_narrator_does_not_speak_of_itself():
    assert narrator.sentence_for("PROCESS_STATE_EXITED", "narrator", expected=False) is None
