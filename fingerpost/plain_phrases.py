"""Phrases that people who do not program can read and review, and finding them in what families write.

A phrase is written in small letters, without apostrophes and marks: `(a|b)` is one of these, `[a|b]` one or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Phrases = tuple[re.Pattern[str], ...]
"""What `phrases` makes, for plain words."""

# "complain" is heard in "complaint": two words are the same when they begin alike and end alike enough, in letters.
_SAME_BEGINNING, _OTHER_ENDING = 4, 4
_PART = re.compile(r"\[[^\]]*\]|\([^)]*\)|[a-z0-9]+")


def plain(text: str) -> str:
    """The words of a text in small letters, each followed by one space: "What's next?" is "whats next "."""
    spoken = re.sub(r"['’‘`]", "", text.lower())
    return "".join(f"{word} " for word in re.findall(r"[a-z0-9]+", spoken))


def phrases(written: Iterable[str]) -> Phrases:
    """The phrases, ready to be found."""
    return tuple(re.compile("".join(_expression(part) for part in _PART.findall(phrase))) for phrase in written)


def end_of_longest(known: Phrases, words: str, start: int = 0) -> int:
    """Where the longest phrase that begins at `start` of the plain words ends; `start` itself where none does."""
    return max((found.end() for phrase in known if (found := phrase.match(words, start))), default=start)


def is_one(known: Phrases, words: str) -> bool:
    """Whether the plain words are one of the phrases and nothing else."""
    return any(phrase.fullmatch(words) for phrase in known)


def same_word(one: str, other: str) -> bool:
    """Whether two plain words are the same but for their endings."""
    beginning = max(_SAME_BEGINNING, max(len(one), len(other)) - _OTHER_ENDING)
    return one == other or (min(len(one), len(other)) >= beginning and one[:beginning] == other[:beginning])


def _expression(part: str) -> str:
    """One word, or a bracket of them, as a regular expression: every word ends with its space."""
    if part[0] not in "[(":
        return f"{part} "
    either = "|".join(f"{' '.join(choice.split())} " for choice in part[1:-1].split("|"))
    return f"(?:{either})?" if part[0] == "[" else f"(?:{either})"
