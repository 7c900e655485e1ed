"""Which of several children the message asks about."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity
from bot.nlu.entities.sentences import just_after, just_before

_OF_A_CHILD = ("age", "year_group")
_ASKED_ABOUT = re.compile(
    r"\b(?:asking\s+(?:about|for)|(?:it['’]?s|its|this\s+is|that['’]?s)(?:\s+(?:about|for))?|question\s+is\s+about|"
    r"(?:worried|concerned)\s+about|help\s+(?:for|with)|is\s+for|struggling\s+with)\s+(?:my|the|our)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NOW = re.compile(r"\bnow\b[^.;!?\d]{0,15}$", re.IGNORECASE)
_BEFORE_NOW = re.compile(r"\b(?:since|until|till|back\s+in|was\s+(?:\w+\s+){0,2}in|were\s+in)\s+$", re.IGNORECASE)
_ASKED_ABOUT_AFTER = re.compile(
    r"^[^.,;!?]{0,30}\b(?:is\s+the\s+one|i['’]?m\s+(?:asking|worried)|needs?\s+(?:the\s+)?help|i\s+need\s+help)\b",
    re.IGNORECASE,
)
_SIBLING_BEFORE = re.compile(
    r"\b(?:brothers?|sisters?|siblings?|cousins?|friend['’]?s?|eldest|youngest|oldest|middle\s+one|"
    r"(?:other|older|younger|elder|big|little|baby)\s+(?:brother|sister|one|son|daughter|boy|girl|child))\b[^.;!?\d]{0,18}$",
    re.IGNORECASE,
)
_SIBLING_AFTER = re.compile(r"^[\s-]*(?:years?|yrs?|yr)?[\s-]*(?:olds?)?\s+(?:brother|sister|sibling)\b", re.IGNORECASE)
_IS_FINE = re.compile(
    r"^[^.;!?\d]{0,30}\b(?:fine|no\s+(?:problems?|issues?|needs)|doing\s+(?:well|great|ok)|neurotypical|nt|"
    r"not\s+the\s+(?:problem|issue))\b",
    re.IGNORECASE,
)
_WRITER = re.compile(r"\bi(?:['’]?m|\s+am)\s+(?:(?:only|just|now)\s+)?$", re.IGNORECASE)
_GROWN_UP = 18


def of_the_child_meant(entities: list[Entity], text: str) -> list[Entity]:
    """The entities without the ages and school years of other children, where it is clear who is asked about."""
    for name in _OF_A_CHILD:
        told = [entity for entity in entities if entity.name == name]
        if len(told) > 1:
            meant = _meant(told, text)
            entities = [entity for entity in entities if entity.name != name or entity in meant]
    return entities


def _meant(told: list[Entity], text: str) -> list[Entity]:
    asked = [one for one in told if _is_asked_about(one, text)]
    if asked:
        return asked
    now = [one for one in told if _NOW.search(just_before(text, one.start))]
    if now:
        return now
    of_children = [one for one in told if not _is_grown_up_writer(one, text)] or told
    return [one for one in of_children if not _is_another_child(one, text)] or of_children


def _is_asked_about(one: Entity, text: str) -> bool:
    before, after = just_before(text, one.start), just_after(text, one.end)
    return bool(_ASKED_ABOUT.search(before) or _ASKED_ABOUT_AFTER.match(after))


def _is_grown_up_writer(one: Entity, text: str) -> bool:
    grown_up = isinstance(one.value, int) and one.value >= _GROWN_UP
    return grown_up and bool(_WRITER.search(just_before(text, one.start)))


def _is_another_child(one: Entity, text: str) -> bool:
    before, after = just_before(text, one.start), just_after(text, one.end)
    return bool(
        _BEFORE_NOW.search(before)
        or _SIBLING_BEFORE.search(before)
        or _SIBLING_AFTER.match(after)
        or _IS_FINE.match(after)
    )
