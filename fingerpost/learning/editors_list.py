"""What an editor works through: the kept messages by what was heard, and a file to sort them in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fingerpost.learning.kept_messages import OUTCOMES, KeptMessage

TO_BE_LABELLED = "to_be_labelled"
_FILE_BEGINS = """\
# Messages that families let us keep because they were not understood. Names, places and contact details are out.
# Read each once more for anything that says who somebody is. Then move what is worth learning into the block of its
# topic in data/nlu, in your own words where that is safer, and delete the rest. Do not commit this file.
version: "3.1"

nlu:
"""


@dataclass(frozen=True)
class Group:
    """Messages in which the same topic was heard first ("" where none was), the most telling first."""

    heard: str
    messages: tuple[KeptMessage, ...]

    def counts(self) -> dict[str, int]:
        """How many messages there are of each outcome."""
        found = Counter(message.outcome for message in self.messages)
        return {outcome: found[outcome] for outcome in OUTCOMES}


def most_useful_first(messages: Sequence[KeptMessage]) -> list[Group]:
    """The messages in groups, the largest group first; in a group, those whose topic was chosen come first."""
    groups: dict[str, list[KeptMessage]] = {}
    for message in messages:
        groups.setdefault(message.heard[0][0] if message.heard else "", []).append(message)
    for group in groups.values():
        group.sort(key=lambda message: (OUTCOMES.index(message.outcome), message.led_to or "~"))
    ordered = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Group(heard, tuple(group)) for heard, group in ordered]


def as_text(groups: Sequence[Group]) -> str:
    """The list for a terminal, one group under the other; a sentence that says so when nothing waits."""
    if not groups:
        return "No messages wait. Since the list was last dealt with, families let none be kept."
    count = sum(len(group.messages) for group in groups)
    parts = [f"{count} {'message waits' if count == 1 else 'messages wait'}, the most useful first."]
    for group in groups:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in group.counts().items() if count)
        parts.append(f"\n{group.heard or 'nothing'} was heard first ({counts})")
        parts.extend(f"  {message.text}\n    {_comment(message)}" for message in group.messages)
    return "\n".join(parts)


def as_document(groups: Sequence[Group]) -> dict[str, Any]:
    """The list as JSON-ready data."""
    return {
        "waiting": sum(len(group.messages) for group in groups),
        "groups": [
            {
                "heard_first": group.heard,
                **group.counts(),
                "messages": [
                    {
                        "text": message.text,
                        "day": message.day.isoformat(),
                        "heard": [{"topic": topic, "confidence": share} for topic, share in message.heard],
                        "outcome": message.outcome,
                        "led_to": message.led_to,
                    }
                    for message in group.messages
                ],
            }
            for group in groups
        ],
    }


def training_file(groups: Sequence[Group]) -> str:
    """The messages in Rasa's training format, each under the intent `to_be_labelled` with what was heard as a comment.

    The text is made so that Rasa reads it as words alone: no brackets that would mark an entity.
    """
    blocks = [_block(message) for group in groups for message in group.messages]
    return _FILE_BEGINS + "\n".join(blocks)


def _block(message: KeptMessage) -> str:
    words = " ".join(message.text.translate(str.maketrans("[]{}", "()()")).split())
    return f"# {_comment(message)}\n- intent: {TO_BE_LABELLED}\n  examples: |\n    - {words}\n"


def _comment(message: KeptMessage) -> str:
    heard = ", ".join(f"{topic} {confidence:.2f}" for topic, confidence in message.heard) or "nothing"
    return f"{message.day.isoformat()}; heard: {heard}; {_what_became_of(message)}"


def _what_became_of(message: KeptMessage) -> str:
    if message.outcome == "clarified":
        return f"the family chose {message.led_to}"
    if message.outcome == "rephrased":
        return f"said in other words, then heard as {message.led_to or 'nothing clear'}"
    return "left"
