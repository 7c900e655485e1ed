"""Starts Rasa privately: on loopback, without its HTTP API, without telemetry, without TensorFlow.

The few stand-ins for parts of Rasa 3.6.21 live here and nowhere else. Each says why and what it saves; the test
`tests/house/test_stand_ins.py` fails when the code under one changes. Plain `rasa` commands work without them.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import re
import sys
import time
import types
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fingerpost.settings import PROJECT_ROOT, Settings, settings

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.utils import AvailableEndpoints

RASA_VERSION = "3.6.21"
KEPT_DAYS = 30  # as the home page says; the gateway deletes its own copy after the same time

_STATEMENT_PARAMETERS = re.compile(r"\[parameters: .*?(?=\n\(Background|\Z)", re.DOTALL)

# Modules that only drag TensorFlow in (10 s, 440 MB): what is imported from each, never used by our pipeline.
_TENSORFLOW_CARRIERS = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer",),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
}


def leave_tensorflow_out() -> None:
    """Put placeholders where Rasa imports TensorFlow components, before anything of Rasa is imported."""
    for module_name, names in _TENSORFLOW_CARRIERS.items():
        if module_name not in sys.modules:
            placeholder = types.ModuleType(
                module_name, "Left out: needs TensorFlow, which this assistant does not use."
            )
            for name in names:
                setattr(placeholder, name, type(name, (), {"__module__": module_name}))
            sys.modules[module_name] = placeholder


def check_action_results_with_a_compiled_schema() -> None:
    """Rasa compiles the JSON schema of action results anew for every action (35-38 ms); compile it once (0.03 ms)."""
    from jsonschema import Draft7Validator
    from rasa.core.actions.action import RemoteAction

    validator = Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(_self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate


def remember_event_types() -> None:
    """Rasa walks all event classes for every stored event (half the time of a long conversation); remember them."""
    from rasa.shared.core.events import Event

    Event.resolve_by_type = staticmethod(functools.lru_cache(maxsize=None)(Event.resolve_by_type))


def leave_deprecations_out_of_the_log() -> None:
    """Rasa's pinned libraries warn about themselves by the hundred, past any filter; operators cannot act on that."""
    show = warnings.showwarning

    def show_what_matters(message: Any, category: type[Warning], *rest: Any, **more: Any) -> None:
        if not issubclass(category, DeprecationWarning):
            show(message, category, *rest, **more)

    warnings.showwarning = show_what_matters


class LogWithoutParameters(logging.Formatter):
    """Log lines without the parameters of failed SQL statements: Rasa's tracker store would print messages there."""

    def format(self, record: logging.LogRecord) -> str:
        return _STATEMENT_PARAMETERS.sub("[parameters left out]", super().format(record))


def prepare() -> None:
    """Everything that has to happen before Rasa is used in this process."""
    leave_deprecations_out_of_the_log()
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    leave_tensorflow_out()
    from rasa.utils.log_utils import configure_structlog

    # DEBUG would log every message text: the engine never runs below WARNING.
    handler = logging.StreamHandler()
    handler.setFormatter(LogWithoutParameters("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    configure_structlog(logging.WARNING)
    check_action_results_with_a_compiled_schema()
    remember_event_types()


def _actions_in_this_process() -> Any:
    """An action endpoint that runs `actions/` here: no second process, and 2-7 ms less for each action."""
    from rasa.utils.endpoints import EndpointConfig
    from rasa_sdk.executor import ActionExecutor

    executor = ActionExecutor()
    executor.register_package("actions")

    class ActionsInThisProcess(EndpointConfig):  # type: ignore[misc]
        async def request(self, *_: Any, json: dict[str, Any] | None = None, **__: Any) -> Any:
            return await executor.run(json)

    return ActionsInThisProcess()


def endpoints(configuration: Settings, *, keep_conversations: bool = True) -> AvailableEndpoints:
    """Rasa's endpoints from `endpoints.yml`, with the actions in this process and the trackers in our data folder."""
    from rasa.core.utils import AvailableEndpoints

    available = AvailableEndpoints.read_endpoints(str(PROJECT_ROOT / "endpoints.yml"))
    available.action = _actions_in_this_process()
    if not keep_conversations:
        available.tracker_store = None
    elif available.tracker_store.kwargs.get("dialect") == "sqlite":
        configuration.data_directory.mkdir(parents=True, exist_ok=True)
        available.tracker_store.kwargs["db"] = str(configuration.data_directory / "tracker.db")
    return available


async def load_agent(model: Path, configuration: Settings | None = None) -> Agent:
    """The assistant in this process, with conversations kept in memory only. Raises RuntimeError without a model."""
    prepare()
    from rasa.core.agent import load_agent as load

    agent = await load(
        model_path=str(model), endpoints=endpoints(configuration or settings(), keep_conversations=False)
    )
    if not agent.is_ready():
        raise RuntimeError(f"the model {model.name} could not be loaded; run make train to build it anew")
    return agent


def train(name: str, output: Path) -> Path:
    """Train on `data/` with `config.yml` and `domain.yml`; returns the model file. Raises RuntimeError."""
    prepare()
    import rasa

    result = rasa.train(
        domain=str(PROJECT_ROOT / "domain.yml"),
        config=str(PROJECT_ROOT / "config.yml"),
        training_files=[str(PROJECT_ROOT / "data")],
        output=str(output),
        force_training=True,
        fixed_model_name=name,
    )
    if result.code != 0 or not result.model:
        raise RuntimeError("training did not finish; run make train and read the lines above the error")
    return Path(result.model)


def forget_old_messages(tracker_store: Any, now: float) -> int:
    """Delete what trackers hold of messages older than `KEPT_DAYS`; returns how many events that were.

    `tracker_store` is Rasa's own SQL configuration, `now` in seconds since 1970.
    """
    from rasa.core.tracker_store import SQLTrackerStore
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import OperationalError

    options = {name: value for name, value in tracker_store.kwargs.items() if name != "event_broker"}
    database = create_engine(SQLTrackerStore.get_db_url(**options))
    try:
        with database.begin() as connection:
            limit = {"oldest": now - KEPT_DAYS * 86400}
            return int(connection.execute(text("DELETE FROM events WHERE timestamp < :oldest"), limit).rowcount)
    except OperationalError:  # no conversation has been kept yet
        return 0
    finally:
        database.dispose()


async def _forget_every_hour(tracker_store: Any, *_: Any) -> None:
    async def forget() -> None:
        while True:
            await asyncio.to_thread(forget_old_messages, tracker_store, time.time())
            await asyncio.sleep(3600)

    asyncio.get_running_loop().create_task(forget())


def serve(model: Path, configuration: Settings) -> None:
    """Run the engine on loopback until it is stopped."""
    prepare()
    from rasa.core.run import serve_application

    available = endpoints(configuration)
    serve_application(
        model_path=str(model),
        interface="127.0.0.1",
        port=configuration.engine_port,
        credentials=str(PROJECT_ROOT / "credentials.yml"),
        enable_api=False,
        endpoints=available,
        server_listeners=[(functools.partial(_forget_every_hour, available.tracker_store), "after_server_start")],
    )


def main() -> None:
    """`python -m bot.engine`: serve the current model."""
    from bot.training import current_model

    serve(current_model(settings()), settings())


if __name__ == "__main__":
    main()
