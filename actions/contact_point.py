"""Names the contact point for what the family asks about."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import first, place_told, remember, send, told_now, topic_heard
from fingerpost import contact_point, topics

LEAST_CONFIDENCE = 0.05


class ActionContactPoint(Action):
    """Sends one first contact and at most two more, for the role or the subject that was named."""

    def name(self) -> str:
        return "action_contact_point"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        place, problem = place_told(tracker)
        question = _question(tracker)
        reply = contact_point.who_to_contact(question["subject"], role=question["role"], place=place, problem=problem)
        send(dispatcher, reply)
        return remember(contact_question=question, current_task="contact_point", times_unclear=0)


def _question(tracker: Tracker) -> dict[str, str | None]:
    """What is asked about: the role named, else the likeliest subject in the message, else the last topic."""
    role = first(told_now(tracker, "role"))
    if topic_heard(tracker) != "contact_point":
        asked = dict(tracker.get_slot("contact_question") or {"subject": contact_point.TOPIC, "role": None})
        return {**asked, "role": role or asked["role"]}
    ranking = tracker.latest_message.get("intent_ranking") or []
    subject = next(
        (
            heard["name"]
            for heard in ranking
            if topics.topic_kinds().get(heard["name"]) == "answer" and heard["confidence"] >= LEAST_CONFIDENCE
        ),
        tracker.get_slot("last_topic"),
    )
    return {"subject": subject or contact_point.TOPIC, "role": role}
