"""Patterns for what leads to somebody: e-mail, web, phone, postcode, house, references, and dates such as birthdays."""

from __future__ import annotations

import re

from fingerpost import places
from fingerpost.redaction.page import Page

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b"
)
_YEAR = r"(?:,?\s*'?\d{2,4}\b)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DOT = r"(?:\.|\s+dot\s+)"
_POSTBOX = r"gmail|googlemail|hotmail|outlook|yahoo|icloud|btinternet"
_DIGIT_SPOKEN = r"(?:zero|oh?|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_IS = r"(?:(?:no|number|num|id|is|was)\b\W*)"
_ENDING = r"(?:com|co|org|net|info|gov|edu|ac|sch|uk|eu|io)"
# In this order: what an earlier one takes out keeps its label.
_PATTERNS = [
    (label, re.compile(pattern, re.IGNORECASE))
    for label, pattern in (
        ("e-mail", r"\S{1,64}@(?:\S*\w)?"),
        ("e-mail", rf"\b[\w.+-]+\s*\(?\bat\b\)?\s*[\w-]+{_DOT}{_ENDING}\b(?:{_DOT}\w+)*"),
        ("e-mail", rf"\b[\w.+-]+\s+at\s+(?:{_POSTBOX})\b"),
        ("name", r"(?<!\w)@\w+"),
        ("web address", r"\b(?:https?:|www\.)\S*[\w/]|\b[\w-]{1,64}\.[a-z]{2,9}/\S+"),
        ("web address", rf"\b(?:[\w-]{{1,64}}\.){{1,5}}{_ENDING}\b(?:[/?]\S*[\w/])?"),
        ("date", r"\b\d{1,4}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}\b"),
        ("date", r"\b(?!24/7\b)\d{1,2}/\d{1,2}\b"),
        ("date", rf"\b{_DAY}\s*(?:of\s+)?{_MONTH}{_YEAR}"),
        ("date", rf"\b(?:[a-z]+[\s-])?[a-z]+(?:th|first|second|third)\s+of\s+{_MONTH}{_YEAR}"),
        ("date", rf"\b{_MONTH}\.?\s+{_DAY}\b{_YEAR}|\b{_MONTH}\s+(?:of\s+)?'?\d{{2,4}}\b"),
        ("postcode", r"\b[a-z]{1,2}\d[a-z\d]?[\s.-]{0,3}[\doi][a-z]{2}\b"),
        ("phone", r"(?<!\w)(?:\+|\(?0)\d?(?:[\s().-]{0,3}\d){4,}"),
        ("phone", rf"\b(?:{_DIGIT_SPOKEN}\b[\s,.-]*){{5,}}"),
        ("reference", r"\b[a-z]{2}(?:\s?\d\d){3}\s?[a-d]\b|\b[a-z]{2}\d\d\s?[a-z]{3}\b"),
        ("reference", r"(?<![\w£])\d(?:[\s().-]{0,3}\d){4,}"),
        ("reference", r"(?<![\w-])(?=[\w/-]{0,40}[^\W\d_])(?=(?:[\w/-]{0,40}?\d){3})\w+(?:[/-]\w+)*"),
        ("reference", rf"\b(?:ref(?:erence)?|upn|uln|urn)\b\W*{_IS}*(?=[\w/-]*\d)[\w/-]+"),
        ("reference", rf"\b(?:no|number|num|id)\b\W*{_IS}?(?=[\w/-]*\d{{3}})[\w/-]+|#\s?\w*\d\w*"),
        ("place", r"\b(?:flat|apartment|apt)\.?\s*\d+\w?\b"),
        ("place", r"\b(?:st|saint)\.?\s+[a-z]+(?:'?s)?\b"),
        ("name", r"\b(?:[a-z][ .-]+){2,}[a-z]\b|\b(?!e\.g|i\.e|[ap]\.m)(?:[a-z]\.\s?){2,}"),
    )
]
_BIRTH = re.compile(r"\b(?:born|birthday|birth|d\.?o\.?b)\b[^!?\n]{0,30}", re.IGNORECASE)
_OF_A_BIRTHDAY = re.compile(rf"\b(?:\d+(?:st|nd|rd|th)?\b(?!\s*(?:weeks?|months?|days?))|{_MONTH})", re.IGNORECASE)


def strike_addresses(page: Page) -> None:
    """Strike out everything that is written like an address, a number of somebody's, or a day."""
    for label, pattern in _PATTERNS:
        for match in pattern.finditer(page.text):
            page.strike(match.start(), match.end(), label)
    for mention in places.postcodes_in(page.text):
        page.strike(mention.start, mention.end, "postcode")
    for birth in _BIRTH.finditer(page.text):
        for found in _OF_A_BIRTHDAY.finditer(birth.group()):
            page.strike(birth.start() + found.start(), birth.start() + found.end(), "date")
