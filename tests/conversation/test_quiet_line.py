"""A message that is not for us still gets its quiet line when it speaks of danger that is over."""

from __future__ import annotations

import pytest

pytest.importorskip("rasa_sdk", reason="the actions need the engine's environment")

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.talk import ActionTalk


def text_said(message: str, intent: str) -> str:
    heard = {"text": message, "intent": {"name": intent}, "entities": []}
    dispatcher = CollectingDispatcher()
    ActionTalk().run(dispatcher, Tracker("test", {}, heard, [], False, None, {}, "action_listen"), {})
    return str(dispatcher.messages[0]["custom"]["text"])


def test_an_answer_out_of_scope_ends_with_the_quiet_line() -> None:
    text = text_said("she was discharged after self-harm last year, what does the insurance pay", "out_of_scope")
    assert text.split("\n\n")[-1].startswith("If anyone is not safe now, tell me, or call 999.")


def test_a_tired_parent_who_says_thank_you_is_offered_somebody_to_talk_to() -> None:
    assert "116 123" in text_said("thanks, I'm at my wits' end", "thanks")


def test_an_ordinary_hello_gets_no_line() -> None:
    assert "999" not in text_said("hello", "greet")
