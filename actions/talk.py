"""Small talk and what the assistant says about itself, from `content/talk.yml`."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_where, remember, send, topic_heard
from actions.find_service import ActionFindService
from fingerpost import answers, talk


class ActionTalk(Action):
    """Sends the text of the talk topic that was heard; who we are is told once."""

    def name(self) -> str:
        return "action_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        if answers_where(tracker):
            return ActionFindService().run(dispatcher, tracker, domain)
        topic = topic_heard(tracker)
        introduced = bool(tracker.get_slot("introduced"))
        send(dispatcher, talk.say(topic, again=introduced))
        return remember(tracker, introduced=introduced or topic == "greet", times_unclear=0)


class ActionRestart(Action):
    """Puts aside what was told. Stands in for Rasa's own action of this name, which says nothing of ours."""

    def name(self) -> str:
        return "action_restart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        send(dispatcher, talk.say("restart"))
        return [Restarted()]


class ActionSimpler(Action):
    """Says the last answer again in easier words."""

    def name(self) -> str:
        return "action_simpler"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        topic = tracker.get_slot("last_topic")
        send(dispatcher, answers.simpler(topic) if topic else talk.say("help"))
        return []
