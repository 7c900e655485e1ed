"""Full text behind one interface: FTS5 in SQLite, tsvector in PostgreSQL.

Both databases keep their index themselves: triggers in SQLite, a generated column in PostgreSQL. Words are stemmed
and accents ignored. The name counts most, then the keywords, the organisation, the description.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.orm import Session

from fingerpost.directory.query_words import Phrase, QueryWords

_SQLITE = text(
    "SELECT rowid, -bm25(service_text, 10.0, 5.0, 2.0, 1.0) FROM service_text WHERE service_text MATCH :words"
)
_POSTGRESQL = text(
    "SELECT id, ts_rank('{0.1, 0.2, 0.5, 1.0}', search_vector, words, 1) "
    "FROM services, to_tsquery('english', :words) AS words WHERE search_vector @@ words"
)


def text_relevance(session: Session, words: QueryWords) -> dict[int, float]:
    """The services whose texts fit, by id, with how well: more is better, comparable within one search only."""
    if session.get_bind().dialect.name == "sqlite":
        rows = session.execute(_SQLITE, {"words": _expression(words, _sqlite_phrase, " OR ", " AND ")})
    else:
        rows = session.execute(_POSTGRESQL, {"words": _expression(words, _postgresql_phrase, " | ", " & ")})
    return {identity: float(relevance) for identity, relevance in rows}


def _expression(words: QueryWords, write: Callable[[Phrase], str], either: str, both: str) -> str:
    weak = [write(phrase) for phrase in words.weak]
    if not words.finding:
        return either.join(weak)
    finding = f"({either.join(write(phrase) for phrase in words.finding)})"
    return f"{finding}{both}({either.join([finding, *weak])})" if weak else finding


def _sqlite_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase)}"'


def _postgresql_phrase(phrase: Phrase) -> str:
    return f"({' <-> '.join(phrase)})"
