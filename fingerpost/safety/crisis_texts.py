"""What counts as a crisis and what is said then: `content/crisis.yml`, or the short texts here without it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from fingerpost.reply import Contact, Reply
from fingerpost.safety.patterns import cut_out, one_of
from fingerpost.safety.plain_clauses import clauses

CONTENT_FILE = Path(__file__).resolve().parent.parent.parent / "content" / "crisis.yml"
GENERAL = "general"
# What patterns read for a first name: most families write of their child by name.
A_CHILD = "my child"
# The same safe loader, in C where the package was built with it.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

log = logging.getLogger(__name__)

_FALLBACK_PATTERNS = {
    "medical_emergency": [
        "not breathing/breathe",
        "can not breathe",
        "stopped breathing",
        "unconscious/choking/unresponsive",
        "swallowed ... battery/magnet/bleach/tablets/pills",
        "having a seizure/fit",
        "will not wake up",
        "turning/going/gone blue",
        "not stop bleeding",
        "need/call an ambulance",
    ],
    "self_harm_or_suicide": [
        "suicid*",
        "kill*/hurt*/harm*/cut/cutting/hang/stab myself/himself/herself/themselves",
        "want/wants/wanted (to) (be) die/dead",
        "wish* ... dead/born",
        "self harm*",
        "overdos*",
        "end/ending it all",
        "end/ending/take/taking/finish my/his/her/their (own) life",
        "not want to be here/alive",
        "not want to live",
        "better off without me",
        "can not keep him/her/myself safe",
    ],
    "missing_child": [
        "gone missing",
        "son/daughter/child is missing",
        "has/is/have run off/away",
        "can not find my/our/him/her",
        "not come home",
        "not know where he/she is",
    ],
    "violence_at_home": [
        "has/is got a knife",
        "hit/hits/hitting/beat/beats/beating/punches/strangled/attacking me/us",
        "kill me/us",
        "domestic abuse/violence",
        "not safe at home",
    ],
    "abuse_or_neglect": [
        "hits/hurts/hurting/touches/touched/raped/rapes me/him/her",
        "being abused/hurt/neglected/groomed/beaten",
        "sexually abused/assaulted",
        "raped",
        "forced/forcing ... marry",
    ],
    "parent_at_breaking_point": [
        "i/we (just) can not cope",
        "can not cope any more",
        "breaking point",
        "can not do this any more",
        "i (might/will/nearly/could) hurt/hit/kill/harm him/her/them",
        "what i might do",
    ],
    GENERAL: [],
}
_FALLBACK_CONTACTS = {
    "emergency": {
        "name": "Emergency services",
        "role": "Police, ambulance and fire",
        "why": "Call now if anyone is in danger.",
        "phone": "999",
    },
    "nhs_111": {
        "name": "NHS 111, option 2",
        "role": "Urgent mental health help",
        "why": "For urgent mental health help at any age.",
        "phone": "111, option 2",
    },
    "childline": {
        "name": "Childline",
        "role": "For anyone under 19",
        "why": "You can talk about anything.",
        "phone": "0800 1111",
    },
    "shout": {
        "name": "Shout",
        "role": "Help by text message",
        "why": "If it is easier to text than to talk.",
        "text_message": "SHOUT to 85258",
    },
    "samaritans": {
        "name": "Samaritans",
        "role": "Someone to listen, day and night",
        "why": "At any age, whatever you are going through.",
        "phone": "116 123",
    },
    "nspcc": {
        "name": "NSPCC helpline",
        "role": "For adults worried about a child",
        "why": "If you think a child is being hurt or not cared for.",
        "phone": "0808 800 5000",
    },
}
_FALLBACK: dict[str, Any] = {
    "contacts": _FALLBACK_CONTACTS,
    "emergency_contacts": list(_FALLBACK_CONTACTS),
    "closing": [
        "I am an automated assistant, not an emergency service.",
        "When everyone is safe, I am still here to help you.",
    ],
    "kinds": [
        {
            "id": kind,
            "title": "Please get help now",
            "text": ["I am worried about what you wrote. If anyone is in danger now, call 999."],
            "steps": ["Call 999 if anyone is in danger.", "Stay with the person who is at risk, if you can."],
            "contacts": list(_FALLBACK_CONTACTS),
            "patterns": [{"words": words, "always": True}],
        }
        for kind, words in _FALLBACK_PATTERNS.items()
    ],
}


@dataclass(frozen=True)
class PatternGroup:
    """Patterns that say one thing. `always`: nearby words such as "last year" do not make it harmless."""

    pattern: re.Pattern[str]
    always: bool


@dataclass(frozen=True)
class Kind:
    """One kind of crisis: how it is recognised, what makes its words harmless, and the fixed reply to it."""

    id: str
    groups: tuple[PatternGroup, ...]
    sayings: re.Pattern[str] | None
    nearby: re.Pattern[str] | None
    over: re.Pattern[str] | None
    long_over: re.Pattern[str] | None
    reply: Reply


@dataclass(frozen=True)
class Times:
    """How a message says when something was. Each names a list at the top of the content file."""

    happening_now: re.Pattern[str] | None
    not_now: re.Pattern[str] | None
    happening_again: re.Pattern[str] | None
    told_as_past: re.Pattern[str] | None
    looking_back: re.Pattern[str] | None


@dataclass(frozen=True)
class QuietLine:
    """One line to offer at the end of an answer. It is called for by `words`, and by the patterns of the crisis kinds
    `kinds` where nearby words made these harmless; not where `unless` stands in the same clause."""

    line: str
    kinds: tuple[str, ...]
    words: re.Pattern[str] | None
    sayings: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@dataclass(frozen=True)
class CrisisTexts:
    """All of `content/crisis.yml`, ready to use."""

    contacts: Mapping[str, Contact]
    emergency_contacts: tuple[Contact, ...]
    kinds: tuple[Kind, ...]
    quiet_lines: tuple[QuietLine, ...]
    sayings: re.Pattern[str] | None
    times: Times
    spellings: dict[str, str]
    split_words: dict[str, str]

    def clauses_of(self, text: str) -> list[str]:
        """The clauses of a message as patterns read them, without everyday sayings."""
        return [cut_out(self.sayings, clause) for clause in clauses(text, self.spellings, self.split_words)]


@lru_cache(maxsize=1)
def current_texts() -> CrisisTexts:
    """The content file, read once; the short texts of this module when it cannot be used."""
    try:
        return _read(yaml.load(CONTENT_FILE.read_text(encoding="utf-8"), Loader=_SafeLoader))  # noqa: S506 - both are safe
    except Exception as error:  # whatever is wrong with the file, a crisis reply must not fail
        log.error("The crisis texts in %s cannot be used (%s); the short ones stand in.", CONTENT_FILE, error)
        return _read(_FALLBACK)


def _read(data: dict[str, Any]) -> CrisisTexts:
    """The content ready to use. Raises an error (KeyError, TypeError, ValueError) when a needed part is missing."""
    lists: dict[str, list[str]] = data.get("lists", {})
    contacts = {key: Contact(**{"part": "", **value}) for key, value in data["contacts"].items()}
    checked = str(data.get("checked", ""))
    kinds = tuple(_read_kind(kind, contacts, data["closing"], lists, checked) for kind in data["kinds"])
    if GENERAL not in {kind.id for kind in kinds}:
        raise ValueError(f"there is no kind {GENERAL!r}")
    return CrisisTexts(
        contacts=contacts,
        emergency_contacts=tuple(contacts[key] for key in data["emergency_contacts"]),
        kinds=kinds,
        quiet_lines=tuple(_read_quiet_line(quiet, contacts, lists) for quiet in data.get("quiet_lines", ())),
        sayings=one_of(data.get("everyday_sayings", ()), lists),
        times=Times(**{field.name: one_of(data.get(field.name, ()), lists) for field in fields(Times)}),
        spellings=_spellings(data),
        split_words=data.get("split_words", {}),
    )


def _read_kind(
    data: dict[str, Any], contacts: dict[str, Contact], closing: list[str], lists: dict[str, list[str]], checked: str
) -> Kind:
    not_meant = data.get("not", {})
    groups = [
        PatternGroup(pattern, group.get("always", False))
        for group in data.get("patterns", ())
        if (pattern := one_of(group["words"], lists))
    ]
    reply = Reply(
        title=data["title"],
        text="\n\n".join([*data["text"], *closing]),
        topic="crisis",
        steps=tuple(data["steps"]),
        contacts=tuple(contacts[key] for key in data["contacts"]),
        urgency="emergency",
        staff={"kind": data["id"], "numbers_checked": checked},
    )
    return Kind(
        id=data["id"],
        groups=tuple(groups),
        sayings=one_of(not_meant.get("sayings", ()), lists),
        nearby=one_of(not_meant.get("nearby", ()), lists),
        over=one_of(not_meant.get("over", ()), lists),
        long_over=one_of(not_meant.get("long_over", ()), lists),
        reply=reply,
    )


def _read_quiet_line(data: dict[str, Any], contacts: dict[str, Contact], lists: dict[str, list[str]]) -> QuietLine:
    not_meant = data.get("not", {})
    return QuietLine(
        line=data["line"].format_map({key: contact.phone for key, contact in contacts.items()}),
        kinds=tuple(data.get("kinds", ())),
        words=one_of(data.get("words", ()), lists),
        sayings=one_of(not_meant.get("sayings", ()), lists),
        unless=one_of(not_meant.get("same_clause", ()), lists),
    )


def _spellings(data: dict[str, Any]) -> dict[str, str]:
    """What to read for each known misspelling and first name; right forms and ordinary words stand for themselves."""
    careful: list[str] = data.get("one_letter_wrong", [])
    near: dict[str, str] = {variant: word for word in careful for variant in _one_letter_wrong(word)}
    ordinary = {word: word for word in [*careful, *data.get("double_letters", [])]}
    names = dict.fromkeys(data.get("first_names", []), A_CHILD)
    return {**near, **names, **data.get("spellings", {}), **ordinary}


def _one_letter_wrong(word: str) -> Iterator[str]:
    """Every spelling with one letter left out, added, exchanged or swapped with the next; the first letter is kept."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for place in range(1, len(word) + 1):
        start, rest = word[:place], word[place:]
        yield from (start + letter + rest for letter in letters)
        if rest:
            yield start + rest[1:]
            yield from (start + letter + rest[1:] for letter in letters)
        if len(rest) > 1:
            yield start + rest[1] + rest[0] + rest[2:]
