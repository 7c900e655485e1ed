"""Ages and school years. An age is in whole years, 0 to 25; a school year is R or 1 to 13."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity
from bot.nlu.entities.numbers import NUMBER_PATTERN, whole_number

OLDEST = 25
_NUMBER = NUMBER_PATTERN
_UNITS = r"(?!\s*(?:%|months?|weeks?|wks?|days?|minutes?|mins?|hours?|hrs?|times?|miles?|pounds?|pm|am|of\b|in\s+the\b|pages?|kids|children|schools?|st\b|nd\b|rd\b|th\b|£))"
_AGE_PATTERNS = [
    re.compile(rf"\b(?P<near>nearly|almost|just under|coming up to|about to turn|turning|rising)?\s*(?P<n>{_NUMBER})[\s-]*"
               r"(?:(?:and a half|1/2|½)[\s-]*)?(?:years?|yrs?|yr)[\s-]*(?:olds?\b|of age\b)", re.IGNORECASE),
    re.compile(rf"\b(?P<n>{_NUMBER})[\s-]*(?:y/?o|yo)\b", re.IGNORECASE),
    re.compile(rf"\b(?:aged?|age is|age of)\s*:?\s*(?P<near>nearly|almost)?\s*(?P<n>{_NUMBER})\b{_UNITS}", re.IGNORECASE),
    re.compile(rf"\b(?:he|she|they|who|child|son|daughter|boy|girl|lad|grandson|granddaughter|twins?|i)(?:['’]?s|['’]?m|['’]?re|"
               rf"\s+is|\s+am|\s+are|\s+was|\s+who\s+is|\s+who['’]?s)?\s+(?:only\s+|just\s+|now\s+|just turned\s+)?"
               rf"(?P<near>nearly|almost|just under|coming up to|turning|rising)?\s*(?P<n>{_NUMBER})\b{_UNITS}"
               r"(?P<birthday>\s+in\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)?", re.IGNORECASE),
    re.compile(rf"\b(?:son|daughter|boy|girl|lad|grandson|granddaughter|child|kid|foster (?:son|daughter|child))\s*[,(]\s*"
               rf"(?:aged?\s*)?(?P<n>{_NUMBER})\s*[,)]", re.IGNORECASE),
    re.compile(rf"^\W*(?:(?:and|so|um|oh|sorry|no|yes|well)\W+)*(?:i meant\s+)?(?P<near>nearly|almost)?\s*(?P<n>{_NUMBER})\W*$", re.IGNORECASE),
    re.compile(rf"\b(?P<near>nearly|almost|just turned|rising)\s+(?P<n>{_NUMBER})\b{_UNITS}", re.IGNORECASE),
    re.compile(rf"\bfor\s+(?:an?\s+)?(?:under\s+|over\s+)?(?P<n>{_NUMBER})(?:['’]?s)\b", re.IGNORECASE),
    re.compile(rf"\b(?:under|over)[\s-]+(?P<n>{_NUMBER})['’]?s\b", re.IGNORECASE),
]
_MONTHS_OLD = re.compile(r"\b(?P<n>\d{1,2})[\s-]*(?:months?|mths?)[\s-]*old\b", re.IGNORECASE)
_YEAR_GROUP = re.compile(rf"\b(?:(?:school\s+)?year|yr|y)[\s.-]*(?P<n>{_NUMBER})\b(?![\s-]*(?:old|of\s+age|later|ago|wait))", re.IGNORECASE)
_RECEPTION = re.compile(r"\b(?:in|starts?|starting|into|started|year)?\s*(?P<n>reception(?!\s*(?:desk|staff|area|lady|office)))\b", re.IGNORECASE)
_NOT_YET = {"nearly", "almost", "just under", "coming up to", "about to turn", "turning", "rising"}


def find_ages(text: str) -> list[Entity]:
    """The ages told in the text; "nearly 7" is 6. A child counted in months is 0, 1 or 2 years old."""
    found = [
        Entity("age", int(match["n"]) // 12, match.start("n"), match.end())
        for match in _MONTHS_OLD.finditer(text)
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
