"""What is said around an answer: today's word for an old one before it, and one quiet line after it.

The old words are in `content/old_words.yml`, the quiet lines in `content/crisis.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from fingerpost import content, sources
from fingerpost.reply import Reply
from fingerpost.safety.patterns import cut_out, one_of
from fingerpost.safety.plain_clauses import clauses
from fingerpost.safety.quiet_line import quiet_line

_FILE = "old_words.yml"
_CRISIS = "crisis"
# Nothing is put before the words of a crisis reply. Outside England, the old word may be the one in use.
_WITHOUT_OLD_WORDS = (_CRISIS, "out_of_scope")


@dataclass(frozen=True)
class OldWord:
    """An old word and the sentence with today's. `source` is an id of `content/sources` or None; `answered_by` are the
    topics whose answer explains it anyway. Found by `words`, without `sayings`, or as `capitals`, unless `elsewhere` is
    in the message."""

    id: str
    say: str
    source: str | None
    answered_by: tuple[str, ...]
    words: re.Pattern[str]
    capitals: re.Pattern[str] | None
    sayings: re.Pattern[str] | None
    elsewhere: re.Pattern[str] | None


def with_remarks(reply: Reply, text: str, explained: Collection[str] = ()) -> Reply:
    """The reply to a message, with at most one old word of it explained first and the quiet line it needs last.

    `explained` are the old words (ids) that this conversation has had explained. A crisis reply stays as it is, and no
    old word is explained out of scope. Raises ContentError when `content/old_words.yml` cannot be used.
    """
    found = _old_word(text, explained)
    if found and reply.topic not in (*found.answered_by, *_WITHOUT_OLD_WORDS):
        said = (sources.source(found.source).shown(),) if found.source else ()
        shown = (*reply.sources, *(source for source in said if source not in reply.sources))
        reply = replace(reply, text="\n\n".join(filter(None, (found.say, reply.text))), sources=shown)
    return with_quiet_line(reply, text)


def with_quiet_line(reply: Reply, text: str) -> Reply:
    """The reply to a message with the quiet line it needs, if any, as its last paragraph."""
    line = None if reply.topic == _CRISIS else quiet_line(text)
    return replace(reply, text="\n\n".join(filter(None, (reply.text, line)))) if line else reply


def newly_explained(text: str, explained: Collection[str] = ()) -> list[str]:
    """The old words (ids) that `with_remarks` explains for this message: one, or none. Raises ContentError."""
    found = _old_word(text, explained)
    return [found.id] if found else []


@lru_cache(maxsize=1)
def old_words() -> tuple[OldWord, ...]:
    """Every old word, in the order in which they are looked for. Raises ContentError."""
    try:
        data = content.read(_FILE)
        return tuple(_read(entry, data.get("lists", {})) for entry in data["words"])
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise content.ContentError(f"content/{_FILE} cannot be used: {fault}") from None


def _read(entry: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> OldWord:
    words = one_of(entry["words"], lists)
    if words is None:
        raise ValueError(f"{entry['id']} has no words")
    not_meant = entry.get("not", {})
    return OldWord(
        id=entry["id"],
        say=entry["say"],
        source=entry["source"],
        answered_by=tuple(entry.get("answered_by", ())),
        words=words,
        capitals=re.compile(rf"\b(?:{'|'.join(entry['capitals'])})\b") if "capitals" in entry else None,
        sayings=one_of(not_meant.get("sayings", ()), lists),
        elsewhere=one_of(not_meant.get("anywhere", ()), lists),
    )


def _old_word(text: str, explained: Collection[str]) -> OldWord | None:
    told = clauses(text, {}, {})
    return next((word for word in old_words() if word.id not in explained and _is_said(word, text, told)), None)


def _is_said(word: OldWord, text: str, told: Sequence[str]) -> bool:
    if word.elsewhere and any(word.elsewhere.search(clause) for clause in told):
        return False
    if word.capitals and word.capitals.search(text):
        return True
    return any(word.words.search(cut_out(word.sayings, clause)) for clause in told)
