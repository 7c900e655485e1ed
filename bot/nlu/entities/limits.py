"""What a family sets as a limit for a service: the day and the cost."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity
from bot.nlu.entities.numbers import NUMBER_PATTERN, whole_number

_DAYS = {
    "monday": "mon|monday",
    "tuesday": "tues?|tuesday",
    "wednesday": "wednesday|wednes|weds",
    "thursday": "thurs?|thursday",
    "friday": "fri|friday",
    "saturday": "saturday|satur",
    "sunday": "sunday",
}
# Short forms that are words themselves count only where they can be nothing but a day.
_SHORT_DAYS = {"wednesday": "wed", "saturday": "sat", "sunday": "sun"}
_PART_OF_DAY = r"\s+(?:mornings?|afternoons?|evenings?|nights?|am|pm)\b"
_DAY_PATTERNS = [(day, re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE)) for day, words in _DAYS.items()] + [
    (day, re.compile(rf"(?:(?<=\bon )|(?<=\bevery )){word}\b|\b{word}(?={_PART_OF_DAY})", re.IGNORECASE))
    for day, word in _SHORT_DAYS.items()
]
_SAT_AND_SUN = re.compile(r"\bsat\s*(?:and|or|&|/|-)\s*sun\b", re.IGNORECASE)
_ANY_DAY = re.compile(
    r"\b(?:any|whatever|whichever)\s+day\b(?!\s+(?:nurser|cent|care))|\bdays? (?:does|do)(?:n['’]?t| not) matter\b",
    re.IGNORECASE,
)
_WEEKEND = re.compile(r"\bweek[\s-]?ends?\b", re.IGNORECASE)
_FREE = re.compile(
    r"(?<!feel )(?<!gluten )(?<!dairy )(?<!nut )(?<!feels )(?<!set )(?<!in his )(?<!in her )\bfree\b"
    r"(?!\s+(?:school|meals?|time|hours?|period|periods|from|will|lunch|lunches|dinner|play|range|to\s+(?:talk|speak|chat)|advice|legal))|"
    r"\b(?:no cost|doesn['’]?t cost|costs? nothing|no money|can['’]?t (?:afford|pay)|without paying)\b",
    re.IGNORECASE,
)
_ANY_COST = re.compile(
    r"\bany (?:cost|price)\b|\b(?:cost|price|money) (?:does|is)(?:n['’]?t| not) (?:matter|a problem|an issue)\b",
    re.IGNORECASE,
)
_POUNDS = re.compile(
    rf"£\s?(?P<figures>\d{{1,3}}(?:\.\d\d)?)\b(?!,\d)|\b(?P<spoken>\d{{1,3}}|{NUMBER_PATTERN})\s?(?:quid|pounds?)\b|"
    r"\b(?:a\s+)?(?P<slang>tenner|fiver)\b",
    re.IGNORECASE,
)
_SLANG = {"tenner": 10.0, "fiver": 5.0}
# An amount is a limit where the words say so, or where hardly anything else is said; else it is a fine or a price.
_SETS_A_LIMIT = re.compile(
    r"\b(?:under|below|up to|upto|max(?:imum)?(?: of)?|(?:no |not )?more than|less than|at most|within|around|about|"
    r"only have|afford|(?:can|could|to|would) pay|spend|budget(?: is| of)?)\s+(?:about\s+|around\s+)?$",
    re.IGNORECASE,
)
_LIMIT_FOLLOWS = re.compile(
    r"^\s*(?:or (?:less|under)|max\b|maximum|tops|at most|limit|(?:a|an|per|each|every|for a|for an)\s+"
    r"(?:go|time|session|class|lesson|week|hour|visit|turn|month)\b)",
    re.IGNORECASE,
)
_FEW_WORDS = 6


def find_days(text: str) -> list[Entity]:
    """The weekdays wanted, in lower case; "weekend" stands for Saturday and Sunday, "any" takes a day back."""
    patterns = [*_DAY_PATTERNS, ("weekend", _WEEKEND), ("weekend", _SAT_AND_SUN), ("any", _ANY_DAY)]
    return [
        Entity("day", day, match.start(), match.end()) for day, pattern in patterns for match in pattern.finditer(text)
    ]


def find_costs(text: str) -> list[Entity]:
    """`free`, the highest price in pounds that the family names as their limit, or "any", which takes it back."""
    found = [Entity("cost", "free", match.start(), match.end()) for match in _FREE.finditer(text)]
    found += [Entity("cost", "any", match.start(), match.end()) for match in _ANY_COST.finditer(text)]
    for match in _POUNDS.finditer(text):
        if _is_limit(text[: match.start()], text[match.end() :]):
            found.append(Entity("cost", _pounds(match), match.start(), match.end()))
    return found


def _is_limit(before: str, after: str) -> bool:
    few = len(before.split()) + len(after.split()) < _FEW_WORDS
    return few or bool(_SETS_A_LIMIT.search(before) or _LIMIT_FOLLOWS.search(after))


def _pounds(match: re.Match[str]) -> float:
    if match["slang"]:
        return _SLANG[match["slang"].lower()]
    if match["figures"]:
        return float(match["figures"])
    return float(match["spoken"]) if match["spoken"].isdigit() else float(whole_number(match["spoken"]))
