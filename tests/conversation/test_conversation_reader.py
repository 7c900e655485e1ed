"""The graph component between the classifiers and the dialogue: what it sets, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from fingerpost import talk
from fingerpost.reply import Choice, Reply


@pytest.fixture(autouse=True, scope="module")
def _rasa() -> None:
    """Rasa, without TensorFlow."""
    pytest.importorskip("rasa", reason="the engine is not installed in this environment")
    from bot.engine import prepare

    prepare()


def tracker(*replies: Reply, needs: tuple[str, ...] = (), **slots: Any) -> Any:
    """A conversation in which one message was answered with these replies."""
    from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
    from rasa.shared.core.slots import AnySlot
    from rasa.shared.core.trackers import DialogueStateTracker

    told = UserUttered("…", {"name": "la_delay"}, parse_data={"intent": {"name": "la_delay"}, "needs": list(needs)})
    events = [ActionExecuted("action_listen"), told, ActionExecuted("action_answer_topic")]
    events += [BotUttered(data={"custom": reply.to_dict()}) for reply in replies]
    events += [SlotSet(name, value) for name, value in slots.items()]
    known = [AnySlot(name, [{"type": "custom"}]) for name in (*slots, "open_needs", "last_topic", "current_task")]
    return DialogueStateTracker.from_events("one", events, slots=[*known, AnySlot("contact_question", [])])


def read(text: str, conversation: Any, intent: str = "nlu_fallback", **heard: Any) -> dict[str, Any]:
    """What the dialogue gets of a message."""
    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.conversation_reader import ConversationReader

    decision = "clarify" if intent == "nlu_fallback" else "answer"
    data = {"intent": {"name": intent, "confidence": 0.4}, "intent_ranking": [], "decision": decision, **heard}
    [message] = ConversationReader().process([Message(data={"text": text, **data})], conversation)
    return dict(message.data)


def test_outside_a_conversation_nothing_is_changed():
    from rasa.shared.core.trackers import DialogueStateTracker

    several = {"needs": ["exclusion", "benefits"]}
    for conversation in (None, DialogueStateTracker.from_events("one", [])):
        assert read("One thing. And another", conversation, **several)["intent"]["name"] == "nlu_fallback"


def test_a_choice_in_words_is_as_certain_as_a_button():
    asked = talk.ask_which(["assessment_refused", "tribunal_appeal", "benefits"])
    seen = read("no, the second one", tracker(asked))
    assert seen["intent"] == {"name": "tribunal_appeal", "confidence": 1.0}
    assert seen["intent_ranking"] == [seen["intent"]]
    assert seen["decision"] == "answer"
    assert seen["chosen"] == "Appealing to the Tribunal"


def test_the_values_of_a_choice_come_as_entities():
    areas = (Choice("Richmond upon Thames", "inform", {"authority": "318"}), Choice("North Yorkshire", "inform"))
    seen = read("the first one", tracker(Reply(topic="find_service", choices=areas)))
    assert [(found["entity"], found["value"], found["extractor"]) for found in seen["entities"]] == [
        ("authority", "318", "choice")
    ]


def test_a_follow_up_keeps_the_last_topic():
    conversation = tracker(last_topic="mediation", current_task="mediation")
    seen = read("and how long does that take", conversation, intent="ehc_timeline", needs=["ehc_timeline"])
    assert (seen["intent"]["name"], seen["follow_up"], seen["needs"]) == ("mediation", ["how_long"], [])


def test_the_second_one_counts_the_needs_of_the_message_before():
    conversation = tracker(Reply(topic="la_delay"), needs=("la_delay", "benefits"), open_needs=["benefits"])
    assert read("the second one", conversation)["intent"]["name"] == "benefits"


def test_a_crisis_stays_as_it_was_heard():
    asked = talk.ask_which(["assessment_refused", "tribunal_appeal", "benefits"])
    seen = read("the second one", tracker(asked), intent="crisis", needs=["crisis", "benefits"], kind="self_harm")
    assert (seen["intent"]["name"], seen["needs"], seen["kind"]) == ("crisis", ["crisis", "benefits"], "self_harm")
    assert "follow_up" not in seen


def test_a_reply_kept_by_another_version_is_passed_over():
    from rasa.shared.core.events import BotUttered

    conversation = tracker()
    conversation.update(BotUttered(data={"custom": {"version": 99}}))
    assert read("the second one", conversation)["intent"]["name"] == "nlu_fallback"
