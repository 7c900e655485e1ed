"""The parts of the evaluation, and which messages each is measured on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from bot.evaluation import calibration, crisis, decisions, entities, latency, needs, scope, topics
from bot.evaluation.message_sets import MessagesError, load
from bot.evaluation.readings import Readings, read_all
from bot.evaluation.tables import Table
from bot.understanding import Understanding


class Figures(Protocol):
    """What one part of the evaluation found: a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def tables(self) -> list[Table]: ...


@dataclass(frozen=True)
class Part:
    """The message sets a part is measured on, as far as they are there, and what measures it."""

    sets: tuple[str, ...]
    measure: Callable[[Any, Readings], Figures]


PARTS = {
    "topics": Part(("topics",), topics.measure),
    "decisions": Part(("topics",), decisions.measure),
    "calibration": Part(("topics",), calibration.measure),
    "needs": Part(("needs",), needs.measure),
    "crisis": Part(("crisis",), crisis.measure),
    "scope": Part(("scope",), scope.measure),
    "entities": Part(("entities",), entities.measure),
    "latency": Part(("topics", "needs", "crisis", "scope", "entities"), latency.measure),
}


@dataclass(frozen=True)
class Evaluation:
    """The figures of each part that was measured with this model, and why others were left out."""

    model: str
    figures: dict[str, Figures]
    left_out: dict[str, str]


async def evaluate(model: Path, folder: Path, names: Sequence[str]) -> Evaluation:
    """These parts, measured with this model on the messages of this folder; each message is read once.

    A part whose messages are not there is left out. Raises MessagesError where none are there or some do not fit, and
    RuntimeError where the model cannot be loaded.
    """
    sets = load(folder, dict.fromkeys(name for part in names for name in PARTS[part].sets))
    if not sets:
        raise MessagesError(f"{folder} has no messages for {', '.join(names)}; give another folder with --messages")
    understanding = await Understanding.load(model)
    readings = await read_all(understanding, [message.text for messages in sets.values() for message in messages])
    figures = {}
    for name in names:
        messages = [message for one in PARTS[name].sets for message in sets.get(one, ())]
        if messages:
            figures[name] = PARTS[name].measure(messages, readings)
    left_out = {name: f"{folder / PARTS[name].sets[0]}.yml is not there" for name in names if name not in figures}
    return Evaluation(model.name.removesuffix(".tar.gz"), figures, left_out)
