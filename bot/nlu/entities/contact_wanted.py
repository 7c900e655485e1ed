"""Whether somebody whom a message names is wanted as a contact.

"Who is our case officer" asks for one; "the case officer says no" does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlu.entities.found import Entity
from bot.nlu.entities.sentences import is_short, just_after, just_before, sentence_after, sentence_before

_CONTACTS = re.compile(
    r"\b(?:ring|phone(?!\s+call)|(?<!phone )(?<!a )call|(?<!an )(?<!by )e-?mail|an\s+e-?mail\s+for|contact|"
    r"speak\s+(?:to|with)|"
    r"talk\s+(?:to|with)|write\s+(?:\w+\s+)?to|direct\s+line|reach(?:es)?|hold\s+of|in\s+touch|a\s+(?:\w+\s+)?word|message|meet|complain\s+to|complaint\s+to|chase|"
    r"ask\s+for|point\s+(?:me|us)\s+(?:to|at|towards)|put\s+me\s+on\s+to|"
    r"(?:do|should|can)\s+(?:i|we)\s+ask|(?:i['’]?m|we['’]?re|im)\s+wanting|"
    r"(?:want(?:ing)?|after|get\s+(?:me|us))\s+(?:to\s+see\s+)?(?:the|my|our|his|her|a|someone|somebody|whoever|an?)|"
    r"some(?:one|body)\s+(?:in|from|at)|whoever\s+(?:runs|leads)|how\s+(?:do|can|would)\s+(?:i|we)\s+(?:get|find|catch)|"
    r"find\s+(?:me|us)\s+(?:the|my|our)|onto\s+(?:the|my|our)|through\s+to|throught\s+to|connect\s+(?:me|us)\s+(?:to|with)|to\s+answer|get\s+word\s+to|through\s+to|telephone|landline|textphone|mailbox|inbox|fax|line\s+for|"
    r"(?<!appeal )(?<!case )(?<!reference )(?<!ref )(?<!registration )(?<!claim )(?<!a )(?<!large )numbers?|"
    r"address|details|contacts|names?\s+(?:of|and)|named\s+person|who\s+(?:the|our|my)|"
    r"who\s+(?:runs|leads|heads)\s+(?:the|our)|who(?:['’]?s|\s+is|\s+are)\s+(?:the|our|my|his|her|your|ours|they|it|in\s+charge)|"
    r"who\s+(?:do|can|should|would|shall|could)\s+(?:i|we)\s+(?:\w+\s+)?(?:ask|tell|go\s+to|see))\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"(?:\b(?:i\s+am|i['’]?m|as|we\s+are|we['’]?re|work\s+(?:as|in|for))\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}|\bsays?\s+)$",
    re.IGNORECASE,
)
_HERE = re.compile(r"^\s+(?:(?!a?round\b|near\b)\w+\s+)?here\b", re.IGNORECASE)
_SPEAKS = re.compile(
    r"^(?:['’]?s)?\s+(?:notes?|letters?|reports?)\b|^\s+(?:says?|said|told|thinks?|thought|reckons?|refus\w+|wo(?:n['’]?t|nt)\b)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:^|[.!?\n])\s*(?:the\s+|your\s+)?$", re.IGNORECASE)
_CALLED = re.compile(r"^\s*(?:,?\s*(?:please|pls|plz)\b|[.!?](?:\s|$)|\?)", re.IGNORECASE)
_NEAR_WORDS = 9
_NEAR_CHARACTERS = 120
# What asks for somebody who was named sentences before: "she has left. how do we reach them".
_ASKS_FOR_THEM = re.compile(
    r"\b(?:reach|contact|ring|call|e-?mail|phone|(?:speak|talk|write)\s+to|hold\s+of|catch|get)\s+(?:them|her|him|whoever)\b|"
    r"\b(?:their|her|his|its|new|what(?:['’]?s|\s+is)\s+the)\s+(?:[\w'’]+\s+)?"
    r"(?:numbers?|phone|e-?mail|address|contact|details)\b",
    re.IGNORECASE,
)
_MOST_ALONE = 3


def contacts_wanted(text: str, named: Sequence[Entity]) -> list[Entity]:
    """The contact roles among `named` that somebody wants to reach, not those that only come up in the story."""
    others = [role for role in named if not _only_comes_up(text, role)]
    if is_short(text, _MOST_ALONE):
        return others
    if alone := [role for role in others if _is_called(text, role)]:
        return alone
    cues = list(_CONTACTS.finditer(text))
    near = [role for role in others if any(_stand_together(text, role, cue) for cue in _close_to(role, cues))]
    if not near and len(others) == 1 and _ASKS_FOR_THEM.search(text):
        return others
    return near


def _only_comes_up(text: str, role: Entity) -> bool:
    """Whether the role is the writer's own, or somebody who says or does something in the story."""
    before, after = just_before(text, role.start), just_after(text, role.end)
    return bool(_INTRODUCES.search(before) or _HERE.match(after) or _SPEAKS.match(after))


def _is_called(text: str, role: Entity) -> bool:
    """Whether the role is all that a sentence says: "Transport office please"."""
    return _BEGINS.search(just_before(text, role.start)) is not None and bool(_CALLED.match(just_after(text, role.end)))


def _close_to(role: Entity, cues: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    return [
        cue for cue in cues if role.start - _NEAR_CHARACTERS < cue.end() and cue.start() < role.end + _NEAR_CHARACTERS
    ]


def _stand_together(text: str, role: Entity, cue: re.Match[str]) -> bool:
    """Whether the role and the words that ask for a contact are in one sentence and not far apart."""
    if cue.end() <= role.start:
        between, sentence = text[cue.end() : role.start], sentence_before(text, role.start)
    else:
        between, sentence = text[role.end : cue.start()], sentence_after(text, role.end)
    return len(between) <= len(sentence) and len(between.split()) <= _NEAR_WORDS
