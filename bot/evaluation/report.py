"""What an evaluation found: as tables, as one JSON document, and as a picture."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from rich.console import Console

from bot.evaluation.calibration import CalibrationFigures
from bot.evaluation.crisis import CrisisFigures
from bot.evaluation.diagram import reliability_diagram
from bot.evaluation.message_sets import MessagesError
from bot.evaluation.parts import Evaluation
from bot.evaluation.tables import Table
from bot.evaluation.topics import TopicFigures


def write_tables(evaluation: Evaluation, *, confusions: int, misses: bool, markdown: bool) -> None:
    """Print the tables of every part, with this many confusions of topics, and with the missed crises where wanted."""
    console = Console(markup=False, highlight=False)
    print(f"Measured on {date.today()} with the model {evaluation.model}.\n")
    for table in _tables(evaluation, confusions, misses):
        if markdown:
            print(table.in_markdown())
        else:
            console.print(table.for_terminal())


def document(evaluation: Evaluation) -> dict[str, Any]:
    """All figures by part, not rounded, and under `left_out` why a part has none."""
    return {
        "date": date.today().isoformat(),
        "model": evaluation.model,
        **{name: asdict(figures) for name, figures in evaluation.figures.items()},
        "left_out": evaluation.left_out,
    }


def diagram(evaluation: Evaluation) -> str:
    """The reliability diagram as SVG. Raises MessagesError where the calibration was not measured."""
    figures = evaluation.figures.get("calibration")
    if not isinstance(figures, CalibrationFigures):
        raise MessagesError("no diagram was drawn: it needs the part calibration, and topics.yml for it")
    return reliability_diagram(figures)


def _tables(evaluation: Evaluation, confusions: int, misses: bool) -> list[Table]:
    found: list[Table] = []
    for figures in evaluation.figures.values():
        found += figures.tables()
        if isinstance(figures, TopicFigures) and confusions:
            found.append(figures.confusion_table(confusions))
        if isinstance(figures, CrisisFigures) and misses:
            found.append(figures.missed_table())
    return found
