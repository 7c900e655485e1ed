"""What the assistant says about itself and in small talk: `content/talk.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fingerpost import content, sources, topics
from fingerpost.reply import Choice, Reply

CHOICES_OFFERED = 3


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
    offered = [*ranked_topics, *(topic for topic in entry["choices"] if topic not in ranked_topics)][:CHOICES_OFFERED]
    offered.sort(key=lambda topic: topic == "crisis")  # kept within reach, but not the first thing to read
    if again and "speak_to_person" not in offered:
        offered.append("speak_to_person")
    choices = [Choice(topics.button(topic), topic) for topic in offered]
    choices.append(Choice(entry["something_else"], "help"))
    return Reply(
        title=entry["title"], text=entry["again" if again else "text"], topic="clarify", choices=tuple(choices)
    )


def ask_about_date(ranked_topics: Sequence[str] = ()) -> Reply:
    """A question back about a date that was told without saying what it is for; `ranked_topics` are in doubt."""
    question = replace(say("which_date"), topic="clarify")
    return replace(question, choices=ask_which(ranked_topics).choices) if ranked_topics else question
