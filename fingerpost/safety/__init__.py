"""The crisis check: fixed words, fixed numbers, before everything else.

It needs PyYAML and the standard library alone: no model, no database, no network, no settings. What counts as a crisis
and what is said then is in `content/crisis.yml`, whose head explains how patterns are written. When that file is
missing or broken, the short text and patterns of `crisis_texts` stand in, with the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fingerpost.reply import Contact, Reply
from fingerpost.safety.crisis_texts import GENERAL, CrisisTexts, Kind, PatternGroup, Times, current_texts
from fingerpost.safety.patterns import cut_out

# How far from a match, in letters, words such as "last year" or "training" still speak about it.
NEARBY = 70
# How far before a match its verb may stand ("was", "used to").
SHORTLY_BEFORE = 25
# How many sentences after a match, and how many letters of them, may still say that it was long ago or is back.
SENTENCES_AFTER = 2
AFTERWARDS = 200


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
    clauses = content.clauses_of(text)
    told = [(clause, _after(clauses, place)) for place, clause in enumerate(clauses)]
    for kind in content.kinds:
        if any(_speaks_of(kind, clause, after, content) for clause, after in told):
            return kind.id
    return None


def crisis_reply(kind: str | None = None) -> Reply:
    """The fixed reply for a kind of crisis; the general one for `general`, for none or for a kind that is not known."""
    replies = {known.id: known.reply for known in current_texts().kinds}
    return replies.get(kind or GENERAL, replies[GENERAL])


def emergency_contacts() -> tuple[Contact, ...]:
    """The contacts to show when nothing else works: 999 first, then the national helplines."""
    return current_texts().emergency_contacts


def helplines(ids: Iterable[str]) -> tuple[Contact, ...]:
    """The contacts of the content file with these ids, in this order; one that is not known is left out."""
    known = current_texts().contacts
    return tuple(known[contact_id] for contact_id in ids if contact_id in known)


def _after(clauses: Sequence[str], place: int) -> str:
    """The beginning of what is said after the clause at `place`."""
    return "".join(clause.rstrip() for clause in clauses[place + 1 : place + 1 + SENTENCES_AFTER])[:AFTERWARDS] + " "


def _speaks_of(kind: Kind, clause: str, after: str, content: CrisisTexts) -> bool:
    clause = cut_out(kind.sayings, clause)
    return any(
        not _is_harmless(match, group, kind, after, content.times)
        for group in kind.groups
        for match in group.pattern.finditer(clause)
    )


def _is_harmless(match: re.Match[str], group: PatternGroup, kind: Kind, after: str, times: Times) -> bool:
    around = match.string[max(0, match.start() - NEARBY) : match.end() + NEARBY]
    if _finds(times.happening_now, cut_out(times.not_now, around)) or _finds(times.happening_again, after):
        return False
    if not group.always and _finds(kind.nearby, around):
        return True
    return _is_told_as_past(match, times) and (
        (not group.always and _finds(kind.over, _beside(match)))
        or _finds(kind.long_over, _beside(match))
        or _finds(times.looking_back, _rest_of_clause(match) + after)
    )


def _is_told_as_past(match: re.Match[str], times: Times) -> bool:
    return _finds(times.told_as_past, match.string[max(0, match.start() - SHORTLY_BEFORE) : match.end() + len(" was ")])


def _beside(match: re.Match[str]) -> str:
    """What stands near the match and is joined to it by no "and": beyond one may be the time of something else."""
    clause, start, end = match.string, match.start(), match.end()
    before_it, after_it = clause[max(0, start - NEARBY) : start + 1], clause[end : end + NEARBY]
    return f" {before_it.rpartition(' and ')[2]}{match[0].lstrip()}{after_it.partition(' and ')[0]} "


def _rest_of_clause(match: re.Match[str]) -> str:
    """The clause from the match on, up to where the next one goes on; nothing where that is far away."""
    ends_soon = len(match.string) <= match.end() + NEARBY
    return match.string[match.start() :].rstrip() if ends_soon else ""


def _finds(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None
