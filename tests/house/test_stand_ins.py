"""The stand-ins for parts of Rasa hold only for the code they stand in for: these tests fail when it changes."""

from __future__ import annotations

import hashlib
import importlib.metadata
import subprocess
import sys

import pytest

from fingerpost.settings import PROJECT_ROOT

pytest.importorskip("rasa", reason="the engine is not installed in this environment")
pytestmark = pytest.mark.engine


def in_a_fresh_process(code: str) -> str:
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=PROJECT_ROOT, text=True, capture_output=True, check=True
    )
    return result.stdout.strip()


def test_rasa_is_the_version_the_stand_ins_were_written_for():
    from bot.engine import RASA_VERSION

    assert importlib.metadata.version("rasa") == RASA_VERSION


def test_the_engine_starts_without_tensorflow():
    code = (
        "import sys; from bot.engine import prepare; prepare(); import rasa.core.agent, rasa.core.run; "
        "print('tensorflow' in sys.modules)"
    )
    assert in_a_fresh_process(code) == "False"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("rasa.core.actions.action:RemoteAction._validate_action_result", "24da0f6bdeb2d44f"),
        ("rasa.core.actions.action:RemoteAction.action_response_format_spec", "209a6fd62af12d09"),
        ("rasa.shared.core.events:Event.resolve_by_type", "dead371cf2c0a99f"),
    ],
)
def test_the_code_under_a_stand_in_has_not_changed(place, expected):
    module_name, _, attribute = place.partition(":")
    code = f"import inspect, {module_name} as module; print(inspect.getsource(module.{attribute}))"
    # A fresh process without stand-ins: only the placeholders, so that TensorFlow stays out.
    source = in_a_fresh_process(f"from bot.engine import leave_tensorflow_out; leave_tensorflow_out(); {code}")
    assert hashlib.sha256(source.encode()).hexdigest()[:16] == expected


def test_a_malformed_action_result_is_still_refused():
    code = (
        "from bot.engine import prepare; prepare()\n"
        "from rasa.core.actions.action import RemoteAction\n"
        "from jsonschema import ValidationError\n"
        "try:\n    RemoteAction('a', None)._validate_action_result({'events': 'no list'})\n"
        "except ValidationError:\n    print('refused')"
    )
    assert in_a_fresh_process(code) == "refused"


def test_an_unknown_event_is_still_refused():
    code = (
        "from bot.engine import prepare; prepare()\n"
        "from rasa.shared.core.events import Event, SlotSet\n"
        "assert Event.resolve_by_type('slot') is SlotSet\n"
        "try:\n    Event.resolve_by_type('nonsense')\nexcept ValueError:\n    print('refused')"
    )
    assert in_a_fresh_process(code) == "refused"


def test_a_failed_statement_is_logged_without_what_a_family_wrote():
    code = (
        "import logging, sqlite3, sqlalchemy\n"
        "from bot.engine import LogWithoutParameters\n"
        "engine = sqlalchemy.create_engine('sqlite://')\n"
        "try:\n    engine.execute(sqlalchemy.text('INSERT INTO events VALUES (:words)'), words='my secret\\nlines')\n"
        "except Exception:\n"
        "    import sys\n"
        "    record = logging.LogRecord('rasa', 40, '', 1, 'it failed', (), sys.exc_info())\n"
        "    print(LogWithoutParameters('%(message)s').format(record))"
    )
    logged = in_a_fresh_process(code)
    assert "parameters left out" in logged
    assert "my secret" not in logged
