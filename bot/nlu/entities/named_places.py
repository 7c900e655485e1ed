"""Places and councils that are named: known names by list, others by how they are written and by spaCy."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.nlu.entities.found import Entity
from bot.nlu.entities.phrase_list import PhraseList
from bot.nlu.entities.sentences import just_after, just_before
from fingerpost import places
from fingerpost.places.nations import national_routes

_LIVES = (
    r"(?:live|lives|living|lived|based|resident|stay(?:ing)?|mov(?:e|ed|ing)|relocat(?:ed|ing))\s+(?:\w+\s+){0,4}"
    r"(?:in|at|near|to|on|by|outside|around)"
)
_IS_IN = r"(?:(?:we|i)\s+(?:are|am)|we['’]?re|i['’]?m|im|were)\s+(?:\w+\s+)?(?:in|near|from|at|outside|over\s+in)"
_RESIDES = re.compile(rf"\b(?:{_LIVES}|{_IS_IN})\s+(?:the\s+)?$", re.IGNORECASE)
_POINTS_AT_A_PLACE = re.compile(
    rf"\b(?:{_LIVES}|in|near|nr|from|around|at|to|round|outside|for|under|with|council of|borough of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:in|near|from|around|round|at|outside|on the|(?:live|living|based) on|mov(?:e|ed|ing) to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    rf"\b(?:{_LIVES}|{_IS_IN}|lives?|living|near|nr|close\s+to|outside|"
    r"(?:mum|mam|dad|parents?|carers?|nan|gran|grandad|family)\s+in)\s+$",
    re.IGNORECASE,
)
_COUNCIL_FOLLOWS = re.compile(
    r"^\s*(?:['’]s\s+)?(?:(?:county|city|borough|district|metropolitan|metro|met|unitary|town)\s+)*"
    r"(?:council|borough\b|mbc\b|mdc\b|cc\b|la\b|lea\b|local\s+authority|local\s+offer|sendiass?\b|iass\b|"
    r"(?:send?|ehcp?)(?:\s+(?:team|department|dept|panel|service|office|officers?|section))?\b"
    r"(?!\s+(?:school|unit|college|child|kid)))",
    re.IGNORECASE,
)
_COUNCIL_BEFORE = re.compile(
    r"\b(?:council|local\s+authority|la|authority)\s+(?:is|are|called|here\s+is|would\s+be)\s+$|"
    r"\b(?:council|la|authority)\s*[:,(]\s*$|\bborough\s+of\s+$",
    re.IGNORECASE,
)
# "Kent say no": only a council speaks or decides.
_COUNCIL_SPEAKS = re.compile(
    r"^\s+(?:(?:have|has|are|is|just|now|still|only|then|finally|also|keep)\s+){0,2}"
    r"(?:say|says|saying|said|told|refus\w+|declin\w+|wo(?:n['’]?t|nt)|agreed|replied|wrote|issued|decided|admit\w*|"
    r"argu\w+|claim\w*)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|near|from|around|at|to|round|outside|for|under|with|of|over|by)\s+(?:the\s+)?$", re.IGNORECASE
)
# Before a council's name, but not before "reading council letters".
_MAY_NAME_A_COUNCIL = re.compile(
    r"(?:^\W*|[.,;!?]\s+|\b(?:the|at|in|by|with|and|but|that|contact|ring|our|is)\s+)$", re.IGNORECASE
)
_NAMES_A_COUNCIL = re.compile(r"\b(?:council|borough\s+of|corporation)\b", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr|doctor|prof|professor|sir|lady|lord|nurse|called|named|name\s+is|name['’]s)\.?\s+"
    r"(?:[A-Z]\.?\s+)?$",
    re.IGNORECASE,
)
_NAME_GOES_ON = re.compile(
    r"^\s+(?:Road|Rd|Street|Lane|Avenue|Ave|Drive|Close|Primary|Academy|Academies|High\s+School|Grammar|Infant|Junior|"
    r"House|Court|United|FC|Rovers|Terrace|Crescent|Infirmary|Royal)\b|"
    r"^\s+(?i:puddings?|terriers?|tea|dales?\s+terrier|day\s+(?:here|today|out)|through\s+and\s+through)\b|"
    r"^['’]s\s+my\s+(?:sur)?name\b|^\s+on\s+the\s+phone\b"
)
# Months and months only, unless somebody lives there.
_MONTHS = frozenset(["march", "may"])
_AREA_FOLLOWS = re.compile(r"^\s+(?:area|way|side|region|based|born)\b", re.IGNORECASE)
_BESIDE = re.compile(
    r"^(?:\s*,\s*(?:in\s+)?|\s+in\s+)"
    r"(?P<sure>[A-Z]{1,2}\d{1,2}[A-Z]?\b|[NSEW]\.?\s*Yorks\b|Lancs\b|Lincs\b|Notts\b|Northants\b|Cambs\b|Hants\b)?"
)
_ALONE_BEFORE = re.compile(r"(?:^|[.,;:!?(\n–-])\s*$")
_ALONE_AFTER = re.compile(r"^\s*(?:[.,;:!?)\n–-]|$)")


@lru_cache(maxsize=1)
def _place_names() -> PhraseList:
    """Names in England with their authorities; names in the other nations and islands with none."""
    elsewhere = {name: () for route in national_routes().values() for name in route.names}
    return PhraseList("place", {**elsewhere, **places.place_names()}.items())


def find_places(text: str) -> list[Entity]:
    """`authority` (a DfE code) where a council is named, else `place` as written.

    A name that is also an ordinary word ("reading", "bath"), or a name outside England ("Tyrone", "Jersey"), counts
    only where the words around it point at a place. A council that shares its name is a place.
    """
    found = []
    for entity in _place_names().find(text):
        written = text[entity.start : entity.end]
        before, after = just_before(text, entity.start), just_after(text, entity.end)
        if _TITLE.search(before) or _NAME_GOES_ON.match(after):
            continue
        is_named = written[:1].isupper() and _stands_beside_a_place(after)
        plain = places.plain_name(re.sub(r"['’]s$", "", written))
        everyday = plain in places.EVERYDAY_WORDS and not is_named
        if len(entity.value) == 1 and _is_council(written, before, after, everyday=everyday):
            found.append(Entity("authority", entity.value[0], entity.start, entity.end))
        elif entity.value and not (everyday and not _clearly_a_place(written, before, after)):
            found.append(Entity("place", re.sub(r"['’]s$", "", written), entity.start, entity.end))
        elif not entity.value and _points_at(before, after):
            found.append(Entity("place", written, entity.start, entity.end))
    return _where_the_family_lives(found, text)


def _stands_beside_a_place(after: str) -> bool:
    """Whether a place or a postcode follows that a name belongs to: "Settle, North Yorkshire", "Sandwich, CT13"."""
    beside = _BESIDE.match(after)
    if not beside or beside["sure"]:
        return bool(beside)
    return any(found.start == 0 and found.value for found in _place_names().find(after[beside.end() :]))


def _is_council(written: str, before: str, after: str, *, everyday: bool) -> bool:
    if _NAMES_A_COUNCIL.search(written):
        return True
    if _COUNCIL_FOLLOWS.match(after) and (not everyday or written[:1].isupper() or _MAY_NAME_A_COUNCIL.search(before)):
        return True
    if everyday:
        return False
    speaks = _COUNCIL_SPEAKS.match(after) and not _PREPOSITION.search(before)
    return bool(speaks or _COUNCIL_BEFORE.search(before))


def _where_the_family_lives(found: list[Entity], text: str) -> list[Entity]:
    """Of several places the one that somebody lives in, where that is said."""
    home = [entity for entity in found if entity.name == "place" and _RESIDES.search(just_before(text, entity.start))]
    return [entity for entity in found if entity.name != "place" or not home or entity in home]


def _points_at(before: str, after: str) -> bool:
    """Whether the words before say "in" or "near", or there are no other words."""
    return bool(_WHERE.search(before)) or not (before + after).strip(" .!?,")


def _clearly_a_place(written: str, before: str, after: str) -> bool:
    if not (before.strip() or after.strip(" .!?")) or _NEAR.search(before) or _AREA_FOLLOWS.match(after):
        return True
    if written.lower() in _MONTHS:
        return False
    if not written[:1].isupper():
        return False
    alone = _ALONE_BEFORE.search(before) and _ALONE_AFTER.match(after)
    return bool(alone or _POINTS_AT_A_PLACE.search(before))
