"""Ages and school years. An age is in whole years, 0 to 25; a school year is R or 1 to 13."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity
from bot.nlu.entities.numbers import NUMBER_PATTERN, whole_number

OLDEST = 25
_N = rf"(?P<n>{NUMBER_PATTERN})"
_NO_AGE = (
    r"%|months?|weeks?|wks?|days?|minutes?|mins?|hours?|hrs?|times?|miles?|pounds?|pm|am|of\b|in\s+the\b|pages?|kids|"
    r"children|schools?|st\b|nd\b|rd\b|th\b|£"
)
# A number that stands for an age: nothing that is counted follows it.
_AGE = rf"{_N}\b(?!\s*(?:{_NO_AGE}))"
_CHILD = r"(?:child|kid|son|daughter|boy|girl|lad|grandson|granddaughter|foster (?:son|daughter|child))"
_SOON = r"(?P<near>nearly|almost|just under|coming up to|about to turn|turning|rising)"
_BIRTHDAY = r"(?P<birthday>\s+in\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)"
_IS = r"(?:['’]?s|['’]?re|\s+is|\s+are|\s+was|\s+who\s+is|\s+who['’]?s)"
_AGE_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_SOON}?\s*{_N}[\s-]*(?:(?:and a half|1/2|½)[\s-]*)?(?:years?|yrs?|yr)[\s-]*(?:olds?\b|of age\b)",
        rf"\b{_N}[\s-]*(?:y/?o|yo)\b",
        rf"\b(?:aged?|age is|age of)\s*:?\s*{_SOON}?\s*{_AGE}",
        rf"\b(?:(?:he|she|they|who|twins?|{_CHILD}){_IS}?|i['’]?m|i\s+(?:am|was))\s+"
        rf"(?:(?:only|just|now|actually|really)\s+)?{_SOON}?\s*{_AGE}{_BIRTHDAY}?",
        rf"\b{_CHILD}\s*[,(]\s*(?:aged?\s*)?{_N}\s*[,)]",
        rf"^\W*(?:(?:and|so|um|oh|sorry|no|yes|well)\W+)*(?:i meant\s+)?{_SOON}?\s*{_N}\W*$",
        rf"\b{_SOON}\s+{_AGE}",
        rf"\bturned\s+{_AGE}",
        rf"\b(?:children|{_CHILD})\s+of\s+{_AGE}",
        rf"\bfor\s+(?:an?\s+)?(?:under\s+|over\s+)?{_N}(?:['’]?s)\b",
        rf"\b(?:under|over)[\s-]+{_N}['’]?s\b",
    )
]
_MONTHS_OLD = re.compile(r"\b(?P<n>\d{1,2})[\s-]*(?:months?|mths?)[\s-]*old\b", re.IGNORECASE)
_YEAR_GROUP = re.compile(
    rf"\b(?:(?:school\s+)?year|yr|y)[\s.-]*{_N}\b(?![\s-]*(?:old|of\s+age|later|ago|wait))", re.IGNORECASE
)
_RECEPTION = re.compile(r"\b(?P<n>reception)\b(?!\s*(?:desk|staff|area|lady|office))", re.IGNORECASE)
_NOT_YET = {"nearly", "almost", "just under", "coming up to", "about to turn", "turning", "rising"}


def find_ages(text: str) -> list[Entity]:
    """The ages told in the text; "nearly 7" is 6. A child counted in months is 0, 1 or 2 years old."""
    found = [
        Entity("age", int(match["n"]) // 12, match.start("n"), match.end()) for match in _MONTHS_OLD.finditer(text)
    ]
    for pattern in _AGE_PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            age = whole_number(parts["n"])
            if (parts.get("near") or "").lower() in _NOT_YET or parts.get("birthday"):
                age -= 1
            if 0 <= age <= OLDEST:
                found.append(Entity("age", age, match.start("n"), match.end("n")))
    return found


def find_year_groups(text: str) -> list[Entity]:
    """The school years named in the text: "R" for Reception, "1" to "13"."""
    found = [Entity("year_group", "R", match.start("n"), match.end("n")) for match in _RECEPTION.finditer(text)]
    for match in _YEAR_GROUP.finditer(text):
        year = whole_number(match["n"])
        if 1 <= year <= 13:
            found.append(Entity("year_group", str(year), match.start(), match.end()))
    return found
