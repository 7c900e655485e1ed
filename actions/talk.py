"""Small talk and what the assistant says about itself, from `content/talk.yml`."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, Restarted
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import answers_where, place_told, remember, send, topic_heard, words_of
from actions.find_service import ActionFindService
from actions.learning import through_restart, with_learning
from fingerpost import answers, remarks, talk
from fingerpost.reply import Reply


class ActionTalk(Action):
    """Sends the text of the talk topic, and of the kind of message, that was heard; who we are is told once."""

    def name(self) -> str:
        return "action_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        if answers_where(tracker):
            return ActionFindService().run(dispatcher, tracker, domain)
        topic = topic_heard(tracker)
        introduced = bool(tracker.get_slot("introduced"))
        reply, learnt = with_learning(tracker, _reply(tracker, topic, introduced))
        send(dispatcher, remarks.with_quiet_line(reply, words_of(tracker)))
        return remember(tracker, introduced=introduced or topic == "greet", times_unclear=0, **learnt)


def _reply(tracker: Tracker, topic: str, introduced: bool) -> Reply:
    kind = tracker.latest_message.get("kind")
    if kind == "other_nation":
        return talk.other_nation(words_of(tracker), place_told(tracker)[0])
    return talk.say(topic, kind=kind, again=introduced)


class ActionRestart(Action):
    """Puts aside what was told. Stands in for Rasa's own action of this name, which says nothing of ours."""

    def name(self) -> str:
        return "action_restart"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        send(dispatcher, talk.say("restart"))
        return [Restarted(), *through_restart(tracker)]


class ActionSimpler(Action):
    """Says the last answer again in easier words."""

    def name(self) -> str:
        return "action_simpler"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        topic = tracker.get_slot("last_topic")
        send(dispatcher, answers.simpler(topic) if topic else talk.say("help"))
        return []
