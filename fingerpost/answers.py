"""The answer cards (`content/answers/<topic>.yml`): loads them, checks them and makes them personal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import Any

from fingerpost import contacts, content, sources, topics
from fingerpost.law import deadlines
from fingerpost.reply import URGENCY_LEVELS, Choice, Reply, Section, Source

_DEADLINE = re.compile(r"\{deadline:(\w+)\}")

# One letter starts several clocks, and a family tells its date once. A council counts as told on the day of the move.
_SAME_DAY = {
    "decision_date": ("decision_date", "decision_sent"),
    "decision_sent": ("decision_date", "decision_sent"),
    "move_date": ("move_date", "old_authority_aware"),
}


@dataclass(frozen=True)
class Right:
    """What the law gives a family. `source` is an id of `content/sources`; `pinpoint` such as "section 36(8)"."""

    text: str
    source: str
    pinpoint: str = ""


@dataclass(frozen=True)
class Myth:
    """A common wrong belief, the right answer and where that is from."""

    myth: str
    answer: str
    source: str


@dataclass(frozen=True)
class AnswerCard:
    """One answer as written by its editors; the texts may hold `{deadline:rule}` for a rule's own words."""

    topic: str
    title: str
    kind: str
    what_it_is: str
    rights: tuple[Right, ...]
    steps: tuple[str, ...]
    say: str
    deadlines: tuple[str, ...]
    contact: str
    if_they_say_no: str
    myths: tuple[Myth, ...]
    related: tuple[str, ...]
    simpler: str
    notice: str | None
    urgency: str
    sources: tuple[str, ...]
    staff_notes: str
    review: Mapping[str, Any]


@dataclass(frozen=True)
class Situation:
    """What a family has told so far. `authority` is a DfE code, `told_date` the date they gave with this question."""

    authority: str | None = None
    age: int | None = None
    stage: str | None = None
    told_date: date | None = None
    certificate_date: date | None = None
    today: date = field(default_factory=date.today)


@lru_cache(maxsize=1)
def cards() -> dict[str, AnswerCard]:
    """Every card by topic. Raises ContentError that names the file and what is wrong in it."""
    return {card.topic: card for card in (_card(path) for path in content.files("answers"))}


def _card(path: str) -> AnswerCard:
    raw = content.read(path)
    if not isinstance(raw, dict):
        raise content.ContentError(f"content/{path} holds no answer card")
    if missing := [part.name for part in fields(AnswerCard) if part.name not in raw]:
        raise content.ContentError(f"content/{path} lacks {', '.join(missing)}")
    try:
        card = AnswerCard(
            **{
                **raw,
                "rights": tuple(Right(**right) for right in raw["rights"] or ()),
                "myths": tuple(Myth(**myth) for myth in raw["myths"] or ()),
                **{name: tuple(raw[name] or ()) for name in ("steps", "deadlines", "related", "sources")},
            }
        )
    except TypeError as fault:
        raise content.ContentError(f"content/{path}: {fault}") from None
    _check(card, path)
    return card


def _check(card: AnswerCard, path: str) -> None:
    if path != f"answers/{card.topic}.yml" or card.topic not in topics.topics("answer"):
        raise content.ContentError(f"content/{path} is for the topic {card.topic!r}, which is not the file's own name")
    if card.urgency not in URGENCY_LEVELS:
        raise content.ContentError(f"content/{path} has the urgency {card.urgency!r}; use {', '.join(URGENCY_LEVELS)}")
    cited = {right.source for right in card.rights} | {myth.source for myth in card.myths} | set(card.sources)
    named_rules = {*card.deadlines, *(found for text in _texts(card) for found in _DEADLINE.findall(text))}
    for kind, named, known in (
        ("source", cited, sources.all_sources()),
        ("rule", named_rules, deadlines.rules()),
        ("topic", set(card.related), topics.topic_kinds()),
    ):
        if unknown := sorted(named - set(known)):
            raise content.ContentError(f"content/{path} names a {kind} that does not exist: {', '.join(unknown)}")


def _texts(card: AnswerCard) -> list[str]:
    """Every text of the card that may hold a rule's words."""
    told = [right.text for right in card.rights] + [myth.answer for myth in card.myths]
    return [card.what_it_is, *card.steps, card.say, card.if_they_say_no, card.simpler, card.staff_notes, *told]


def card_for(topic: str) -> AnswerCard:
    """The card of one topic. Raises ContentError where none is written."""
    try:
        return cards()[topic]
    except KeyError:
        raise content.ContentError(f"content/answers/{topic}.yml is missing") from None


def answer(topic: str, situation: Situation) -> Reply:
    """The card as a Reply: with the family's own first contact, and with dates where they told one."""
    card = card_for(topic)
    events = _events(card, situation)
    due = tuple(deadlines.shown(rule_id, situation.today, events) for rule_id in card.deadlines)
    paragraphs = [_spoken(card.what_it_is), *_about_dates(card, situation, events)]
    return Reply(
        title=card.title,
        text="\n\n".join(paragraphs),
        topic=topic,
        steps=tuple(_spoken(step) for step in card.steps),
        say=_spoken(card.say),
        deadlines=due,
        contacts=contacts.contact_points(topic, authority=situation.authority, stage=situation.stage),
        more=_more(card),
        sources=_sources(card),
        choices=_choices(card),
        notice=card.notice or "",
        urgency=card.urgency,
        staff={"notes": _spoken(card.staff_notes), "review": dict(card.review), "sources": list(card.sources)},
    )


def simpler(topic: str) -> Reply:
    """The same answer in very easy words, with its sources. Raises ContentError where no card is written."""
    card = card_for(topic)
    choices = (Choice("Show the full answer", topic), Choice(topics.button("speak_to_person"), "speak_to_person"))
    return Reply(
        title=f"{card.title}: in short",
        text=_spoken(card.simpler),
        topic=topic,
        sources=_sources(card),
        choices=choices,
        notice=card.notice or "",
    )


def _spoken(text: str) -> str:
    return _DEADLINE.sub(lambda found: deadlines.rule(found.group(1)).limit, text).strip()


def starting_event(card: AnswerCard) -> str:
    """The event whose date the card's time limits count from ("" where none does, or only in school days)."""
    first = _first_rule(card)
    return first.first_event if first else ""


def _first_rule(card: AnswerCard) -> deadlines.Rule | None:
    rules = (deadlines.rule(rule_id) for rule_id in card.deadlines)
    return next((rule for rule in rules if rule.terms and not rule.counts_school_days), None)


def _events(card: AnswerCard, situation: Situation) -> dict[str, date]:
    events: dict[str, date] = {}
    if situation.told_date and (event := starting_event(card)):
        events = dict.fromkeys(_SAME_DAY.get(event, (event,)), situation.told_date)
    certificate = situation.certificate_date
    if certificate and "decision_date" in events and certificate <= situation.today:  # one still to come may not come
        events[deadlines.CERTIFICATE] = certificate
    return events


def _about_dates(card: AnswerCard, situation: Situation, events: Mapping[str, date]) -> list[str]:
    first = _first_rule(card)
    if first is None:
        return []
    if situation.told_date is None:
        known = "Thank you for the date on the certificate. " if situation.certificate_date else ""
        return [f"{known}Tell me one date and I will work out the time limits for you: {first.starts}."]
    try:
        for rule_id in card.deadlines:
            if set(events) & {event for event, _ in deadlines.rule(rule_id).terms}:
                deadlines.due(rule_id, events)
    except deadlines.DeadlineError as fault:
        return [f"I could not count from that date: {fault}."]
    counted = f"I counted from {_in_words(situation.told_date)}. I took it as {first.starts}."
    if deadlines.CERTIFICATE in events:
        counted += f" I took {_in_words(events[deadlines.CERTIFICATE])} as the date on the mediation certificate."
    return [
        f"{counted} If that is not right, tell me the right date.",
        *_about_certificate_to_come(card, situation, events),
        "Check the date on your own letter, and do not leave it to the last day.",
    ]


def _about_certificate_to_come(card: AnswerCard, situation: Situation, events: Mapping[str, date]) -> list[str]:
    """What a mediation certificate of a coming day would change: said, and not counted on until it is there."""
    certificate = situation.certificate_date
    if certificate is None or certificate <= situation.today or "decision_date" not in events:
        return []
    later = deadlines.due("appeal", {**events, deadlines.CERTIFICATE: certificate}).date
    return [
        f"{_in_words(certificate)} has not come yet. If your mediation certificate has that date, the Tribunal must "
        f"receive your appeal by {_in_words(later)}. Until you hold the certificate, keep to the date below."
    ]


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _more(card: AnswerCard) -> tuple[Section, ...]:
    """What the law gives, what to do after a no, and common wrong beliefs: each where the card has it."""
    myths = [f"“{myth.myth}” {_spoken(myth.answer)}" for myth in card.myths]
    sections = (
        ("Your rights", [_spoken(right.text) for right in card.rights]),
        ("If they say no", [_spoken(card.if_they_say_no)] if card.if_they_say_no else []),
        ("Things people often get wrong", myths),
    )
    return tuple(Section(title, tuple(paragraphs)) for title, paragraphs in sections if paragraphs)


def _sources(card: AnswerCard) -> tuple[Source, ...]:
    """The source of every right with its pinpoint, then the card's other sources."""
    cited = [(right.source, right.pinpoint) for right in card.rights]
    others = [(source_id, "") for source_id in card.sources if source_id not in {one for one, _ in cited}]
    return tuple(sources.source(source_id).shown(pinpoint) for source_id, pinpoint in dict.fromkeys(cited + others))


def _choices(card: AnswerCard) -> tuple[Choice, ...]:
    related = [topic for topic in card.related if topic in topics.topic_kinds()][:3]
    return (Choice(topics.button("simpler"), "simpler"), *(Choice(topics.button(topic), topic) for topic in related))
