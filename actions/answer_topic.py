"""Answers a topic from its card."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import remember, send, situation, topic_heard
from fingerpost import answers


class ActionAnswerTopic(Action):
    """Sends the answer card of the topic that was heard."""

    def name(self) -> str:
        return "action_answer_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        return answer_topic(dispatcher, tracker, topic_heard(tracker))


def answer_topic(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str) -> list[EventType]:
    """Send the card of this topic, made personal; returns what to remember."""
    send(dispatcher, answers.answer(topic, situation(tracker)))
    return remember(last_topic=topic, current_task=topic, times_unclear=0)
