"""What a family sets as a limit for a service: the day and the cost."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity
from bot.nlu.entities.numbers import NUMBER_PATTERN, whole_number

_DAYS = {
    "monday": "mon|monday", "tuesday": "tues?|tuesday", "wednesday": "wednesday|wednes|weds", "thursday": "thurs?|thursday",
    "friday": "fri|friday", "saturday": "saturday|satur", "sunday": "sunday",
}
_DAY_PATTERNS = [(day, re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE)) for day, words in _DAYS.items()]
_WEEKEND = re.compile(r"\bweek[\s-]?ends?\b", re.IGNORECASE)
_FREE = re.compile(
    r"(?<!feel )(?<!gluten )(?<!dairy )(?<!nut )(?<!feels )(?<!set )(?<!in his )(?<!in her )\bfree\b"
    r"(?!\s+(?:school|meals?|time|hours?|period|periods|from|will|lunch|lunches|dinner|play|range|to\s+(?:talk|speak|chat)|advice|legal))|"
    r"\b(?:no cost|doesn['’]?t cost|costs? nothing|no money|can['’]?t (?:afford|pay)|without paying)\b",
    re.IGNORECASE,
)
_POUNDS = re.compile(r"£\s?(?P<n>\d{1,3}(?:\.\d\d)?)\b|\b(?P<words>\d{1,3})\s?(?:quid|pounds?)\b", re.IGNORECASE)
_SLANG = [(re.compile(r"\b(?:a\s+)?tenner\b", re.IGNORECASE), 10), (re.compile(r"\b(?:a\s+)?fiver\b", re.IGNORECASE), 5)]
_WORDED = re.compile(rf"\b(?P<n>{NUMBER_PATTERN})\s+(?:pounds?|quid)\b", re.IGNORECASE)


def find_days(text: str) -> list[Entity]:
    """The weekdays wanted, in lower case; "weekend" stands for Saturday and Sunday."""
    found = [
        Entity("day", day, match.start(), match.end()) for day, pattern in _DAY_PATTERNS for match in pattern.finditer(text)
    ]
    return found + [Entity("day", "weekend", match.start(), match.end()) for match in _WEEKEND.finditer(text)]


def find_costs(text: str) -> list[Entity]:
    """`free`, or the highest price in pounds that the family names."""
    found = [Entity("cost", "free", match.start(), match.end()) for match in _FREE.finditer(text)]
    for match in _POUNDS.finditer(text):
        found.append(Entity("cost", float(match["n"] or match["words"]), match.start(), match.end()))
    for match in _WORDED.finditer(text):
        found.append(Entity("cost", float(whole_number(match["n"])), match.start(), match.end()))
    for pattern, pounds in _SLANG:
        found += [Entity("cost", float(pounds), match.start(), match.end()) for match in pattern.finditer(text)]
    return found
