"""Postcodes and outward codes, with the slips people make in them."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity, clear_of
from bot.nlu.entities.sentences import just_after, just_before
from fingerpost import places

_LAW_OR_VITAMIN = re.compile(r"\b(?:section|s|cfa|act|reg|regulation|vitamin|level|form)\W*$", re.IGNORECASE)
# "Funding band E1" and "room B12" name no place, "dance class SK8" does.
_NUMBERED_THING = re.compile(r"\b(?:bands?|tiers?|rooms?|class|stage|wave)\W*$", re.IGNORECASE)
_ONE_LETTER_CODE = re.compile(r"[A-Z]\d{1,2}", re.IGNORECASE)
_MOTORWAY = re.compile(r"M\d{1,2}")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_AREA = re.compile(r"\s+(?:area|postcode)", re.IGNORECASE)
_ON_THE_ROAD = re.compile(r"\s+(?:services|motorway|junction|northbound|southbound)", re.IGNORECASE)
# "W8 is my phone slow", "no worries m8 ill ask", "B4 i sign": words of text messages.
_TEXT_SPEAK = re.compile(r"(?:m8|b4|w8|h8|l8)(?:\s?ill)?", re.IGNORECASE)
_POINTS_AT_IT = re.compile(r"\b(?:in|near|nr|around|round|postcode(?:\s+is)?|area|of)\s+$", re.IGNORECASE)
_ENDS_THE_LINE = re.compile(r"^\s*(?:[,.;?!]|$)")
_LAST_CODE = re.compile(r",\s*(?P<code>[A-Z]{1,2}\d{1,2})\s*[.!?]?\s*$")
_CLOCK_TIME = re.compile(r"\d\s*[ap]m$", re.IGNORECASE)
# Written like a whole postcode, with letters that can end one ("4 2pm" is none).
_LIKE_A_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
# Letters typed for figures: "OXl4", "M2O", "WFl 2QT". In small letters "all 3rd" would be one.
_MISTYPED = re.compile(r"\b[A-Z]{1,2}(?:[lIO]\d|\d[lIO]|[lIO](?=\s?\d[A-Z]{2}\b))(?:\s{0,2}\d[A-Z]{2})?\b")


def find_postcodes(text: str) -> list[Entity]:
    """Postcodes and outward codes that exist, and what is written like a postcode and does not exist."""
    known = [
        Entity("postcode", mention.value, mention.start, mention.end)
        for mention in places.postcodes_in(text)
        if _is_postcode(text, mention.start, mention.end)
    ]
    known += clear_of(_alone_at_the_end(text), known)
    read = known + clear_of(_mistyped(text), known)
    unknown = [
        Entity("postcode", places.parse_postcode(match.group()), match.start(), match.end())
        for match in _LIKE_A_POSTCODE.finditer(text)
        if places.parse_postcode(match.group()) and not _TEXT_SPEAK.fullmatch(match.group())
    ]
    return read + clear_of(unknown, read)


def _is_postcode(text: str, start: int, end: int) -> bool:
    """Whether what reads like a postcode is none of the other things that do: "section S36", "4pm"."""
    before, written = just_before(text, start), text[start:end]
    if _LAW_OR_VITAMIN.search(before) or _CLOCK_TIME.search(written):
        return False
    if _ONE_LETTER_CODE.fullmatch(written) and _NUMBERED_THING.search(before):
        return False
    if _TEXT_SPEAK.fullmatch(written) and not _POINTS_AT_IT.search(before):
        return written.isupper() and bool(_ENDS_THE_LINE.match(just_after(text, end)))
    return not _is_motorway(text, start, end)


def _alone_at_the_end(text: str) -> list[Entity]:
    """An outward code that stands alone behind a comma at the end: "Beavers for a deaf boy, S10"."""
    match = _LAST_CODE.search(text)
    value = match["code"].upper() if match else ""
    if match and any(mention.value == value for mention in places.postcodes_in(f"in {value}")):
        return [Entity("postcode", value, match.start("code"), match.end("code"))]
    return []


def _mistyped(text: str) -> list[Entity]:
    found = []
    for match in _MISTYPED.finditer(text):
        mended = places.parse_postcode(match.group().replace("l", "1"))
        if mended and any(mention.value == mended for mention in places.postcodes_in(f"in {mended}")):
            found.append(Entity("postcode", mended, match.start(), match.end()))
    return found


def _is_motorway(text: str, start: int, end: int) -> bool:
    if not _MOTORWAY.fullmatch(text[start:end]) or _AREA.match(just_after(text, end)):
        return False
    return bool(_THE.search(just_before(text, start)) or _ON_THE_ROAD.match(just_after(text, end)))
