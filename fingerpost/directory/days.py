"""The days of the week on which a service runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fingerpost.directory import clean
from fingerpost.directory.findings import Note
from fingerpost.directory.record import DAYS

_BY_NAME = {
    **{name.lower(): code for code, name in DAYS.items()},
    **{name[:3].lower(): code for code, name in DAYS.items()},
    "tues": "TU",
    "weds": "WE",
    "thur": "TH",
    "thurs": "TH",
}
_WORKING_DAYS = tuple(DAYS)[:5]


def read_days(schedules: Iterable[Mapping[str, Any]], note: Note) -> tuple[str, ...]:
    """The codes of `DAYS`, in the order of the week, from schedules that have not ended."""
    found: set[str] = set()
    for schedule in schedules:
        ended = clean.moment(schedule.get("valid_to"), note)
        if ended is not None and ended.date() < date.today():
            note("old schedule left out", f"valid to {ended.date().isoformat()}")
            continue
        for value in (schedule.get("byday"), schedule.get("weekday")):
            found |= _days_in(value, note)
        if str(schedule.get("freq") or "").upper() == "DAILY":
            found |= set(DAYS)
    return tuple(code for code in DAYS if code in found)


def _days_in(value: Any, note: Note) -> set[str]:
    """Reads "MO,WE", "1MO" (the first Monday), "Monday", "Mondays and Fridays", "weekdays"."""
    values = value if isinstance(value, list) else [value]
    found: set[str] = set()
    for text in values:
        for word in re.findall(r"[a-z]+", text.lower()) if isinstance(text, str) else []:
            name = word.removesuffix("s")
            code = word.upper() if word.upper() in DAYS else _BY_NAME.get(word) or _BY_NAME.get(name)
            if code:
                found.add(code)
            elif name in {"weekday", "workday"}:
                found |= set(_WORKING_DAYS)
            elif name == "weekend":
                found |= {"SA", "SU"}
            elif word != "and":
                note("day not understood", word)
    return found
