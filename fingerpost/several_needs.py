"""Several needs in one message: what is said back of them, and what is still to be offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from fingerpost import content, topics
from fingerpost.plain_phrases import plain, same_word
from fingerpost.reply import Choice, Reply

MOST_NAMED = 4
MOST_CHOICES = 6
_BREATH = re.compile(r"[.!?;,\n]\s|\b(?:and|also|but|plus)\b", re.IGNORECASE)


def told(needs: Sequence[str]) -> list[str]:
    """The needs of one message, where they are several and nobody is in danger; otherwise none."""
    return [] if len(needs) < 2 or needs[0] == "crisis" else list(needs)


def still_open(heard: Iterable[str], answered: Iterable[str | None]) -> list[str]:
    """The needs that were heard, each once and in order, less those that were answered."""
    return [need for need in dict.fromkeys(heard) if need not in {*answered, "crisis"}]


def with_needs(reply: Reply, needs: Sequence[str], open_needs: Sequence[str]) -> Reply:
    """The Reply to the first of `needs` (those of the message it answers, none or several): begun with what was heard,
    and with `open_needs` as choices."""
    offered = list(open_needs[: MOST_NAMED - 1])
    if not needs and not offered:
        return reply
    before = _heard(needs) if needs else ""
    after = "" if needs or is_question(reply) else _still(offered)
    text = "\n\n".join(part for part in (before, reply.text, after) if part)
    return replace(reply, text=text, choices=_choices(reply, offered))


def is_question(reply: Reply) -> bool:
    """Whether the Reply waits for an answer of its own ("Where do you live?"), so that nothing else may be asked."""
    return reply.topic == "find_service" and not (reply.services or reply.contacts)


def name(need: str) -> str:
    """What a need is called within a sentence, in small letters."""
    called: str = _content()["needs"][need]
    return called


def need_at(text: str, position: int, needs: Sequence[str]) -> str | None:
    """Which of the needs is spoken of at a character position: the one named in the same breath, or else the last one
    before it. None where nothing says, or where it could be several."""
    end = _BREATH.search(text, position)
    for breath in reversed(_BREATH.split(text[: end.start() if end else len(text)])):
        words = telling_words(breath)
        named = {need: sum(any(same_word(word, known) for known in words_of(need)) for word in words) for need in needs}
        most = [need for need, count in named.items() if count and count == max(named.values())]
        if most:
            return most[0] if len(most) == 1 else None
    return None


def words_of(need: str) -> set[str]:
    """The words by which a need is known: of its topic's name, its button and what it is called in a sentence."""
    called = name(need) if need in _content()["needs"] else ""
    return telling_words(f"{need.replace('_', ' ')} {topics.button(need)} {called}")


def telling_words(text: str) -> set[str]:
    """The plain words of a text by which one topic can be told from another."""
    return set(plain(text).split()) - set(_content()["tells_nothing"].split())


def _heard(needs: Sequence[str]) -> str:
    named = needs[:MOST_NAMED]
    if len(needs) > len(named):
        return str(_content()["heard_more"]).format(needs=_listed(named))
    return str(_content()["heard"]).format(needs=_listed(named), count=_content()["counts"][len(named)])


def _still(offered: Sequence[str]) -> str:
    return str(_content()["still_one" if len(offered) == 1 else "still_some"]).format(needs=_listed(offered))


def _listed(needs: Sequence[str]) -> str:
    *before, last = [name(need) for need in needs]
    return f"{', '.join(before)} and {last}" if before else last


def _choices(reply: Reply, offered: Sequence[str]) -> tuple[Choice, ...]:
    """Choices that carry a value settle what the reply itself asks, so they come first; then what is open."""
    own = [choice for choice in reply.choices if choice.slots or choice.intent not in offered]
    settling = [choice for choice in own if choice.slots]
    open_ones = [Choice(topics.button(need), need) for need in offered]
    others = [choice for choice in own if not choice.slots]
    return tuple([*settling, *open_ones, *others][: max(MOST_CHOICES, len(settling) + len(open_ones))])


def _content() -> dict[str, Any]:
    written: dict[str, Any] = content.read("several_needs.yml")
    return written
