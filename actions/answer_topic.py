"""Answers a topic from its card."""

from __future__ import annotations

from datetime import date

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import age_told, authority_told, remember, send, topic_heard
from actions.dates_told import dates_told
from fingerpost import answers


class ActionAnswerTopic(Action):
    """Sends the answer card of the topic that was heard."""

    def name(self) -> str:
        return "action_answer_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        return answer_topic(dispatcher, tracker, topic_heard(tracker))


def answer_topic(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str) -> list[EventType]:
    """Send the card of this topic, made personal; returns what to remember."""
    dates = dates_told(tracker, topic)
    situation = answers.Situation(
        authority=authority_told(tracker),
        age=age_told(tracker),
        told_date=dates.start,
        certificate_date=dates.certificate,
        today=date.today(),
    )
    send(dispatcher, answers.answer(topic, situation))
    return remember(tracker, last_topic=topic, current_task=topic, times_unclear=0)
