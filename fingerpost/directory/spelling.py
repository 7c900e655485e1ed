"""Put a misspelt search right with the words that the Local Offer itself uses."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fingerpost import store
from fingerpost.directory.need_terms import plain_words
from fingerpost.directory.query_words import known_words, query_words
from fingerpost.directory.tables import Feed, Service

SHORTEST_WORD = 4
ALIKE_AT_LEAST = 80


def corrected(text: str, session: Session, address: str) -> str:
    """The text with each word that no service uses replaced by the most similar one in use; "" if nothing changes."""
    last_import = session.execute(select(func.max(Feed.imported_at))).scalar_one()
    in_use = _words_in_use(address, str(last_import))
    looked_for = {word for phrase in query_words(text).finding for word in phrase}
    words = plain_words(text).split()
    right = [_most_similar(word, in_use) if word in looked_for else word for word in words]
    return " ".join(right) if right != words else ""


def _most_similar(word: str, in_use: tuple[str, ...]) -> str:
    if len(word) < SHORTEST_WORD:
        return word
    found = process.extractOne(word, in_use, scorer=fuzz.ratio, score_cutoff=ALIKE_AT_LEAST)
    return found[0] if found else word


@lru_cache(maxsize=4)
def _words_in_use(address: str, _last_import: str) -> tuple[str, ...]:
    """The words in the names and keywords of all services, read again after each import, and our own search words."""
    with store.session(address) as session:
        rows = session.execute(select(Service.name, Service.keywords).where(Service.first_missing_on.is_(None)))
        words = {word for row in rows for part in row for word in plain_words(part).split()} | known_words()
    return tuple(sorted(word for word in words if len(word) >= SHORTEST_WORD and not word.isdigit()))
