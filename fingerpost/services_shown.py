"""Questions about the services that were just found ("how much is the second one?"), answered from what is known of
them. What is shown for which question is in `content/follow_ups.yml`."""

from __future__ import annotations

from collections.abc import Sequence

from fingerpost import content, topics
from fingerpost.reply import Choice, Reply, Service

TOPIC = "find_service"
_TITLE = "Services near you"
_ALL, _CONTACT = "all", "contact"


def known() -> dict[str, dict[str, str]]:
    """The follow-ups that can be asked about services, by name. Raises ContentError without the content file."""
    written: dict[str, dict[str, str]] = content.read("follow_ups.yml")["services"]
    return written


def answer(services: Sequence[Service], asked: Sequence[str]) -> Reply:
    """What is known of these services about the follow-ups in `asked`, and the services once more."""
    about = [known()[name] for name in asked] or [known()["more"]]
    lines = [line for each in about for line in (each["says"], *_told(services, each["shows"]))]
    sample = any(service.sample for service in services)
    return Reply(
        title=services[0].name if len(services) == 1 else _TITLE,
        text="\n\n".join(lines),
        topic=TOPIC,
        services=tuple(services),
        choices=(Choice("Who to contact about this", "contact_point"), _as_choice("speak_to_person")),
        notice="Some of these are samples, made up to show how this works." if sample else "",
    )


def _told(services: Sequence[Service], part: str) -> list[str]:
    return [f"{service.name}: {_value(service, part)}" for service in services] if part != _ALL else []


def _value(service: Service, part: str) -> str:
    if part == _CONTACT:
        known_ways = ", ".join(filter(None, (service.phone, service.email, service.url)))
        return known_ways or "I have no number or address for them."
    return str(getattr(service, part)) or "I do not know. Please ask them."


def _as_choice(topic: str) -> Choice:
    return Choice(topics.button(topic), topic)
