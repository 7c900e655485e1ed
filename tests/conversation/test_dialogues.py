"""Dialogues of families with the assistant, written as data: one file for each area in the folders beside this one.

A dialogue is a `name` and its `turns`; `today` (a date) where it matters. A turn is what the family does (`say` or
`choose` a quick reply by its title) and what they then see (`expect`); every key of `expect` is in `CHECKS`.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.engine

KINDS = ("happy_path", "corrections", "digressions", "cancellations", "invalid_input")
FEWEST_DIALOGUES = 150


def dialogues() -> list[Any]:
    found = []
    for kind in KINDS:
        for path in sorted((Path(__file__).parent / kind).glob("*.yml")):
            for dialogue in yaml.safe_load(path.read_text(encoding="utf-8")):
                found.append(pytest.param(dialogue, id=f"{kind}: {dialogue['name']}"))
    return found


def texts(replies: list[Any]) -> str:
    return "\n\n".join(f"{reply.title}\n{reply.text}" for reply in replies)


def names(replies: list[Any]) -> list[str]:
    return [service.name for reply in replies for service in reply.services]


def titles(replies: list[Any]) -> set[str]:
    return {choice.title for reply in replies for choice in reply.choices}


def contains(replies: list[Any], wanted: list[str]) -> bool:
    return all(words.lower() in texts(replies).lower() for words in wanted)


def lacks(replies: list[Any], unwanted: list[str]) -> bool:
    return not any(words.lower() in texts(replies).lower() for words in unwanted)


def has_services(replies: list[Any], wanted: list[str]) -> bool:
    return all(any(words in name for name in names(replies)) for words in wanted)


def lacks_services(replies: list[Any], unwanted: list[str]) -> bool:
    return not any(words in name for words in unwanted for name in names(replies))


def has_deadlines(replies: list[Any], wanted: dict[str, date | None]) -> bool:
    shown = {deadline.rule: deadline.date for reply in replies for deadline in reply.deadlines}
    return all(shown.get(rule, "not there") == (day and day.isoformat()) for rule, day in wanted.items())


def has_days_left(replies: list[Any], wanted: dict[str, int]) -> bool:
    shown = {deadline.rule: deadline.days_left for reply in replies for deadline in reply.deadlines}
    return all(shown.get(rule) == days for rule, days in wanted.items())


def has_contacts(replies: list[Any], wanted: list[str]) -> bool:
    return all(any(words in contact.name for reply in replies for contact in reply.contacts) for words in wanted)


CHECKS = {
    "topic": lambda replies, topic: replies[-1].topic == topic,
    "title": lambda replies, title: replies[-1].title == title,
    "text_begins": lambda replies, words: replies[0].text.startswith(words),
    "text_contains": contains,
    "text_lacks": lacks,
    "services_at_least": lambda replies, count: len(names(replies)) >= count,
    "services_at_most": lambda replies, count: len(names(replies)) <= count,
    "services_include": has_services,
    "services_lack": lacks_services,
    "nearest_within_miles": lambda replies, miles: min(s.distance_miles or 999 for s in replies[-1].services) <= miles,
    "first_contact_role": lambda replies, role: replies[-1].contacts[0].role == role,
    "contacts_at_most": lambda replies, count: len(replies[-1].contacts) <= count,
    "contacts_include": has_contacts,
    "deadlines": has_deadlines,
    "days_left": has_days_left,
    "sources_at_least": lambda replies, count: len(replies[-1].sources) >= count,
    "choices_include": lambda replies, wanted: set(wanted) <= titles(replies),
    "choices_lack": lambda replies, unwanted: not set(unwanted) & titles(replies),
    "choices_at_least": lambda replies, count: len(titles(replies)) >= count,
    "urgency": lambda replies, urgency: replies[-1].urgency == urgency,
}


def seen(replies: list[Any]) -> str:
    """What a failing test shows: all that the family would see."""
    return "\n".join(
        f"[{reply.topic}, {reply.urgency}] {reply.title}: {reply.text}\n"
        f"  services {[(one.name, one.distance_miles) for one in reply.services]}\n"
        f"  deadlines {[(one.rule, one.date, one.days_left) for one in reply.deadlines]}\n"
        f"  contacts {[(one.role, one.name) for one in reply.contacts]}\n"
        f"  choices {[one.title for one in reply.choices]}"
        for reply in replies
    )


@pytest.mark.parametrize("dialogue", dialogues())
def test_dialogue(dialogue: dict[str, Any], conversation: Any, set_today: Any) -> None:
    if "today" in dialogue:
        set_today(dialogue["today"])
    for number, turn in enumerate(dialogue["turns"], start=1):
        done = f"say {turn['say']!r}" if "say" in turn else f"choose {turn['choose']!r}"
        messages = conversation.say(turn["say"]) if "say" in turn else conversation.choose(turn["choose"])
        replies = [message.reply for message in messages]
        assert replies, f"turn {number}, {done}: no reply"
        for check, wanted in turn.get("expect", {}).items():
            assert CHECKS[check](replies, wanted), f"turn {number}, {done}: {check} {wanted!r}, but:\n{seen(replies)}"


def test_there_are_dialogues_of_every_kind():
    ids = [str(dialogue.id) for dialogue in dialogues()]
    assert len(ids) >= FEWEST_DIALOGUES
    assert len(set(ids)) == len(ids)
    assert {identity.split(":")[0] for identity in ids} == set(KINDS)
