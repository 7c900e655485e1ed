"""Names where they stand like names, everyday words among them: of people, schools, streets and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fingerpost import places
from fingerpost.redaction.page import Page, Word
from fingerpost.redaction.vocabulary import everyday_words, words_in

_LONGEST_PLACE_WORDS = 5
_LONGEST_NAME_WORDS = 4
_ENTITIES = {"PERSON": "name", "ORG": "name", "GPE": "place", "LOC": "place", "FAC": "place"}  # as spaCy calls them
# Parts of speech, as the Penn Treebank calls them.
_IN_A_NAME = frozenset("NN NNS NNP NNPS JJ FW".split())  # noqa: SIM905 - one a line would hide them
_GO_WITH_A_NOUN = frozenset("CD DT JJ JJR JJS NN NNS POS PRP$".split())  # noqa: SIM905
_NEVER_A_NAME = frozenset("CC CD DT EX IN MD PDT PRP PRP$ RB TO VBD VBG VBP VBZ WDT WP WRB".split())  # noqa: SIM905

_NAMED = re.compile(
    r"\b(?:called|named|nicknamed|known as|names?\s+(?:is|was|are)|names?'?s|name\s*:)\s+\Z", re.IGNORECASE
)
_PRESENTS = re.compile(
    r"\b(?:i'?m|i am|this is|hi|hello|hey|dear|regards|thanks|thank you|thankyou|cheers|sincerely|faithfully|love|from)"
    r"[\s,]+\Z",
    re.IGNORECASE,
)
_ENDS_A_PHRASE = re.compile(r"\s*(?:[.,!?\n]|and\b|x+\b|\Z)", re.IGNORECASE)
_AND_SOMEBODY = re.compile(r"\s+(?:and|&)\s+(?:his|her|their|i|me|myself)\b", re.IGNORECASE)
_LIVES = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|based|mov(?:e|es|ed|ing))\s+(?:in|to|near|at|from)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_HOUSE = re.compile(r"\b\d{1,4}[a-z]?,?\s+(?:\w+\s+){1,2}\Z", re.IGNORECASE)
_HOUSE_NUMBER = re.compile(r"\b\d{1,4}[a-z]?,?\s+\Z", re.IGNORECASE)


def strike_names(page: Page) -> None:
    """Strike out who is introduced, related, titled, or does something: "my son J", "called Hope", "Mr Wood"."""
    words = page.words
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if _is_introduced(page, before, word) or (
            word.lower in words_in("names_that_are_words") and _stands_like_a_name(page, before, word, after)
        ):
            page.strike(word.start, word.end, "name")


def _is_introduced(page: Page, before: Word | None, word: Word) -> bool:
    """Whether no other than a name can stand here."""
    if _NAMED.search(page.before(word.start)):
        is_term = word.lower in words_in("written_with_capitals") or (word.text.isupper() and len(word.text) > 1)
        return word.tag not in _NEVER_A_NAME and not is_term
    if _follows(page, before, word, "titles"):
        return word.tag not in _NEVER_A_NAME
    return len(word.text) == 1 and word.lower not in "ai" and _follows(page, before, word, "relations")


def _stands_like_a_name(page: Page, before: Word | None, word: Word, after: Word | None) -> bool:
    """Whether a word that may be a name ("hope", "will") is one here."""
    lead, rest = page.before(word.start), page.text[word.end :]
    goes_with_noun = before is not None and before.tag in _GO_WITH_A_NOUN
    is_verb = word.tag in ("MD", "VBZ", "VBP", "VBD") and after is not None and after.tag in ("VB", "RB", "PRP")
    return (
        word.is_possessive
        or bool(_NAMED.search(lead))
        or bool(_PRESENTS.search(lead) and _ENDS_A_PHRASE.match(rest))
        or (_follows(page, before, word, "relations") and not is_verb)
        or (after is not None and after.tag in ("VBZ", "VBD", "MD") and not goes_with_noun)
        or (bool(_AND_SOMEBODY.match(rest)) and not goes_with_noun)
        or (before is not None and before.lower == "and" and page.is_out(before.start - 2))
    )


def _follows(page: Page, before: Word | None, word: Word, kind: str) -> bool:
    """Whether a word of this list stands right before."""
    if before is None or before.lower not in words_in(kind):
        return False
    return bool(re.fullmatch(r"[\s,.&(-]{1,3}", page.between(before, word)))


def strike_second_names(page: Page) -> None:
    """Strike out family names that are everyday words, right after what is out already: "Sarah White"."""
    for before, word in zip(page.words, page.words[1:], strict=False):
        follows_name = page.is_out(before.start) and page.between(before, word) in (" ", "-")
        if follows_name and word.is_capitalised and word.lower in words_in("names_that_are_words"):
            page.strike(word.start, word.end, "name")


def strike_schools_and_streets(page: Page) -> None:
    """Strike out the words that name a school, a street or a house."""
    for position, noun in enumerate(page.words):
        earlier = page.words[max(0, position - _LONGEST_NAME_WORDS) : position]
        if noun.lower in words_in("school_nouns"):
            for word in _name_before(page, earlier, noun, skipped=words_in("kinds_of_school")):
                page.strike(word.start, word.end, "school")
        elif noun.lower in words_in("street_nouns") or (
            noun.lower in words_in("street_nouns_with_a_number") and _HOUSE.search(page.before(noun.start))
        ):
            for word in _name_before(page, earlier, noun, skipped=frozenset()):
                number = _HOUSE_NUMBER.search(page.before(word.start))
                start = word.start - len(number.group()) if number else word.start
                page.strike(start, noun.end, "place")


def _name_before(page: Page, earlier: Sequence[Word], noun: Word, *, skipped: frozenset[str]) -> Iterator[Word]:
    """The words right before a noun that may name it, the nearest first; `skipped` ones may stand between."""
    beginning = noun.start
    for word in reversed(earlier):
        is_known = len(word.text) == 1 or word.lower in everyday_words()
        is_everyday = is_known and (word.begins_sentence or not word.is_capitalised)
        is_part = word.lower not in words_in("not_part_of_a_name") and not word.is_possessive
        is_next = re.fullmatch(r"[\s-]{1,3}", page.text[word.end : beginning])
        if not is_next or not is_part or (is_everyday and word.tag not in _IN_A_NAME):
            return
        beginning = word.start
        if word.lower not in skipped:
            yield word


def strike_places(page: Page) -> None:
    """Strike out the places on our lists, also those of several everyday words ("Isle of Wight")."""
    names = places.place_names()
    for position, word in enumerate(page.words):
        for last in reversed(page.words[position : position + _LONGEST_PLACE_WORDS]):
            name = places.plain_name(page.text[word.start : last.end])
            is_word = name in places.EVERYDAY_WORDS or name in everyday_words()
            if name in names and (not is_word or _LIVES.search(page.before(word.start))):
                page.strike(word.start, last.end, "place")
                break


def strike_entities(page: Page) -> None:
    """Strike out what spaCy takes for a person, an organisation or a place, terms of ours aside."""
    for start, end, kind in page.entities:
        inside = [word for word in page.words if start <= word.start < end] if kind in _ENTITIES else []
        for word in inside:
            begins_sentence = len(inside) == 1 and word.begins_sentence and word.lower in everyday_words()
            if word.is_capitalised and not begins_sentence and word.lower not in words_in("written_with_capitals"):
                page.strike(word.start, word.end, _ENTITIES[kind])
