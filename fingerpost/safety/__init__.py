"""The crisis check: fixed words, fixed numbers, before everything else.

It needs PyYAML and the standard library alone: no model, no database, no network, no settings. What counts as a crisis
and what is said then is in `content/crisis.yml`, whose head explains how patterns are written. When that file is
missing or broken, the short text and patterns of `crisis_texts` stand in, with the same numbers.
"""

from __future__ import annotations

import re

from fingerpost.reply import Contact, Reply
from fingerpost.safety.crisis_texts import GENERAL, CrisisTexts, Kind, PatternGroup, current_texts
from fingerpost.safety.plain_clauses import clauses

# How far from a match, in letters, words such as "last year" or "training" still speak about it.
NEARBY = 70


def check(text: str) -> Reply | None:
    """The fixed crisis reply when the message speaks of a crisis, otherwise None. Never raises."""
    kind = kind_of_crisis(text)
    return crisis_reply(kind) if kind else None


def kind_of_crisis(text: str) -> str | None:
    """The kind of crisis a message speaks of, or None.

    One of self_harm_or_suicide, abuse_or_neglect, violence_at_home, missing_child, medical_emergency,
    parent_at_breaking_point; the first in the order of the content file when several fit.
    """
    content = current_texts()
    told = [_cut_out(content.sayings, clause) for clause in clauses(text, content.spellings, content.split_words)]
    for kind in content.kinds:
        if any(_speaks_of(kind, clause, content) for clause in told):
            return kind.id
    return None


def crisis_reply(kind: str) -> Reply:
    """The fixed reply for a kind of crisis; the general one for `general` or a kind that is not known."""
    replies = {known.id: known.reply for known in current_texts().kinds}
    return replies.get(kind, replies[GENERAL])


def emergency_contacts() -> tuple[Contact, ...]:
    """The contacts to show when nothing else works: 999 first, then the national helplines."""
    return current_texts().emergency_contacts


def _speaks_of(kind: Kind, clause: str, content: CrisisTexts) -> bool:
    clause = _cut_out(kind.sayings, clause)
    return any(_matches(group, kind, clause, content) for group in kind.groups)


def _matches(group: PatternGroup, kind: Kind, clause: str, content: CrisisTexts) -> bool:
    if group.always or kind.nearby is None:
        return group.pattern.search(clause) is not None
    for match in group.pattern.finditer(clause):
        around = clause[max(0, match.start() - NEARBY) : match.end() + NEARBY]
        is_now = content.happening_now is not None and content.happening_now.search(around)
        if is_now or not kind.nearby.search(around):
            return True
    return False


def _cut_out(pattern: re.Pattern[str] | None, clause: str) -> str:
    """The clause with every match replaced by a mark that no pattern can reach across."""
    return pattern.sub(" _", clause) if pattern else clause
