"""An offered choice, picked in words: "no, the first one", "the transport one", "neither". Which words those are is in
`content/follow_ups.yml`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from fingerpost import content, several_needs, topics
from fingerpost.plain_phrases import Phrases, is_one, phrases, plain, same_word
from fingerpost.reply import Choice

MOST_WORDS = 10
Listed = TypeVar("Listed")
# Elsewhere "one" stands for a thing and is no number.
_NUMBER_ONE = re.compile(r"\b(?:number|option|choice) one ")


@dataclass(frozen=True)
class _Wording:
    passing: frozenset[str]
    places: dict[str, int]
    place_within: re.Pattern[str]
    next: frozenset[str]
    markers: frozenset[str]
    all: Phrases
    only_one: Phrases
    none: Phrases


@lru_cache(maxsize=1)
def _wording() -> _Wording:
    written: dict[str, Any] = content.read("follow_ups.yml")["choosing"]
    places = "|".join(written["places"])
    return _Wording(
        passing=frozenset(written["passing"].split()),
        places=written["places"],
        place_within=re.compile(rf"(?<!\S)(?:the (?P<place>{places}) (?:one )?|(?P<before>{places}) one )"),
        next=frozenset(written["next"]),
        markers=frozenset(written["markers"]),
        all=phrases(written["all"]),
        only_one=phrases(written["only_one"]),
        none=phrases(written["none"]),
    )


def is_all(text: str) -> bool:
    """Whether every offered choice is wanted ("both please")."""
    return is_one(_wording().all, plain(text))


def is_only_one(text: str) -> bool:
    """Whether the one thing offered is wanted ("yes, that one")."""
    return is_one(_wording().only_one, plain(text))


def is_none(text: str) -> bool:
    """Whether no offered choice is wanted ("neither", "something else")."""
    return is_one(_wording().none, plain(text))


def is_next(text: str) -> bool:
    """Whether what was not picked yet is wanted ("the other one")."""
    rest = _rest(text)
    return len(rest) == 1 and rest[0] in _wording().next


def counted(text: str, offered: Sequence[Listed]) -> Listed | None:
    """What is picked by its place alone ("the second one", "not the first, the last"), None where nothing is."""
    rest = _rest(text)
    return _at(rest[0], offered) if len(rest) == 1 else None


def spoken_of(text: str, offered: Sequence[Listed]) -> tuple[Listed | None, str]:
    """What is spoken of by its place ("how much is the second one"), None where nothing is; and the other words."""
    words = plain(text)
    found = list(_wording().place_within.finditer(words))
    if len(found) != 1 or (one := _at(found[0]["place"] or found[0]["before"], offered)) is None:
        return None, words
    return one, f"{words[: found[0].start()]}{words[found[0].end() :]}"


def _at(word: str, offered: Sequence[Listed]) -> Listed | None:
    place = _wording().places.get(word, 0)
    if not 1 <= abs(place) <= len(offered):
        return None
    return offered[place - 1 if place > 0 else place]


def named(text: str, offered: Sequence[Choice]) -> Choice | None:
    """The choice that is picked by words of its title or topic ("the transport one"), None where it could be several or
    something else is said."""
    rest = several_needs.telling_words(" ".join(word for word in _rest(text) if word not in _wording().markers))
    if not rest or "not" in plain(text).split():
        return None
    fitting = [choice for choice in offered if all(_has(choice, word) for word in rest)]
    return fitting[0] if len(fitting) == 1 else None


def is_marked(text: str) -> bool:
    """Whether the words say that one of the choices is picked ("the appeal one") and do not only name a thing."""
    words = [word for word in plain(text).split() if word not in ("please", "thanks")]
    return bool(words) and words[-1] in _wording().markers


def _rest(text: str) -> list[str]:
    """The words that are left when those around a choice are taken away, and places that are not meant."""
    wording, words = _wording(), _NUMBER_ONE.sub("1 ", plain(text)).split()
    if len(words) > MOST_WORDS:
        return words
    said = [word for word in words if word not in ("the", "one")]
    unwanted = {word for before, word in itertools.pairwise(said) if before == "not" and word in wording.places}
    return [word for word in words if word not in wording.passing and word not in unwanted]


def _has(choice: Choice, word: str) -> bool:
    return any(same_word(word, known) for known in _words_of(choice))


def _words_of(choice: Choice) -> set[str]:
    known = several_needs.words_of(choice.intent) if choice.intent in topics.topic_kinds() else set()
    return several_needs.telling_words(choice.title) | known
