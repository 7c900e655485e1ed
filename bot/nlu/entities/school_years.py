"""School years: "R" for Reception, "1" to "13"."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity
from bot.nlu.entities.numbers import NUMBER_PATTERN, whole_number
from bot.nlu.entities.sentences import just_before

LAST_YEAR = 13
# "Last year 3 staff left", "year 2 of waiting" and "year 5 years ago" speak of time.
_YEAR = re.compile(
    r"(?<!last )(?<!next )(?<!every )(?<!\beach )(?<!per )(?<!one )(?<!whole )"
    rf"\b(?:(?:school\s+)?years?|yrs?|y)[\s.-]*(?P<n>{NUMBER_PATTERN}|r\b)"
    r"(?:s\b)?(?![\w£%])(?![\s-]*(?:olds?|later|ago|wait|years?|months?|weeks?|days?|times?)\b)"
    r"(?!\s*of\s+(?!(?:primary|secondary|school|age|infants?|juniors?|high|junior|college)\b))",
    re.IGNORECASE,
)
_RECEPTION = re.compile(
    r"(?<!at )(?<!on )(?<!warm )(?<!cold )(?<!frosty )(?<!phone )(?<!mobile )(?<!signal )(?<!the school )"
    r"(?<!school's )(?<!past )"
    r"\b(?P<n>reception)\b(?!\s*(?:desk|staff|area|lady|ladies|office|order|centre|phone|room|hall|window|rang|called|said|say))",
    re.IGNORECASE,
)
_GCSE_YEAR = re.compile(r"\b(?:gcse|gsce)\s+year\b", re.IGNORECASE)
_SIXTH_FORM = {"lower": "12", "upper": "13"}
_SIXTH = re.compile(r"\b(?P<which>lower|upper)\s+(?:sixth|6th)\b", re.IGNORECASE)
_WAITING = re.compile(
    r"\b(?:sat|sit|sitting|stood|standing|wait|waited|waiting|hand|handed|queue|queued|ring|rang|signal)\b[^.!?\n]{0,15}$",
    re.IGNORECASE,
)


def find_school_years(text: str) -> list[Entity]:
    """The school years named in the text; the school's reception desk is none."""
    found = [
        Entity("year_group", "R", match.start(), match.end())
        for match in _RECEPTION.finditer(text)
        if not _WAITING.search(just_before(text, match.start()))
    ]
    found += [Entity("year_group", "11", match.start(), match.end()) for match in _GCSE_YEAR.finditer(text)]
    found += [
        Entity("year_group", _SIXTH_FORM[match["which"].lower()], match.start(), match.end())
        for match in _SIXTH.finditer(text)
    ]
    for match in _YEAR.finditer(text):
        year = match["n"].upper() if match["n"] in "rR" else str(whole_number(match["n"]))
        if year == "R" or 1 <= int(year) <= LAST_YEAR:
            found.append(Entity("year_group", year, match.start(), match.end()))
    return found
