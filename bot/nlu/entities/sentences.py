"""What stands around a position in a message, as far as entities need it: never more than a few lines of it."""

from __future__ import annotations

import re
from functools import lru_cache

_END = re.compile(r"[.!?]+(?:\s|$)|\n")
_NEXT_TO_CHARACTERS = 120
_SENTENCE_CHARACTERS = 300
# A message this short says hardly more than one detail.
_FEW_WORDS = 6


@lru_cache(maxsize=8)
def number_of_words(text: str) -> int:
    """How many words the text has."""
    return len(text.split())


def is_short(text: str, words: int = _FEW_WORDS) -> bool:
    """Whether the text has hardly any words."""
    return number_of_words(text) <= words


def just_before(text: str, position: int) -> str:
    """The words before this position."""
    return text[max(0, position - _NEXT_TO_CHARACTERS) : position]


def just_after(text: str, position: int) -> str:
    """The words from this position on."""
    return text[position : position + _NEXT_TO_CHARACTERS]


def sentence_before(text: str, position: int) -> str:
    """The part of the sentence at this position that comes before it."""
    return _END.split(text[max(0, position - _SENTENCE_CHARACTERS) : position])[-1]


def sentence_after(text: str, position: int) -> str:
    """The part of the sentence at this position that comes after it."""
    return _END.split(text[position : position + _SENTENCE_CHARACTERS])[0]


# Nobody tells a story without one of these: "nursery with SEN experience SE15" is a search.
_TELLS = re.compile(
    r"\b(?:i|we|they|he|she|it|my|our|his|her|says?|said|was|were|wants?|has|had|have|asked|told|is|are|will|what|how|why|"
    r"can)\b|['’](?:s|re|ve|m)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def tells_a_story(text: str) -> bool:
    """Whether somebody or something is told of, rather than searched for."""
    return bool(_TELLS.search(text))
