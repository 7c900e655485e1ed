"""Asks which of the likely topics was meant, rather than guess."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.contact_point import ActionContactPoint
from actions.conversation import answers_where, askable, remember, send, told_now, words_of
from actions.find_service import ActionFindService
from actions.learning import with_learning
from actions.next_step import ActionPlanStatus
from fingerpost import in_context, remarks, talk, topics

# What is named settles the likeliest reading, where that is a task that needs just this. A day or a cost is only heard
# where something is looked for.
_SETTLED_BY = {
    "find_service": (("what", "day", "cost"), ActionFindService),
    "contact_point": (("role",), ActionContactPoint),
    "plan_status": (("dates",), ActionPlanStatus),
}
# "Who do I contact about mediation?" is heard as mediation as well: from this confidence that is what it is about.
_SUBJECT_CONFIDENCE = 0.2


class ActionClarify(Action):
    """Offers the three likeliest topics; from the second time in a row, a person as well."""

    def name(self) -> str:
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        settled = _settled(tracker)
        if settled:
            return settled().run(dispatcher, tracker, domain)
        times = int(tracker.get_slot("times_unclear") or 0)
        heard, last_topic = askable(tracker.latest_message), tracker.get_slot("last_topic")
        if in_context.WHICH_ONE in (tracker.latest_message.get("follow_up") or ()):
            asked = talk.ask_which_one(heard)
        else:
            asked = talk.ask_which(heard, again=times > 0, last_topic=last_topic)
        asked, learnt = with_learning(tracker, asked)
        send(dispatcher, remarks.with_quiet_line(asked, words_of(tracker)))
        return remember(tracker, times_unclear=times + 1, **learnt)


def _settled(tracker: Tracker) -> type[Action] | None:
    """The task that is meant, where the details in the message or the question before leave no doubt."""
    if answers_where(tracker):
        return ActionFindService
    ranking = tracker.latest_message.get("intent_ranking") or []
    likeliest, *others = [*(heard for heard in ranking if heard["name"] != topics.DETAILS_ONLY), {"name": ""}]
    if any(other["name"] == "crisis" for other in others[:1]):
        return None  # the help for a crisis has to be among the choices
    details, task = _SETTLED_BY.get(likeliest["name"], ((), None))
    if task and any(told_now(tracker, detail) for detail in details):
        return task
    has_subject = others and topics.topic_kinds().get(others[0]["name"]) == "answer"
    if task is ActionContactPoint and has_subject and others[0]["confidence"] >= _SUBJECT_CONFIDENCE:
        return ActionContactPoint
    return None
