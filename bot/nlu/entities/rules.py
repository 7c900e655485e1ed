"""All entity rules over one message, with competing readings settled."""

from __future__ import annotations

import re
from datetime import date

from bot.nlu.entities.ages import find_ages, find_year_groups
from bot.nlu.entities.dates import find_dates
from bot.nlu.entities.found import Entity, longest_first, without_withdrawn
from bot.nlu.entities.limits import find_costs, find_days
from bot.nlu.entities.phrases import find_phrases, find_places
from fingerpost import places

LONGEST_READ_CHARACTERS = 50_000
_REFERENCE = re.compile(r"\b(?=[A-Z0-9/-]*\d{3})(?:[A-Z]{2,6}[-/]\d[\dA-Z/-]{2,12}|[A-Z]{2,4}\d{5,10})\b")
_LAW_OR_VITAMIN = re.compile(r"\b(?:section|s|cfa|act|reg|regulation|vitamin|level)\W*$", re.IGNORECASE)
_MOTORWAY = re.compile(r"M\d{1,2}")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_AREA = re.compile(r"\s+(?:area|postcode)", re.IGNORECASE)
_CLOCK_TIME = re.compile(r"\d\s*[ap]m$", re.IGNORECASE)
# Written like a whole postcode, with letters that can end one ("4 2pm" is none).
_LIKE_A_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)


def find_entities(text: str, today: date | None = None) -> list[Entity]:
    """Every entity in the text, in order, none overlapping; what the writer takes back ("not SK7") is left out.

    `today` settles dates without a year. Text beyond 50,000 characters is not read.
    """
    text = text[:LONGEST_READ_CHARACTERS]
    exact = longest_first(_postcodes(text) + _references(text) + find_dates(text, today or date.today()))
    told = find_year_groups(text) + find_ages(text) + find_days(text) + find_costs(text)
    fixed = longest_first(exact + _clear_of(told, exact))
    named = _longest_of_each(_clear_of(find_places(text), fixed))
    phrases = _longest_of_each(_clear_of(find_phrases(text), fixed + named))
    return without_withdrawn(sorted(fixed + named + phrases, key=lambda one: one.start), text)


def _postcodes(text: str) -> list[Entity]:
    """Postcodes and outward codes that exist, and what is written like a postcode and does not exist."""
    known = [
        Entity("postcode", mention.value, mention.start, mention.end)
        for mention in places.postcodes_in(text)
        if not _LAW_OR_VITAMIN.search(text[: mention.start])
        and not _is_motorway(text, mention.start, mention.end)
        and not _CLOCK_TIME.search(text[mention.start : mention.end])
    ]
    unknown = [
        Entity("postcode", places.parse_postcode(match.group()), match.start(), match.end())
        for match in _LIKE_A_POSTCODE.finditer(text)
        if places.parse_postcode(match.group())
    ]
    return known + _clear_of(unknown, known)


def _is_motorway(text: str, start: int, end: int) -> bool:
    named = _MOTORWAY.fullmatch(text[start:end]) and _THE.search(text[:start])
    return bool(named) and not _AREA.match(text[end:])


def _references(text: str) -> list[Entity]:
    return [Entity("reference", match.group(), match.start(), match.end()) for match in _REFERENCE.finditer(text)]


def _clear_of(entities: list[Entity], others: list[Entity]) -> list[Entity]:
    return [one for one in entities if all(one.end <= other.start or one.start >= other.end for other in others)]


def _longest_of_each(entities: list[Entity]) -> list[Entity]:
    """Of overlapping readings of one kind the longest; a word may be a role and a kind of service at once."""
    names = sorted({entity.name for entity in entities})
    return [kept for name in names for kept in longest_first(one for one in entities if one.name == name)]
