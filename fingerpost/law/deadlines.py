"""The statutory clock: what is due when, by which rule. The rules are `content/deadlines.yml`, reviewed as data.

Weeks, months and days are calendar time; a month that is too short ends on its last day. Working days leave out
Saturday, Sunday and the bank holidays of England (library `holidays`). School days are never guessed from the calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import holidays
from dateutil.relativedelta import relativedelta

from fingerpost import content
from fingerpost.reply import Deadline
from fingerpost.sources import source

OLDEST_START = date(2014, 9, 1)  # Part 3 of the Children and Families Act 2014 came into force
NEWEST_START = date(2099, 12, 31)
CERTIFICATE = "certificate_date"
UNITS = {"days", "weeks", "months", "working_days", "school_days"}
WHO_ACTS = {
    "authority": "the council",
    "family": "you",
    "school": "the school",
    "advisers": "the people the council asks",
    "governors": "the school governors",
    "mediation_adviser": "the mediation adviser",
    "old_authority": "your old council",
    "new_authority": "your new council",
    "authority_or_school": "the council or the school",
}


class DeadlineError(ValueError):
    """The date cannot be worked out; the sentence says why and what is needed."""


@dataclass(frozen=True)
class Rule:
    """One time limit. `starts` and `limit` are the words a family reads; `terms` are (event, amounts) pairs of which
    the later counts; `fixed` is a date of the calendar instead."""

    id: str
    what: str
    starts: str
    owner: str
    limit: str
    source: str
    tag: str
    pinpoint: str = ""
    note: str = ""
    exceptions: tuple[str, ...] = ()
    terms: tuple[tuple[str, Mapping[str, int]], ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def first_event(self) -> str:
        """The event whose date starts the clock ("" for a fixed date)."""
        return self.terms[0][0] if self.terms else ""

    @property
    def counts_school_days(self) -> bool:
        """Whether only the school's own term dates give the date."""
        return any("school_days" in amounts for _, amounts in self.terms)


@dataclass(frozen=True)
class DueDate:
    """`before` is true where the thing is due before that date and not on it."""

    rule: Rule
    date: date
    before: bool = False


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Every rule by id. Raises ContentError for a rule with a missing or unknown part."""
    loaded: dict[str, Rule] = {}
    written = content.read("deadlines.yml")
    for raw in written["rules"]:
        rule = _rule(raw, known_exceptions=set(written["exceptions"]))
        if rule.id in loaded:
            raise content.ContentError(f"content/deadlines.yml has the rule {rule.id} twice")
        source(rule.source)
        loaded[rule.id] = rule
    return loaded


def _rule(raw: dict[str, Any], known_exceptions: set[str]) -> Rule:
    parts = dict(raw)
    event, amounts, combined = parts.pop("from", ""), parts.pop("add", None), parts.pop("rule", None)
    try:
        if combined:
            terms = tuple((term["from"], term["add"]) for term in combined["later_of"])
        else:
            terms = ((event, amounts),) if amounts else ()
        made = Rule(**{**parts, "terms": terms, "exceptions": tuple(parts.get("exceptions") or ())})
    except (KeyError, TypeError) as fault:
        raise content.ContentError(f"content/deadlines.yml, rule {raw.get('id')}: {fault}") from None
    unknown = {unit for _, counted in terms for unit in counted} - UNITS | set(made.exceptions) - known_exceptions
    if made.owner not in WHO_ACTS:
        unknown.add(made.owner)
    if unknown:
        raise content.ContentError(f"content/deadlines.yml, rule {made.id}: {', '.join(sorted(unknown))} is not known")
    if not terms and not made.fixed:
        raise content.ContentError(f"content/deadlines.yml, rule {made.id} has neither a start nor a fixed date")
    return made


def rule(rule_id: str) -> Rule:
    """One rule. Raises DeadlineError that lists the rules when there is none of that name."""
    try:
        return rules()[rule_id]
    except KeyError:
        raise DeadlineError(f"there is no rule {rule_id}; the rules are {', '.join(sorted(rules()))}") from None


def due(rule_id: str, events: Mapping[str, date]) -> DueDate:
    """When the thing is due, from the dates of events (by name, as in the rule).

    Where the later of several dates counts and one is not known, a family gets the earlier date, which is safe for
    them; nobody else is called late before every date is known. Raises DeadlineError when a date is missing or
    impossible, or the rule counts school days.
    """
    wanted = rule(rule_id)
    if wanted.fixed:
        return _fixed(wanted, events)
    known = {event: events[event] for event, _ in wanted.terms if event in events}
    if not known or (wanted.owner != "family" and len(known) < len(wanted.terms)):
        raise DeadlineError(f"to work this out I need one more date: {wanted.starts}")
    for start in known.values():
        _check(start)
    if CERTIFICATE in known and known[CERTIFICATE] < max(known.values()):
        raise DeadlineError("the mediation certificate is dated before the decision letter; please check both dates")
    return DueDate(
        wanted, max(_add(events[event], amounts, wanted) for event, amounts in wanted.terms if event in known)
    )


def due_from(rule_id: str, start: date, certificate: date | None = None) -> DueDate:
    """When the thing is due if the clock starts on `start`, whichever event of the rule that is.

    Raises DeadlineError as `due` does, and for a certificate that the rule does not count from.
    """
    wanted = rule(rule_id)
    named = [event for event, _ in wanted.terms]
    if certificate and CERTIFICATE not in named:
        raise DeadlineError(f"a mediation certificate does not change {rule_id}; leave its date out")
    events = dict.fromkeys([event for event in named if event != CERTIFICATE] or ["transfer_year"], start)
    return due(rule_id, {**events, CERTIFICATE: certificate} if certificate else events)


def _fixed(wanted: Rule, events: Mapping[str, date]) -> DueDate:
    if "on" in wanted.fixed:
        return DueDate(wanted, date.fromisoformat(str(wanted.fixed["on"])))
    year = events.get("transfer_year")
    if year is None:
        raise DeadlineError(f"to work this out I need one more date: {wanted.starts}")
    day = date(_check(year).year, wanted.fixed["month"], wanted.fixed["day"])
    return DueDate(wanted, day, before=bool(wanted.fixed.get("before")))


def _check(start: date) -> date:
    if start < OLDEST_START:
        raise DeadlineError(f"{start.isoformat()} is before September 2014, when this law began; please check the year")
    if start > NEWEST_START:
        raise DeadlineError(f"{start.isoformat()} is too far in the future; please check the year")
    return start


def _add(start: date, amounts: Mapping[str, int], wanted: Rule) -> date:
    if "school_days" in amounts:
        raise DeadlineError(
            f"this limit is counted in school days ({wanted.limit}), so it needs the school's own term dates; "
            "ask the school for the exact date"
        )
    if "working_days" in amounts:
        return _add_working_days(start, amounts["working_days"])
    return start + relativedelta(**dict(amounts))  # type: ignore[arg-type]


def _add_working_days(start: date, count: int) -> date:
    day, left = start, abs(count)
    step = timedelta(days=1 if count >= 0 else -1)
    bank_holidays = holidays.country_holidays("GB", subdiv="ENG")
    while left:
        day += step
        if day.weekday() < 5 and day not in bank_holidays:
            left -= 1
    return day


def shown(rule_id: str, today: date, events: Mapping[str, date] | None = None) -> Deadline:
    """The rule as a Reply shows it: with the date and the days left when the events are known, else in words only."""
    wanted = rule(rule_id)
    reference = source(wanted.source)
    try:
        day = due(rule_id, events or {})
    except DeadlineError:
        day = None
    last_day = day.date - timedelta(days=1) if day and day.before else day.date if day else None
    return Deadline(
        what=wanted.what,
        limit=wanted.limit,
        who_acts=WHO_ACTS[wanted.owner],
        reference=f"{reference.label} ({wanted.pinpoint})" if wanted.pinpoint else reference.label,
        rule=rule_id,
        url=reference.url,
        date=day.date.isoformat() if day else None,
        days_left=(last_day - today).days if last_day else None,
    )
