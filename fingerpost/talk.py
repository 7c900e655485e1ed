"""What the assistant says about itself and in small talk: `content/talk.yml`."""

from __future__ import annotations

from collections.abc import Sequence

from fingerpost import content, sources, topics
from fingerpost.reply import Choice, Reply


def say(topic: str, *, again: bool = False) -> Reply:
    """The Reply of a talk topic; `again` gives the short form where there is one. Raises ContentError."""
    entries = content.read("talk.yml")
    if topic not in entries:
        raise content.ContentError(f"content/talk.yml has no text for {topic}")
    entry = entries[topic]
    short = again and "again" in entry
    return Reply(
        title="" if short else entry.get("title", ""),
        text=entry["again"] if short else entry["text"],
        topic=topic,
        choices=tuple(Choice(topics.button(choice), choice) for choice in entry.get("choices", ())),
        sources=() if short else tuple(sources.source(source_id).shown() for source_id in entry.get("sources", ())),
    )


def ask_which(ranked_topics: Sequence[str], *, again: bool = False) -> Reply:
    """A question back: up to three topics as choices, and something else. `again` after it did not help once."""
    entry = content.read("talk.yml")["clarify"]
    choices = [Choice(topics.button(topic), topic) for topic in ranked_topics[:3]]
    if again:
        choices.append(Choice(topics.button("speak_to_person"), "speak_to_person"))
    choices.append(Choice(entry["something_else"], "help"))
    return Reply(title=entry["title"], text=entry["again" if again else "text"], topic="clarify", choices=tuple(choices))
