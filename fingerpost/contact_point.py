"""Who to contact: one first, at most two more, each with its reason."""

from __future__ import annotations

from fingerpost import contacts, topics
from fingerpost.find_service import other_nation
from fingerpost.places import Place
from fingerpost.reply import Choice, Reply

TOPIC = "contact_point"


def who_to_contact(subject: str, *, role: str | None = None, place: Place | None = None, problem: str = "") -> Reply:
    """The contacts for a subject (a topic) or for a role that was asked for, in the family's area when it is known."""
    if place is not None and place.route is not None and place.authority is None and not place.possible:
        return other_nation(place)
    authority = place.authority if place else None
    found = contacts.contact_points(subject, authority=authority.code if authority else None, role=role)
    lines = [f"Start with {found[0].name}." if role else f"For {_about(subject)}, start with {found[0].name}."]
    choices = []
    if authority is None and place is not None and place.possible:
        lines.append(place.note)
        choices = [Choice(one.name, "inform", {"authority": one.code}) for one in place.possible[:3]]
    elif authority is None:
        lines.append(problem or "Tell me your postcode or your council, and I can name your own contact.")
    if len(found) > 1:
        lines.append("If that does not help, try the next one on the list.")
    if subject != TOPIC:
        choices.append(Choice(f"More about: {topics.button(subject)}", subject))
    choices.append(Choice(topics.button("speak_to_person"), "speak_to_person"))
    return Reply(
        title="Who to contact", text="\n\n".join(lines), topic=TOPIC, contacts=found, choices=tuple(choices)
    )


def _about(subject: str) -> str:
    return "this" if subject == TOPIC else f"“{topics.button(subject)}”"
