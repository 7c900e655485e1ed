"""A message as patterns read it: one spelling for each word, one space between words, one string for each clause."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_CLAUSE_END = re.compile(r"[.!?;:…|]+|\n\s*\n|\s(?:but|however|although)\s")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_RUN = re.compile(r"([a-z])\1{2,}")
_SPELT_OUT = re.compile(r"(?<= )(?:[a-z] ){3,}")
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_LOOKALIKES = str.maketrans("аеорсухіѕ", "aeopcyxis")  # Cyrillic letters that look Latin
_DIGIT_LETTERS = {"1": "i", "3": "e", "0": "o", "5": "s", "$": "s", "@": "a", "*": ""}
_DIGIT_LETTER = re.compile(r"(?<=[a-z])[1305$@*](?=[a-z])")
_SHORT_FORMS = {"s": " is", "m": " am", "re": " are", "ve": " have", "ll": " will", "d": " would"}
_WITHOUT_APOSTROPHE = {
    "im": "i am", "ive": "i have", "hes": "he is", "shes": "she is", "theyre": "they are", "theyve": "they have",
    "weve": "we have", "youre": "you are", "thats": "that is", "whats": "what is", "theres": "there is",
    "its": "it is", "cannot": "can not", "cant": "can not", "wont": "will not", "dont": "do not",
    "doesnt": "does not", "didnt": "did not", "isnt": "is not", "arent": "are not", "wasnt": "was not",
    "hasnt": "has not", "havent": "have not", "hadnt": "had not", "couldnt": "could not",
    "wouldnt": "would not", "shouldnt": "should not", "anymore": "any more", "wanna": "want to",
    "gonna": "going to",
}  # fmt: skip


def clauses(text: str, spellings: Mapping[str, str], split_words: Mapping[str, str]) -> list[str]:
    """The clauses of a message, each as ' word word . ', without repeats. One-word clauses join the next longer one.

    `spellings` maps misspellings to words, `split_words` words written apart to the whole one.
    """
    found: list[str] = []
    waiting: list[str] = []
    for part in _CLAUSE_END.split(_plain_letters(text)):
        words = _WORD.findall(part)
        waiting += words
        if len(words) > 1:
            found.append(_one_spelling(waiting, spellings, split_words))
            waiting = []
    return list(dict.fromkeys([*found, _one_spelling(waiting, spellings, split_words)]))


def _plain_letters(text: str) -> str:
    """Lower-case letters without accents, invisible characters and look-alikes."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    kept = (c if c in "\n\t\r" else "" if unicodedata.category(c) in ("Mn", "Cf", "Cc") else c for c in decomposed)
    plain = "".join(kept).casefold().translate(_LOOKALIKES).replace("\r\n", "\n")
    return _DIGIT_LETTER.sub(lambda match: _DIGIT_LETTERS[match[0]], plain)


def _one_spelling(words: list[str], spellings: Mapping[str, str], split_words: Mapping[str, str]) -> str:
    joined = _SPELT_OUT.sub(lambda match: match[0].replace(" ", "") + " ", f" {' '.join(words)} ")
    clause = " " + "".join(f"{one_spelling(word, spellings)} " for word in joined.split())
    for split, whole in split_words.items():
        clause = clause.replace(f" {split} ", f" {whole} ")
    return f"{clause}. "


def one_spelling(word: str, spellings: Mapping[str, str]) -> str:
    """A word as patterns write it: known misspellings put right, short forms written out as several words."""
    if word not in spellings and _RUN.search(word):
        twice, once = _RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word)
        word = twice if twice in spellings else once
    word = spellings.get(word, word)
    if word in _WITHOUT_APOSTROPHE:
        return _WITHOUT_APOSTROPHE[word]
    start, apostrophe, end = word.partition("'")
    if not apostrophe:
        return word
    if end == "t":
        return _WITHOUT_APOSTROPHE.get(start + end, f"{start.removesuffix('n')} not")
    return spellings.get(start, start) + _SHORT_FORMS.get(end, "")
