"""The topics Fingerpost understands, and what a family reads on the button for each: `content/topics.yml`."""

from __future__ import annotations

from functools import lru_cache

from fingerpost import content

# The intent of a message that holds details and no topic, such as "SK8 1AB".
DETAILS_ONLY = "inform"


@lru_cache(maxsize=1)
def topic_kinds() -> dict[str, str]:
    """Every topic with its kind: answer (a card), task (a dialogue) or talk (conversation)."""
    return {topic: kind for kind, topics in content.read("topics.yml").items() for topic in topics}


def topics(kind: str) -> tuple[str, ...]:
    """The topics of one kind, in the order of the file."""
    return tuple(content.read("topics.yml")[kind])


def button(topic: str) -> str:
    """What a family reads on the button that chooses this topic."""
    title: str = content.read("topics.yml")[topic_kinds()[topic]][topic]
    return title
