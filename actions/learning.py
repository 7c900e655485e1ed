"""Learning from use, with consent: asks once in a conversation, keeps what was not understood, and takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import askable, is_choice, messages, send
from fingerpost import learning, talk
from fingerpost.learning import words
from fingerpost.reply import Choice, Reply
from fingerpost.settings import settings


def with_learning(tracker: Tracker, reply: Reply) -> tuple[Reply, dict[str, Any]]:
    """A reply with what there is to say about learning, and the slots to remember with it.

    Under the first reply that asks back or cannot help stands the question for consent; with consent the message is
    kept. The answer about privacy says what is kept and lets it be stopped. Any other reply stays as it is.
    """
    may_learn = tracker.get_slot("may_learn")
    if reply.topic == "privacy" and learning.can_keep():
        return words.with_privacy(reply, is_kept=bool(may_learn or _kept(tracker))), {}
    if reply.topic not in ("clarify", "out_of_scope") or not _teaches(tracker.latest_message):
        return reply, {}
    if may_learn:
        return reply, {"kept_to_learn": [*_kept(tracker), *_keep(tracker.latest_message)]}
    if may_learn is None and learning.can_keep():
        return words.with_question(reply), {"may_learn": False}
    return reply, {}


def through_restart(tracker: Tracker) -> list[EventType]:
    """What "Start again" must not forget: which messages were kept, so that they can still be taken back."""
    return [SlotSet("kept_to_learn", _kept(tracker))]


class ActionLearnYes(Action):
    """Notes the consent, keeps the message that it was asked for, and returns to the question that is still open."""

    def name(self) -> str:
        return "action_learn_yes"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        later, unclear = _last_not_understood(tracker)
        made = _keep(unclear) if unclear else []
        for message in later[-1:] if made else ():
            learning.note_what_followed(
                made[0], _intent(message), is_choice=is_choice(message), address=settings().private_database()
            )
        send(dispatcher, words.agreed(_choices_of(unclear) if unclear and not later else ()))
        return [SlotSet("may_learn", True), SlotSet("kept_to_learn", [*_kept(tracker), *made])]


class ActionLearnNo(Action):
    """Takes the consent back and deletes what this conversation gave."""

    def name(self) -> str:
        return "action_learn_no"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        deleted = learning.take_back(_kept(tracker), address=settings().private_database())
        send(dispatcher, words.stopped() if deleted else words.not_stopped())
        return [SlotSet("may_learn", False), SlotSet("kept_to_learn", [] if deleted else _kept(tracker))]


def _teaches(message: dict[str, Any]) -> bool:
    """Whether typed words were not understood. Where a crisis may be meant nobody asks to learn, and what is clearly
    about something else teaches nothing."""
    heard = [reading["name"] for reading in message.get("intent_ranking") or []]
    is_clear = _intent(message) not in ("nlu_fallback", "out_of_scope") or heard[:1] == ["out_of_scope"]
    return not (is_clear or is_choice(message) or "crisis" in askable(message)[: talk.CHOICES_OFFERED])


def _kept(tracker: Tracker) -> list[str]:
    return list(tracker.get_slot("kept_to_learn") or [])


def _keep(message: dict[str, Any]) -> list[str]:
    ranking = message.get("intent_ranking") or []
    made = learning.keep(str(message.get("text") or ""), ranking, address=settings().private_database())
    return [made] if made else []


def _last_not_understood(tracker: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """What was said after the last message that was not understood, the newest first, and that message."""
    said = [message for message in messages(tracker) if _intent(message) not in (words.YES, words.NO)]
    later = list(takewhile(lambda message: not _teaches(message), said))
    return later, said[len(later)] if len(later) < len(said) else None


def _choices_of(message: dict[str, Any]) -> Sequence[Choice]:
    """The choices that were offered with the message, without the question for consent."""
    if _intent(message) == "out_of_scope":
        return talk.say("out_of_scope", kind=message.get("kind")).choices
    return talk.ask_which(askable(message)).choices


def _intent(message: dict[str, Any]) -> str:
    return str((message.get("intent") or {}).get("name") or "")
