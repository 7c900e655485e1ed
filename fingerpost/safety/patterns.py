"""Patterns as editors write them (the head of `content/crisis.yml` says how), made into regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from fingerpost.safety.plain_clauses import one_spelling

# Each line of a pattern becomes a regular expression without nested, unbounded repeats, so that the time to search
# grows in step with the length of the message.
_ANY_WORDS = "(?: [a-z0-9]+){0,3}"
# A number in figures, and the mark that ends a clause: their first letter, and the rest.
_SIGNS = {"#": ("[0-9]", "[0-9]{0,3}"), ".": ("[.]", "")}


def one_of(lines: Iterable[str], lists: Mapping[str, Sequence[str]]) -> re.Pattern[str] | None:
    """One expression that finds any of the lines as whole words in a clause; None when there are no lines.

    `lists` are the lines that `<name>` stands for. Raises ValueError for a line that is not written as it should be,
    and KeyError for a list that is not there.
    """
    # Sorted by first letter, so that at each word only the few lines that may begin there are tried.
    by_letter: dict[str, list[str]] = {}
    for line in lines:
        for letter, rest in _beginnings(_elements(line), lists):
            by_letter.setdefault(letter, []).append(rest)
    if not by_letter:
        return None
    letters = "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(f" (?:{letters})(?= )")


def cut_out(pattern: re.Pattern[str] | None, clause: str) -> str:
    """The clause with every match replaced by a mark that no pattern can reach across."""
    return pattern.sub(" _", clause) if pattern else clause


def _elements(line: str) -> list[str]:
    elements = line.split()
    if not elements or any(end.startswith(("(", "...")) for end in (elements[0], elements[-1])):
        raise ValueError(f"the pattern {line!r} needs to begin and end with a word that must be there")
    return elements


def _beginnings(elements: Sequence[str], lists: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each first letter a pattern may have, with the expression for what follows that letter."""
    first, *others = elements
    rest = "".join(_element(element, lists) for element in others)
    starts: dict[str, list[str]] = {}
    for letter, start in _first_words(first, lists):
        starts.setdefault(letter, []).append(start)
    yield from ((letter, f"(?:{'|'.join(same)}){rest}") for letter, same in starts.items())


def _first_words(element: str, lists: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    if element.startswith("<"):
        for line in lists[element[1:-1]]:
            yield from _beginnings(_elements(line), lists)
    else:
        yield from (_word(word) for word in element.split("/"))


def _element(element: str, lists: Mapping[str, Sequence[str]]) -> str:
    if element == "...":
        return _ANY_WORDS
    if element.startswith("(") and element.endswith(")"):
        return f"(?:{_element(element[1:-1], lists)})?"
    if element.startswith("<") and element.endswith(">"):
        lines = ("".join(_element(part, lists) for part in _elements(line)) for line in lists[element[1:-1]])
        return f"(?:{'|'.join(lines)})"
    return f" (?:{'|'.join(''.join(_word(word)) for word in element.split('/'))})"


def _word(word: str) -> tuple[str, str]:
    """The expressions for the first letter of a word and for the rest of it."""
    if word in _SIGNS:
        return _SIGNS[word]
    if not re.fullmatch(r"[a-z0-9']+\*?", word):
        raise ValueError(f"{word!r} is not a word: use small letters, figures, an apostrophe and * at the end")
    letters = one_spelling(word.removesuffix("*"), {})
    return letters[0], letters[1:] + ("[a-z]*" if word.endswith("*") else "")
