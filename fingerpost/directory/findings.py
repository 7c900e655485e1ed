"""What an import has to report: numbered findings about single records, and the errors that stop a whole feed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Note = Callable[[str, str], None]
"""Called as `note(kind, detail)` for each thing in a record that was repaired or left out."""

DETAIL_LIMIT_CHARACTERS = 160


class FeedError(Exception):
    """A feed as a whole cannot be used. Its text is one sentence that says what happened and what to do next."""


class FeedInterrupted(FeedError):
    """The feed could not be read to its end. The pages read so far are kept: the next import goes on from there."""


class BadRecord(Exception):
    """One record cannot be used. Its text is the kind of finding to report; the import goes on."""


@dataclass(frozen=True)
class Finding:
    """One thing worth telling the keeper of the feed. `record` counts the records of the feed from 1."""

    record: int
    identity: str
    kind: str
    detail: str


@dataclass
class Findings:
    """All findings of one import, in the order in which they were met."""

    found: list[Finding] = field(default_factory=list)

    def add(self, record: int, identity: str, kind: str, detail: str) -> None:
        """Keep one finding. Its words come from the feed: they are cut, and made safe to print."""
        self.found.append(Finding(record, _printable(identity), kind, _printable(detail)))

    def about(self, record: int, identity: str) -> Note:
        """A `note` function for the readers, bound to one record."""
        return lambda kind, detail: self.add(record, identity, kind, detail)


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text[:DETAIL_LIMIT_CHARACTERS])
