"""What a family sets as a limit for a service: the day and the cost."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity
from bot.nlu.entities.numbers import NUMBER_PATTERN, whole_number
from bot.nlu.entities.sentences import is_short, just_after, just_before

_DAYS = {
    "monday": "mon|monday",
    "tuesday": "tues?|tuesday|tuseday",
    "wednesday": "wednesday|wednes|weds|wensday|wendsday|wednsday",
    "thursday": "thurs?|thursday|thurday",
    "friday": "fri|friday",
    "saturday": "saturday|satur|saterday|satuday",
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
    r"(?<!feel )(?<!feels )(?<!gluten )(?<!dairy )(?<!nut )(?<!sugar )(?<!set )(?<!break )(?<!in his )(?<!in her )"
    r"(?<!['’]m )(?<!i am )(?<!we are )(?<!['’]re )\bfree\b"
    r"(?!\s+(?:school|meals?|time|hours?|periods?|from|of|will|lunch|lunches|dinners?|range|"
    r"to\s+(?:talk|speak|chat|say|ask)|advice|legal|legally|speech|transport|travel|bus|childcare\s+hours?|"
    r"or\s+(?:cheap|low|reduced|not\s+too))|\s*/\s*(?:cheap|low))|"
    r"\b(?:no cost|doesn['’]?t cost|costs? nothing|no money|can['’]?t (?:afford|pay)|without paying)\b",
    re.IGNORECASE,
)
_ANY_COST = re.compile(
    r"\bany (?:cost|price)\b|\b(?:cost|price|money) (?:does|is)(?:n['’]?t| not) (?:matter|a problem|an issue)\b",
    re.IGNORECASE,
)
_POUNDS = re.compile(
    r"£\s?(?P<figures>\d{1,3}(?:\.\d\d)?)\b(?![,.]?\d|\s?k\b)|"
    rf"\b(?P<spoken>\d{{1,3}}|{NUMBER_PATTERN}|thirty|forty|fifty|sixty)\s?(?:quid|pounds?)\b|"
    r"\b(?:a\s+)?(?P<slang>tenner|fiver)\b",
    re.IGNORECASE,
)
_TENS = {"thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0}
_SLANG = {"tenner": 10.0, "fiver": 5.0}
# An amount is a limit where the words say so, or where hardly anything else is said; else it is a fine or a price.
_SETS_A_LIMIT = re.compile(
    r"\b(?:under|below|up to|upto|max\.?(?:imum)?(?: of)?|(?:no |not )?more than|less than|at most|within|around|about|"
    r"nothing (?:over|above)|stretch to|not over|"
    r"only have|afford|(?:can|could|to|would) pay|spend|budget(?: is| of)?|cheaper than|limit(?: is| of)?)\s+"
    r"(?:of\s+|about\s+|around\s+)?$",
    re.IGNORECASE,
)
_LIMIT_FOLLOWS = re.compile(
    r"^\s*(?:(?:(?:a|an|per|each|every|for an?)\s+\w+\s+)?"
    r"(?:or (?:less|under)|max\b|maximum|tops|at (?:the very )?most|limit|"
    r"(?:for the \w+ )?is (?:about |around )?(?:our|my|the) (?:\w+ )?(?:limit|max|maximum|budget|most|ceiling)|"
    r"is (?:what|all|the most|as much as) (?:i|we) can (?:stretch to|afford|pay|manage|spend)))",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"\b(?:not|is(?:n['’]?t| not)|aren['’]?t|wasn['’]?t|fine of|fined?)\s+(?:up to\s+)?$", re.IGNORECASE
)
# A day that is past, or the day of something else than what is looked for.
_ANOTHER_DAY = re.compile(
    r"\b(?:last|past|since|until|till|til|by|before|after|came|arrived|rang|sent|got|told|is|was|meeting|hearing|mediation|"
    r"diagnosis|awarded\s+at\s+the|(?:meeting|hearing|review|appointment|panel|visit|call|mediation|diagnosis|it|that|him|"
    r"her)(?:['’]s)?\s+(?:is\s+|was\s+)?(?:on|next|this)|"
    r"(?:came|arrived|rang|sent|wrote|emailed|said|told|spoke|refused|decided)\b[^.,;!?]{0,15}\bon)\s+$|\bits\s+$",
    re.IGNORECASE,
)
_SUNDAY_BEST = re.compile(r"sunday\s+best\b", re.IGNORECASE)


def find_days(text: str) -> list[Entity]:
    """The weekdays named, in lower case; "weekend" stands for Saturday and Sunday, "any" takes a day back."""
    patterns = [*_DAY_PATTERNS, ("weekend", _WEEKEND), ("weekend", _SAT_AND_SUN), ("any", _ANY_DAY)]
    return [
        Entity("day", day, match.start(), match.end())
        for day, pattern in patterns
        for match in pattern.finditer(text)
        if not _ANOTHER_DAY.search(just_before(text, match.start())) and not _SUNDAY_BEST.match(text, match.start())
    ]


def find_costs(text: str) -> list[Entity]:
    """`free`, the highest price in pounds that the family names as their limit, or "any", which takes it back."""
    found = [Entity("cost", "free", match.start(), match.end()) for match in _FREE.finditer(text)]
    found += [Entity("cost", "any", match.start(), match.end()) for match in _ANY_COST.finditer(text)]
    for match in _POUNDS.finditer(text):
        if _is_limit(text, match):
            found.append(Entity("cost", _pounds(match), match.start(), match.end()))
    return found


def _is_limit(text: str, match: re.Match[str]) -> bool:
    before, after = just_before(text, match.start()), just_after(text, match.end())
    if _NOT_THIS.search(before):
        return False
    return is_short(text) or bool(_SETS_A_LIMIT.search(before) or _LIMIT_FOLLOWS.search(after))


def _pounds(match: re.Match[str]) -> float:
    if match["slang"]:
        return _SLANG[match["slang"].lower()]
    if match["figures"]:
        return float(match["figures"])
    spoken = match["spoken"].lower()
    return _TENS[spoken] if spoken in _TENS else float(whole_number(spoken))
