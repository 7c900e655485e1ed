"""What a family reads about learning from use, and the choices it has: `content/learning.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fingerpost import content
from fingerpost.reply import Choice, Reply, Section

# Intents that come with a choice and never with typed words: they have no training examples.
YES = "learn_yes"
NO = "learn_no"
TOPIC = "learning"


def with_question(reply: Reply) -> Reply:
    """The reply with the question whether messages like this one may be kept, and one choice that says yes."""
    words = _words()["ask"]
    more = Section(words["more"]["title"], tuple(words["more"]["paragraphs"]))
    return replace(
        reply,
        text=f"{reply.text}\n\n{words['text']}",
        more=(*reply.more, more),
        choices=(*reply.choices, Choice(words["choice"], YES)),
    )


def agreed(choices: Sequence[Choice]) -> Reply:
    """Thanks, how to stop, and the choices of the question that is still open."""
    words = _words()["agreed"]
    text = f"{words['text']}\n\n{words['back']}" if choices else words["text"]
    return Reply(title=words["title"], text=text, topic=TOPIC, choices=(*choices, _stop()))


def stopped() -> Reply:
    """What was kept is deleted, and nothing more will be kept."""
    words = _words()["stopped"]
    return Reply(title=words["title"], text=words["text"], topic=TOPIC)


def not_stopped() -> Reply:
    """What was kept could not be deleted, with the choice to try again."""
    words = _words()["not_stopped"]
    return Reply(title=words["title"], text=words["text"], topic=TOPIC, choices=(_stop(),))


def with_privacy(reply: Reply, *, is_kept: bool) -> Reply:
    """The answer about privacy, with whether messages are kept to learn from and, if so, the choice to stop that."""
    words = _words()["privacy"]
    text = f"{reply.text}\n\n{words['kept' if is_kept else 'not_kept']}"
    return replace(reply, text=text, choices=(*reply.choices, _stop()) if is_kept else reply.choices)


def _stop() -> Choice:
    return Choice(_words()["stop"], NO)


def _words() -> dict[str, Any]:
    words: dict[str, Any] = content.read("learning.yml")
    return words
