"""What the gateway itself says, when a message cannot go to the engine or no answer comes back."""

from __future__ import annotations

from typing import Any

from fingerpost import safety
from fingerpost.reply import Choice, Reply

SEND_AGAIN = "send_again"
IN_DANGER = "If someone is in danger now, call 999."


def empty() -> Reply:
    """The message had no words in it."""
    return Reply(text="There were no words in that message. Please type your question and send it again.")


def too_long(limit: int) -> Reply:
    """The message is longer than `limit` characters."""
    return Reply(
        text=f"Your message is too long for me to read in one go. I can read {limit:,} characters. "
        "Please shorten it, or send it in two or more parts."
    )


def slash() -> Reply:
    """The message starts like a command."""
    return Reply(text="Please write in your own words, without a slash at the start.")


def unknown_choice() -> Reply:
    """The button was never offered in this conversation."""
    return Reply(text="That button is not part of this chat any more. Please type what you need in your own words.")


def repeated_choice(title: str) -> Reply:
    """The button was used before."""
    return Reply(text=f"You have already chosen “{title}”. Please choose something else, or type your question.")


def too_many(seconds: int) -> Reply:
    """Messages come faster than they may."""
    return Reply(
        text=f"Your messages are coming faster than I can read them. Please wait {_seconds(seconds)}, "
        f"then send your last message again. {IN_DANGER}"
    )


def with_adviser() -> Reply:
    """The conversation waits for a person."""
    return Reply(text="I have added this to what the adviser will read. They will answer you here.")


def not_stored() -> Reply:
    """The database cannot be reached, so the message was neither kept nor answered."""
    return Reply(
        title="I cannot answer right now",
        text="Something on our side is not working, so I could not keep your message or answer it. "
        "Please copy your words and try again in a few minutes.\n\nIf you need help now, these people can help.",
        contacts=safety.emergency_contacts(),
    )


def no_answer(why: str, sent: dict[str, Any]) -> Reply:
    """The engine gave no answer: `why` is starting, slow or down; `sent` is the message to send again."""
    title, text = _NO_ANSWER[why]
    return Reply(
        title=title,
        text=f"{text}\n\nIf you need help now, these people can help.",
        contacts=safety.emergency_contacts(),
        choices=(Choice(title="Try again", intent=SEND_AGAIN, slots=sent),),
    )


_NO_ANSWER = {
    "starting": (
        "I am still starting up",
        "I cannot answer just yet, but your message is kept. Please wait about a minute, then choose “Try again”.",
    ),
    "slow": (
        "That took too long",
        "I could not find an answer in time, but your message is kept. Please choose “Try again”.",
    ),
    "down": (
        "I cannot answer right now",
        "Something on our side is not working, but your message is kept. "
        "Please wait a few minutes, then choose “Try again”.",
    ),
}


def _seconds(count: int) -> str:
    if count < 90:
        return "1 second" if count == 1 else f"{count} seconds"
    return f"{round(count / 60)} minutes"
