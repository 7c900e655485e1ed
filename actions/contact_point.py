"""Names the contact point for what the family asks about."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import (
    first,
    place_told,
    question,
    remember,
    send_answer,
    told_now,
    topic_heard,
    words_of,
)
from fingerpost import contact_point, several_needs, topics


class ActionContactPoint(Action):
    """Sends one first contact and at most two more, for the role or the subject that was named."""

    def name(self) -> str:
        return "action_contact_point"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        place, problem = place_told(tracker)
        about = _about(tracker)
        reply = contact_point.who_to_contact(about["subject"], role=about["role"], place=place, problem=problem)
        send_answer(dispatcher, tracker, reply, "contact_point")
        return remember(tracker, contact_question=about, current_task="contact_point", times_unclear=0)


def _about(tracker: Tracker) -> dict[str, str | None]:
    """What is asked about: the role named, and the subject of the message, else what was talked about before."""
    role = first(told_now(tracker, "role"))
    if topic_heard(tracker) == topics.DETAILS_ONLY:
        asked = dict(tracker.get_slot("contact_question") or {"subject": contact_point.TOPIC, "role": None})
        return {**asked, "role": role or asked["role"]}
    if tracker.latest_message.get("follow_up"):
        return {"subject": topic_heard(tracker), "role": role}
    message = question(tracker)
    others = several_needs.told(message.get("needs") or ())  # they have answers of their own
    ranking = sorted(
        ((heard["name"], heard["confidence"]) for heard in message.get("intent_ranking") or []),
        key=lambda heard: heard[0] in others,
    )
    subject = contact_point.subject_of(words_of(tracker), ranking) or _talked_about(tracker)
    return {"subject": subject or contact_point.TOPIC, "role": role}


def _talked_about(tracker: Tracker) -> str | None:
    if tracker.get_slot("current_task") == "find_service":
        return "find_service"
    return tracker.get_slot("last_topic")
