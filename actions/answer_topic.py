"""Answers a topic from its card."""

from __future__ import annotations

from datetime import date

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.contact_point import ActionContactPoint
from actions.conversation import age_told, authority_told, remember, send_answer, topic_heard
from actions.dates_told import dates_told
from fingerpost import answers, follow_ups


class ActionAnswerTopic(Action):
    """Sends the answer card of the topic that was heard, or what it says to a question about it."""

    def name(self) -> str:
        return "action_answer_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        if tracker.latest_message.get("follow_up") == [follow_ups.WHO]:
            return ActionContactPoint().run(dispatcher, tracker, domain)
        return answer_topic(dispatcher, tracker, topic_heard(tracker))


def answer_topic(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str) -> list[EventType]:
    """Send the card of this topic, or the parts of it that are asked about, made personal; returns what to remember."""
    asked = tracker.latest_message.get("follow_up") or []
    situation = _situation(tracker, topic)
    reply = follow_ups.answer(topic, asked, situation) if asked else answers.answer(topic, situation)
    send_answer(dispatcher, tracker, reply, topic)
    return remember(tracker, last_topic=topic, current_task=topic, times_unclear=0)


def _situation(tracker: Tracker, topic: str) -> answers.Situation:
    dates = dates_told(tracker, topic)
    return answers.Situation(
        authority=authority_told(tracker),
        age=age_told(tracker),
        told_date=dates.start,
        certificate_date=dates.certificate,
        today=date.today(),
    )
