"""Tables of figures: for the terminal, and in Markdown for the documentation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich import box
from rich.table import Table as TerminalTable

from bot.evaluation.shares import Share

MEASURES = ("measure", "value", "count", "95 % interval")


@dataclass(frozen=True)
class Table:
    """Rows of text under headings. A cell may have several lines."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def in_markdown(self) -> str:
        """A heading and a table of GitHub's Markdown."""
        lines = [self.headings, *self.rows]
        cells = [[cell.replace("|", "\\|").replace("\n", "<br>") for cell in line] for line in lines]
        head, *body = [f"| {' | '.join(line)} |" for line in cells]
        return "\n".join([f"### {self.title}", "", head, f"|{'---|' * len(self.headings)}", *body, ""])

    def for_terminal(self) -> TerminalTable:
        """A table for rich to print."""
        shown = TerminalTable(*self.headings, title=self.title, title_justify="left", box=box.SIMPLE_HEAD)
        for row in self.rows:
            shown.add_row(*row)
        return shown


def decimal(value: float | None) -> str:
    """Three decimals, or a dash where there is no value."""
    return "–" if value is None else f"{value:.3f}"


def share_cells(share: Share) -> tuple[str, str, str]:
    """The value, the count and the interval of a share."""
    interval = f"{decimal(share.low)} to {decimal(share.high)}" if share.total else "–"
    return decimal(share.value), f"{share.count} of {share.total}", interval


def shortened(text: str) -> str:
    """The first 80 characters, on one line."""
    return " ".join(text[:80].split())
