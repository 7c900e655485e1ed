"""Who to contact: one first, at most two more, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fingerpost import contacts, topics
from fingerpost.find_service import other_nation
from fingerpost.places import Place
from fingerpost.reply import Choice, Reply

TOPIC = "contact_point"
LEAST_CONFIDENCE = 0.005
# What goes without saying in an answer, and has no card to read more in.
_UNNAMED = (TOPIC, "find_service")


def who_to_contact(subject: str, *, role: str | None = None, place: Place | None = None, problem: str = "") -> Reply:
    """The contacts for a subject (a topic) or for a role that was asked for, in the family's area when it is known."""
    if place is not None and place.is_outside_england:
        return other_nation(place)
    authority = place.authority if place else None
    found = contacts.contact_points(subject, authority=authority.code if authority else None, role=role)
    name = _in_a_sentence(found[0].name)
    lines = [f"Start with {name}." if role else f"For {_about(subject)}, start with {name}."]
    choices = []
    if authority is None and place is not None and place.possible:
        lines.append(place.note)
        choices = [Choice(one.name, "inform", {"authority": one.code}) for one in place.possible[:3]]
    elif authority is None:
        lines.append(problem or "Tell me your postcode or your council, and I can name your own contact.")
    if len(found) > 1:
        lines.append("If that does not help, try the next one on the list.")
    if subject not in _UNNAMED:
        choices.append(Choice(f"More about: {topics.button(subject)}", subject))
    choices.append(Choice(topics.button("speak_to_person"), "speak_to_person"))
    return Reply(title="Who to contact", text="\n\n".join(lines), topic=TOPIC, contacts=found, choices=tuple(choices))


def _about(subject: str) -> str:
    return "this" if subject in _UNNAMED else f"“{topics.button(subject)}”"


def _in_a_sentence(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith(("The ", "Your ")) else name


def subject_of(words: str, ranking: Sequence[tuple[str, float]]) -> str | None:
    """The answer topic that a question for a contact is about: one that stands in its words by name, else the likeliest
    of `ranking` (topics with confidences from 0 to 1, best first); None where nothing is likely."""
    likely = [topic for topic, confidence in ranking if confidence >= LEAST_CONFIDENCE]
    ranked = [topic for topic, _ in ranking if topic in topics.topics("answer")]
    said = set(re.findall(r"[a-z]+", words.lower()))
    named = [topic for topic in ranked if set(topic.split("_")) <= said]
    return next(iter([*named, *(topic for topic in ranked if topic in likely)]), None)
