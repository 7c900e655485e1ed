"""Dates written out in British order. A date without a year is the latest one that is not in the future."""

from __future__ import annotations

import re
from datetime import date

from bot.nlu.entities.found import Entity

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PATTERNS = [
    re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>20\d\d|\d\d)\b"),
    re.compile(r"\b(?P<day>\d{1,2})/(?P<month>\d{1,2})\b(?!/)"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{_MONTH})\b\.?,?(?:\s+(?P<year>20\d\d))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>20\d\d))?", re.IGNORECASE
    ),
]


def find_dates(text: str, today: date) -> list[Entity]:
    """The dates in the text as ISO strings; what is no date of the calendar (31 February) is left alone."""
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            day = _date(match.groupdict(), today)
            if day is not None:
                found.append(Entity("dates", day.isoformat(), match.start(), match.end()))
    return found


def _date(parts: dict[str, str | None], today: date) -> date | None:
    month = _MONTHS[str(parts["name"]).lower()] if parts.get("name") else int(parts.get("month") or 0)
    written_year = parts.get("year")
    try:
        if written_year:
            year = int(written_year)
            return date(year if year > 99 else 2000 + year, month, int(parts["day"] or 0))
        this_year = date(today.year, month, int(parts["day"] or 0))
        return this_year if this_year <= today else this_year.replace(year=today.year - 1)
    except ValueError:
        return None
