"""What a message means in the light of the conversation: a choice picked in words, the first of several needs, or a
question that goes on about the last topic. Knows no Rasa; the graph component `bot.nlu.conversation_reader` asks it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fingerpost import answers, choosing, follow_ups, message_parts, services_shown, several_needs, topics
from fingerpost.reply import Choice, Reply, Service
from fingerpost.safety import kind_of_crisis

UNCLEAR = "nlu_fallback"
# A follow-up that asks nothing of a card: "yes" to several topics, so which one it is is asked once more.
WHICH_ONE = "which_one"
_NEEDS = ("answer", "task")
# Replies that ask which of their choices is meant.
_ASKED_BACK = ("clarify", "learning")
_FIND_SERVICE = "find_service"
_SOMETHING_ELSE = "help"
# A message of so many words may well tell of several needs; in a shorter one a second sentence or "also" says so.
_MANY_WORDS = 25
_SECOND_THING = re.compile(
    r"[.!?;\n]\s*(?=\w)|\b(?:also|plus|another thing|as well as)\b|\band (?:how|what|who|where|when|can|is|do|does)\b",
    re.IGNORECASE,
)
# Beside a topic that has this share of a short message, another one needs that share at least.
_SURE, _LEAST_BESIDE = 0.9, 0.003
_LONGEST_YES_WORDS = 4
_LONGEST_NAMING_WORDS = 5
_LIKELY = 3


@dataclass(frozen=True)
class Heard:
    """One message as it is understood by itself. `decision` is answer, clarify or out_of_scope; `ranking` holds what
    was heard with its share (0 to 1), the likeliest first, `needs` its topics, `details` its entities: name, first and
    last character position."""

    text: str
    intent: str
    decision: str
    ranking: tuple[tuple[str, float], ...] = ()
    needs: tuple[str, ...] = ()
    details: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True)
class SoFar:
    """What the conversation has come to. `reply` is what was said last, `needs` those of the message that it answers,
    `open_needs` those still to be answered, `topic` what was last talked about."""

    reply: Reply | None = None
    needs: tuple[str, ...] = ()
    open_needs: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True)
class Settled:
    """How a message is to be read: its intent, with the choice that was picked or the follow-ups that are asked (names
    of `content/follow_ups.yml`, or `which_one`), and the services they are asked about. `topics` are those to answer
    one by one, or to choose from."""

    intent: str
    choice: Choice | None = None
    follow_up: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()


def talked_about(slots: Mapping[str, Any]) -> str | None:
    """The topic that was last talked about, from the slots of the conversation; None where there was none."""
    task = slots.get("current_task")
    if task == "contact_point":
        subject = (slots.get("contact_question") or {}).get("subject")
        return subject if subject in (*answers.cards(), _FIND_SERVICE) else slots.get("last_topic")
    return task if task in (_FIND_SERVICE, "plan_status") else slots.get("last_topic")


def settle(heard: Heard, so_far: SoFar) -> Settled | None:
    """How the conversation settles the message, None where it is to be read by itself. A crisis is never touched."""
    if heard.intent == "crisis" or "crisis" in heard.needs or kind_of_crisis(heard.text):
        return None
    reply = _with_choices_for_words(so_far.reply or Reply())
    return (
        _picked(heard, so_far, reply)
        or _about_services(heard, reply.services)
        or _followed_up(heard, so_far.topic)
        or _first_need(heard)
        or _only_named(heard)
    )


def _with_choices_for_words(reply: Reply) -> Reply:
    """The reply without the choices that have to be chosen themselves, such as a consent."""
    by_words = tuple(
        choice for choice in reply.choices if choice.intent in (*topics.topic_kinds(), topics.DETAILS_ONLY)
    )
    return replace(reply, choices=by_words)


def _picked(heard: Heard, so_far: SoFar, reply: Reply) -> Settled | None:
    """What was offered and is picked in words."""
    if counted := choosing.counted(heard.text, _listed(heard, so_far, reply)):
        return _chosen(counted)
    if choosing.is_none(heard.text):
        return next((_chosen(one) for one in reply.choices if _is_something_else(one, reply)), None)
    if choosing.is_next(heard.text) and so_far.open_needs:
        return Settled(so_far.open_needs[0], choice=_as_choice(so_far.open_needs[0]))
    if choosing.is_all(heard.text):
        return _all(heard, so_far, reply)
    if choosing.is_only_one(heard.text) or _is_yes(heard):
        return _only_one(so_far, reply)
    return _named(heard, so_far, reply)


def _named(heard: Heard, so_far: SoFar, reply: Reply) -> Settled | None:
    """A choice picked by its name, unless the words say another topic clearly."""
    waiting = [_as_choice(need) for need in so_far.open_needs]
    offered = {(choice.title, choice.intent): choice for choice in (*reply.choices, *waiting)}
    named = choosing.named(heard.text, list(offered.values()))
    unsure = heard.decision != "answer" or topics.topic_kinds().get(heard.intent) == "talk"
    if named and (unsure or choosing.is_marked(heard.text) or heard.intent == named.intent):
        return _chosen(named)
    return None


def _listed(heard: Heard, so_far: SoFar, reply: Reply) -> list[Choice]:
    """What "the second one" counts: the needs just named, else the choices under a reply that lists nothing else."""
    if so_far.needs:
        return [_as_choice(need) for need in so_far.needs[: several_needs.MOST_NAMED]]
    if reply.services or (reply.contacts and not reply.steps):
        return []
    if heard.intent == topics.DETAILS_ONLY and reply.topic not in _ASKED_BACK:
        return []  # "2" is an age then
    return [choice for choice in reply.choices if not _is_something_else(choice, reply)]


def _all(heard: Heard, so_far: SoFar, reply: Reply) -> Settled | None:
    offered = [choice.intent for choice in reply.choices] if reply.topic in _ASKED_BACK else so_far.open_needs
    wanted = tuple(topic for topic in offered if topics.topic_kinds().get(topic) in _NEEDS)
    if "both" in heard.text.lower():
        wanted = wanted[:2]
    return Settled(wanted[0], choice=_as_choice(wanted[0]), topics=wanted) if wanted else None


def _only_one(so_far: SoFar, reply: Reply) -> Settled | None:
    """Yes to the one thing that was offered; where it could be several, a question which one."""
    if reply.topic in _ASKED_BACK:
        listed = tuple(choice.intent for choice in reply.choices if not _is_something_else(choice, reply))
        return Settled(UNCLEAR, follow_up=(WHICH_ONE,), topics=listed)
    if len(so_far.open_needs) == 1 and not several_needs.is_question(reply):
        return _chosen(_as_choice(so_far.open_needs[0]))
    return _chosen(reply.choices[0]) if len(reply.choices) == 1 else None


def _about_services(heard: Heard, services: tuple[Service, ...]) -> Settled | None:
    """A question about the services that were just found, or about one of them."""
    if not services or heard.intent == topics.DETAILS_ONLY or _has_own_topic(heard):
        return None
    if one := choosing.counted(heard.text, services):
        return Settled(_FIND_SERVICE, services=(one,))
    one, words = choosing.spoken_of(heard.text, services)
    asked = [name for name in follow_ups.heard(words) if name in services_shown.known()]
    return Settled(_FIND_SERVICE, follow_up=tuple(asked), services=(one,) if one else services) if asked else None


def _followed_up(heard: Heard, topic: str | None) -> Settled | None:
    """A question about the last topic."""
    card = follow_ups.card_topic(topic)
    passing = [(start, end) for name, start, end in heard.details if name in follow_ups.PASSING_DETAILS]
    if _has_own_topic(heard) or (heard.intent == topics.DETAILS_ONLY and passing):
        return None
    asked = follow_ups.heard(heard.text, passing)
    if topic == _FIND_SERVICE and asked == [follow_ups.WHO]:
        return Settled("contact_point")
    if not asked or card is None or not all(follow_ups.is_about(card, name) for name in asked):
        return None
    return Settled(card, follow_up=tuple(asked))


def _has_own_topic(heard: Heard) -> bool:
    """Whether a detail of the message names what it is about: a kind of service, a role, a support need."""
    return any(name not in (*follow_ups.PASSING_DETAILS, "cost") for name, _, _ in heard.details)


def _first_need(heard: Heard) -> Settled | None:
    """The first of several needs; or the one need that was found in a part, where the whole was unclear."""
    needs = _believed(heard)
    if len(needs) > 1 or (needs and heard.intent == UNCLEAR):
        return Settled(needs[0], topics=tuple(several_needs.told(needs)))
    return Settled(heard.intent) if len(heard.needs) > 1 else None  # and none of them is spoken of


def _believed(heard: Heard) -> list[str]:
    """The needs to speak of. A message that says one thing in few words is believed as a whole where it is clear: what
    else was found in its parts counts only as far as it is heard in the whole. Where it is unclear, one need that was
    found in a part is better than none.
    """
    several = len(heard.text.split()) >= _MANY_WORDS or _SECOND_THING.search(heard.text)
    if heard.decision != "answer":
        found = len(heard.needs) == 1 and len(message_parts.parts(heard.text)) > 1
        return list(heard.needs) if heard.intent == UNCLEAR and (several or found) else []
    if heard.intent == "contact_point" and any(name == "role" for name, _, _ in heard.details):
        return []  # whoever is asked for, the rest says why
    if several:
        return list(heard.needs)
    if heard.intent not in heard.needs:
        return []
    shares = dict(heard.ranking)
    least = _LEAST_BESIDE if shares.get(heard.intent, 0.0) >= _SURE else 0.0
    others = [need for need in heard.needs if need != heard.intent and shares.get(need, 0.0) >= least]
    return [heard.intent, *others]


def _only_named(heard: Heard) -> Settled | None:
    """A topic that is only named ("and what about transport?"), where one of the likeliest has that name."""
    if heard.intent != UNCLEAR or len(heard.text.split()) > _LONGEST_NAMING_WORDS:
        return None
    likely = [topic for topic, _ in heard.ranking if topics.topic_kinds().get(topic) in _NEEDS]
    named = choosing.named(heard.text, [_as_choice(topic) for topic in likely[:_LIKELY]])
    return _chosen(named) if named else None


def _chosen(choice: Choice) -> Settled:
    return Settled(choice.intent, choice=choice)


def _as_choice(need: str) -> Choice:
    return Choice(topics.button(need), need)


def _is_something_else(choice: Choice, reply: Reply) -> bool:
    return reply.topic in _ASKED_BACK and choice.intent == _SOMETHING_ELSE


def _is_yes(heard: Heard) -> bool:
    return heard.intent == "affirm" and len(heard.text.split()) <= _LONGEST_YES_WORDS
