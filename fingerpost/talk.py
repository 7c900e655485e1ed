"""What the assistant says about itself and in small talk: `content/talk.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fingerpost import answers, contacts, content, find_service, places, safety, sources, topics
from fingerpost.places.nations import national_routes
from fingerpost.reply import Choice, Contact, Reply

CHOICES_OFFERED = 3
# The last topic is offered where it is among so many of the likeliest.
_LIKELY = 5


def say(topic: str, *, kind: str | None = None, again: bool = False) -> Reply:
    """The Reply of a talk topic. `kind` gives the text for that kind of message where there is one (`out_of_scope` has
    them), `again` the short form where there is one. Raises ContentError."""
    entries = content.read("talk.yml")
    if topic not in entries:
        raise content.ContentError(f"content/talk.yml has no text for {topic}")
    entry = {**entries[topic], **entries[topic].get("kinds", {}).get(kind, {})}
    short = again and "again" in entry
    return Reply(
        title="" if short else entry.get("title", ""),
        text=entry["again"] if short else entry["text"],
        topic=topic,
        contacts=_contacts(entry),
        choices=tuple(Choice(topics.button(choice), choice) for choice in entry.get("choices", ())),
        sources=() if short else tuple(sources.source(source_id).shown() for source_id in entry.get("sources", ())),
    )


def other_nation(words: str, place: places.Place | None) -> Reply:
    """Where families outside England go: in the nation that the words name, else where `place` is, else in each."""
    here = _nation_named(words) or place
    if here is not None and here.is_outside_england:
        return find_service.other_nation(here)
    each = (find_service.other_nation(places.locate(country)).contacts[0] for country in national_routes())
    return replace(say("out_of_scope", kind="other_nation"), contacts=tuple(each))


def _nation_named(words: str) -> places.Place | None:
    said = f" {places.plain_name(words)} "
    names = (name for route in national_routes().values() for name in route.names)
    named = next((name for name in names if f" {name} " in said), None)
    return places.locate(named) if named else None


def _contacts(entry: Mapping[str, Any]) -> tuple[Contact, ...]:
    websites = tuple(Contact(role="website", part="", **site) for site in entry.get("websites", ()))
    bodies = tuple(contacts.contact_for_role(body) for body in entry.get("bodies", ()))
    return websites + bodies + safety.helplines(entry.get("helplines", ()))


def ask_which(ranked_topics: Sequence[str], *, again: bool = False, last_topic: str | None = None) -> Reply:
    """A question back: up to three topics as choices, and something else. `again` after it did not help once. What
    belongs to `last_topic`, which was talked about before, is offered first."""
    entry = content.read("talk.yml")["clarify"]
    likely = _last_topic_first(ranked_topics, last_topic)
    offered = [*likely, *(topic for topic in entry["choices"] if topic not in likely)][:CHOICES_OFFERED]
    offered.sort(key=lambda topic: topic == "crisis")  # kept within reach, but not the first thing to read
    if again and "speak_to_person" not in offered:
        offered.append("speak_to_person")
    return _asked_back(entry["again" if again else "text"], offered)


def ask_which_one(offered: Sequence[str]) -> Reply:
    """The question which of these topics it is, asked again with the same choices."""
    return _asked_back(content.read("follow_ups.yml")["which_one"], offered)


def _asked_back(text: str, offered: Sequence[str]) -> Reply:
    entry = content.read("talk.yml")["clarify"]
    choices = [Choice(topics.button(topic), topic) for topic in offered]
    choices.append(Choice(entry["something_else"], "help"))
    return Reply(title=entry["title"], text=text, topic="clarify", choices=tuple(choices))


def _last_topic_first(ranked_topics: Sequence[str], last_topic: str | None) -> list[str]:
    """The topics with the last one and those related to it first, among the few that are likely at all."""
    if last_topic not in answers.cards():
        return list(ranked_topics)
    nearby = (last_topic, *answers.card_for(last_topic).related)
    likely = [topic for topic in ranked_topics[:CHOICES_OFFERED] if topic != last_topic]
    still = [last_topic] if last_topic in ranked_topics[:_LIKELY] else []
    return [*still, *sorted(likely, key=lambda topic: topic not in nearby), *ranked_topics[CHOICES_OFFERED:]]


def ask_about_date(ranked_topics: Sequence[str] = ()) -> Reply:
    """A question back about a date that was told without saying what it is for; `ranked_topics` are in doubt."""
    question = replace(say("which_date"), topic="clarify")
    return replace(question, choices=ask_which(ranked_topics).choices) if ranked_topics else question
