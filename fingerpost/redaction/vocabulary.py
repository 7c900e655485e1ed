"""The words that may stay in a message, and the lists that tell names apart: two files in `fingerpost/data/`."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from fingerpost.redaction.page import Page, Word

_DATA = Path(__file__).resolve().parent.parent / "data"
_SECTIONS = re.compile(r"\bsections?\b[^.!?]*\Z", re.IGNORECASE)


@lru_cache(maxsize=1)
def everyday_words() -> frozenset[str]:
    """Every word that may stay, in small letters."""
    lines = (_DATA / "everyday_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@lru_cache(maxsize=16)
def words_in(name: str) -> frozenset[str]:
    """One list of `redaction.yml`."""
    return frozenset(_lists()[name].split())


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    lists: dict[str, str] = yaml.safe_load((_DATA / "redaction.yml").read_text(encoding="utf-8"))
    return lists


def may_stay(page: Page, word: Word) -> bool:
    """Whether this is an everyday word, written like one."""
    if len(word.text) == 1:
        return _may_stay_letter(page, word)
    if word.lower not in everyday_words():
        return False
    if not word.is_capitalised:
        return True
    if word.begins_sentence:
        return word.lower not in words_in("names_that_are_words") or word.tag not in ("NNP", "NNPS")
    return word.lower in words_in("written_with_capitals")


def _may_stay_letter(page: Page, word: Word) -> bool:
    """Small letters, "I" and "A" stay, and so do "Y7" and "section F"; other capitals are initials."""
    beside = page.text[max(0, word.start - 1) : word.start] + page.text[word.end : word.end + 1]
    return (
        word.text.islower()
        or word.text in "AI"
        or any(character.isdigit() for character in beside)
        or bool(_SECTIONS.search(page.before(word.start)))
    )
