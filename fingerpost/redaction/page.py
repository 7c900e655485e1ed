"""A message with its words, on which stretches are struck out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

# What stands in a message for what was taken out; (word) is a word that nobody knows, and so perhaps a name.
PLACEHOLDERS = ("name", "place", "school", "postcode", "date", "phone", "e-mail", "web address", "reference", "word")

_PLACEHOLDER = re.compile(rf"\((?:{'|'.join(PLACEHOLDERS)})\)")
_REPEATED = re.compile(r"(\([a-z -]+\))(?:[\s,'.&/-]*\1)+")
_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"[^\W\d_)]'(?:s|t|re|ve|ll|d|m)\Z|\)'s\Z", re.IGNORECASE)
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?:;\n•*\"“]|\s[-–—])[\s\"'“(]*\Z")
# Nothing that tells how a word is meant stands further before it than this many characters.
_NEARBY = 48


@dataclass(frozen=True)
class Word:
    """A run of letters, "n't" and "'s" aside. `tag` is its part of speech, as the Penn Treebank calls them."""

    text: str
    start: int
    end: int
    tag: str
    begins_sentence: bool
    is_possessive: bool

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def is_capitalised(self) -> bool:
        """Written like a name: "Hope" or "DfE", and neither "HOPE" nor "iPad"."""
        return self.text[0].isupper() and not self.text.isupper()


class Page:
    """The text of a message, as spaCy has read it (`read`), and what of it is struck out."""

    def __init__(self, text: str, read: Any) -> None:
        self.text = text
        self.entities: list[tuple[int, int, str]] = [(one.start_char, one.end_char, one.label_) for one in read.ents]
        self._labels = [""] * len(text)
        self._stands_for_something = [False] * len(text)
        for match in _PLACEHOLDER.finditer(text):
            self._stands_for_something[match.start() : match.end()] = [True] * len(match.group())
        self.words = self._find_words({token.idx: token.tag_ for token in read})

    def _find_words(self, tags: dict[int, str]) -> list[Word]:
        words: list[Word] = []
        for match in _WORD.finditer(self.text):
            start, end = match.span()
            if self._stands_for_something[start] or _ENDING.search(self.text, max(0, start - 2), end):
                continue
            words.append(
                Word(
                    text=match.group(),
                    start=start,
                    end=end,
                    tag=tags.get(start, ""),
                    begins_sentence=bool(_SENTENCE_BEGINS.search(self.text, max(0, start - _NEARBY), start)),
                    is_possessive=bool(re.match(r"'s\b", self.text[end : end + 3], re.IGNORECASE)),
                )
            )
        return words

    def before(self, position: int) -> str:
        """The text shortly before a position."""
        return self.text[max(0, position - _NEARBY) : position]

    def between(self, one: Word, other: Word) -> str:
        """What stands between two words."""
        return self.text[one.end : other.start]

    def strike(self, start: int, end: int, label: str) -> None:
        """Take this stretch out; what was struck before keeps its label."""
        for position in range(start, end):
            if not self._stands_for_something[position]:
                self._labels[position] = self._labels[position] or label

    def is_out(self, position: int) -> bool:
        """Whether this character is struck out."""
        return 0 <= position < len(self._labels) and bool(self._labels[position])

    def written(self) -> str:
        """The text in one line, with a word in brackets for each stretch that was taken out."""
        parts: list[str] = []
        last = ""
        for label, character in zip(self._labels, self.text, strict=True):
            if label and label != last:
                parts.append(f" ({label})" if parts and parts[-1][-1].isalnum() else f"({label})")
            if not label:
                parts.append(f" {character}" if last and character.isalnum() else character)
            last = label
        line = " ".join("".join(parts).split())
        return _REPEATED.sub(r"\1", line)
