"""Dates written out in British order. A date without a year is the latest one that is not in the future."""

from __future__ import annotations

import re
from datetime import date

from bot.nlu.entities.found import Entity
from bot.nlu.entities.sentences import just_before

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
_MONTH = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?<![\w£/.:])(?P<day>\d{1,2})"
_DAYS_IN_WORDS = {
    word: number
    for number, word in enumerate(
        (
            *(
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
                "eleventh",
            ),
            *(
                "twelfth",
                "thirteenth",
                "fourteenth",
                "fifteenth",
                "sixteenth",
                "seventeenth",
                "eighteenth",
                "nineteenth",
            ),
            *("twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth"),
            *("twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first"),
        ),
        start=1,
    )
}
_DAY_IN_WORDS = "|".join(word.replace("-", r"[\s-]") for word in sorted(_DAYS_IN_WORDS, key=len, reverse=True))
_NO_YEAR = r"[:.\d%]|\s*(?:[ap]m|weeks?|days?|hours?|months?|years?|st\b|th\b)"
_YEAR = rf"(?:,?\s+(?:in\s+)?(?P<year>20\d\d)\b|,?\s+['’]?(?P<short>\d\d)\b(?!{_NO_YEAR}))"
# Without a year, "24/7" and "9/10" are seldom dates, and "may" and "march" are verbs as well.
_POINTS_AT_A_DATE = re.compile(
    r"\b(?:on|by|from|since|until|till|til|before|after|of|dated?|was|is|for|due|received|sent|got|it|"
    r"(?:mon|tues?|wed|weds|wednes|thu|thurs?|fri|satur|sat|sun)(?:day)?,?)\s+(?:the\s+)?$|^\W*$",
    re.IGNORECASE,
)
_ALSO_VERBS = frozenset(["may", "march", "mar", "sep", "dec", "jan"])
_FRACTION = re.compile(r"24/7|9/10|10/10|1/[2-9]|3/4")
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>20\d\d)[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})\b",
        rf"{_DAY}(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>20\d\d|\d\d)\b(?![/-]\w)",
        rf"{_DAY}/(?P<month>\d{{1,2}})\b(?!/)",
        rf"{_DAY}(?P<ordinal>\s?(?:st|nd|rd|th))?(?:\s+(?:of\s+)?|-){_MONTH}(?:{_YEAR}|-(?P<dashed>20\d\d|\d\d)\b)?",
        rf"\b(?P<day>{_DAY_IN_WORDS})(?P<ordinal>\s+(?:day\s+)?of)\s+{_MONTH}{_YEAR}?",
        rf"\b{_MONTH}\s+(?:the\s+)?(?P<day>\d{{1,2}})(?P<ordinal>\s?(?:st|nd|rd|th))?\b(?![:/%]|\.\d){_YEAR}?",
    )
]


def find_dates(text: str, today: date) -> list[Entity]:
    """The dates in the text as ISO strings; what is no date of the calendar (31 February) is left alone."""
    found = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            day = _date(parts, today) if _is_date(match, parts, just_before(text, match.start())) else None
            if day is not None:
                found.append(Entity("dates", day.isoformat(), match.start(), match.end()))
    return found


def _is_date(match: re.Match[str], parts: dict[str, str | None], before: str) -> bool:
    """Whether this can be nothing else: it has a year, or the words around it do not make it a verb or a share."""
    if _written_year(parts):
        return True
    if parts.get("name") is None:
        return bool(_POINTS_AT_A_DATE.search(before)) and not _FRACTION.fullmatch(match.group())
    name = str(parts["name"])
    if name.lower() not in _ALSO_VERBS or parts.get("ordinal"):
        return True
    return bool(_POINTS_AT_A_DATE.search(before)) or name[:1].isupper()


def _written_year(parts: dict[str, str | None]) -> str | None:
    return parts.get("year") or parts.get("short") or parts.get("dashed")


def _date(parts: dict[str, str | None], today: date) -> date | None:
    month = _MONTHS[str(parts["name"]).lower()] if parts.get("name") else int(parts.get("month") or 0)
    day = _day(str(parts["day"]))
    written_year = _written_year(parts)
    try:
        if written_year:
            year = int(written_year)
            return date(year if year > 99 else 2000 + year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else this_year.replace(year=today.year - 1)
    except ValueError:
        return None


def _day(written: str) -> int:
    words = re.sub(r"\s+", "-", written.lower())
    return _DAYS_IN_WORDS[words] if words in _DAYS_IN_WORDS else int(words)
