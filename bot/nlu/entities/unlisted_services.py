"""A service that no list knows, by how a message asks for it: "is there a mini golf near Hull", "parkour E17 Sundays".

It counts only in a message that says where or at what price: without, the words may ask for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.nlu.entities.found import Entity, clear_of
from bot.nlu.entities.sentences import tells_a_story
from fingerpost import content
from fingerpost.directory.query_words import query_words

_WORD = r"[a-z][a-z'’&-]*"
_ASKED_FOR = re.compile(
    r"\b(?:(?:look(?:ing)?|search(?:ing)?|hunting|asking)\s+for|look\s+up|is\s+there|are\s+there|find(?:ing)?|after|any|"
    r"(?:know|heard?)\s+of|recommend|interested\s+in|(?:do|does|did)\s+(?:any(?:one|body|where)|you|they)\s+(?:do|run|have|"
    r"offer|know)|anywhere\s+(?:that\s+)?(?:do|does|doing|runs?|offers?)|where(?:['’]s|\s+is|\s+are)|"
    r"where\s+(?:can|could|do|would)\s+(?:i|we|you|he|she)\s+(?:find|get|borrow|hire|buy|go\s+for|do)|"
    r"(?:i|we|he|she|son|daughter|lad|lass|boy|girl)(?:['’]d|\s+would)?\s+(?:really\s+)?(?:like|love|want|wants|need|needs))"
    rf"\s+(?:(?:me|us|him|her|them|to\s+try|to\s+do)\s+)?(?:(?:an?|some|any|the|your)\s+)?"
    rf"(?P<service>(?:{_WORD}\s+){{0,3}}?{_WORD})"
    r"(?=\s+(?:near|nr|in|for|that|who|which|with|w|around|round|where|at|on|by|please|pls|plz|within|close|so|because|and|"
    r"or|he|she|we|i)\b|\s*[?.,!;:\n(–-]|\s*$)",
    re.IGNORECASE,
)
_TOKEN = re.compile(rf"{_WORD}|[^\s\w]", re.IGNORECASE)
_MOST_WORDS_OF_A_SEARCH = 9
_MOST_WORDS_OF_A_SERVICE = 4


@lru_cache(maxsize=1)
def _no_services() -> frozenset[str]:
    written = content.read("service_kinds.yml")
    return frozenset((*written["no_services"], *written["no_kinds"]))


def find_unlisted_service(text: str, found: Sequence[Entity]) -> list[Entity]:
    """The service that is asked for in words that no list has; none where the message sets no such limit."""
    limits = {entity.name for entity in found}
    if limits.isdisjoint(("place", "postcode", "cost")):
        return []
    candidates = [*_asked_for(text)]
    says_where = not limits.isdisjoint(("place", "postcode"))
    if says_where and len(text.split()) <= _MOST_WORDS_OF_A_SEARCH and not tells_a_story(text):
        candidates += _left_over(text, found)
    return next(([one] for one in clear_of(candidates, found) if _may_be_a_service(one.value)), [])


def _asked_for(text: str) -> Iterator[Entity]:
    for match in _ASKED_FOR.finditer(text):
        yield _service(text, match.start("service"), match.end("service"))


def _left_over(text: str, found: Sequence[Entity]) -> Iterator[Entity]:
    """The words that stand together in a search, once the details are taken out of it."""
    taken = {position for entity in found for position in range(entity.start, entity.end)}
    run: list[re.Match[str]] = []
    for token in [*_TOKEN.finditer(text), None]:
        if token and token.start() not in taken and _goes_on(token.group(), begun=bool(run)):
            run.append(token)
        elif run:
            yield _service(text, run[0].start(), run[-1].end())
            run = []


def _goes_on(word: str, *, begun: bool) -> bool:
    """Whether the word names something, or comes after one that does ("judo class")."""
    searched = query_words(word)
    return bool(searched.finding or (begun and searched.weak))


def _service(text: str, start: int, end: int) -> Entity:
    return Entity("what", " ".join(text[start:end].lower().split()), start, end)


def _may_be_a_service(words: str) -> bool:
    apart = re.findall(_WORD, words)
    return (
        0 < len(apart) <= _MOST_WORDS_OF_A_SERVICE
        and not any(word in _no_services() for word in apart)
        and bool(query_words(words).finding)
    )
