"""What a service costs, from the many ways in which feeds say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from fingerpost.directory import clean
from fingerpost.directory.findings import Note

_FREE = re.compile(
    r"(this |the )?(service|activity|session|group|club|it)?s? ?(is|are)? ?(completely |entirely )?"
    r"(free|free of charge|free to (all|attend|use|access|join)|no (cost|charge|fee)s?|nil|none)"
    r"( for (all|everyone))?[.!]?",
    re.IGNORECASE,
)
_POUNDS = re.compile(r"£ ?(\d{1,4}(?:\.\d{1,2})?)")
# A price of 0 beside these words means that nobody filled the price in.
_PRICE_ELSEWHERE = re.compile(
    r"£|\b(ask|call|contact|donation|enquire|phone|see|tbc|varies|vary|various)\b", re.IGNORECASE
)
HIGHEST_PRICE_POUNDS = 100_000


@dataclass(frozen=True)
class Cost:
    """`free` is None when the feed does not say; `lowest_price_pence` is None when unknown."""

    text: str = ""
    free: bool | None = None
    lowest_price_pence: int | None = None


def read_cost(record: Mapping[str, Any], note: Note) -> Cost:
    """The cost of a service from `free`, `cost_options` and `fees` (or `fees_description`)."""
    options = [option for option in clean.items(record.get("cost_options")) if not _has_ended(option, note)]
    amounts = [_amount(option, note) for option in options]
    fees = clean.line(record.get("fees") or record.get("fees_description"), note)
    wordings = [_wording(option, amount, note) for option, amount in zip(options, amounts, strict=True)]
    text = clean.line("; ".join(part for part in (*wordings, fees) if part), note)
    known = [amount for amount in amounts if amount is not None]
    known += [Decimal(found) for found in _POUNDS.findall(text)] if not known else []
    said_free = clean.truth(record.get("free"))
    if said_free or (known and not any(known)) or (not known and _FREE.fullmatch(text)):
        return Cost(text, True, 0)
    lowest = min((amount for amount in known if amount), default=None)
    return Cost(text, False if lowest is not None else said_free, int(lowest * 100) if lowest is not None else None)


def _has_ended(option: Mapping[str, Any], note: Note) -> bool:
    ended = clean.moment(option.get("valid_to"), note)
    if ended is None or ended.date() >= date.today():
        return False
    note("old price left out", f"valid to {ended.date().isoformat()}")
    return True


def _amount(option: Mapping[str, Any], note: Note) -> Decimal | None:
    value = option.get("amount")
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        pounds = Decimal(str(value).replace("£", "").replace(",", "").strip())
    except InvalidOperation:
        note("price not understood", str(value))
        return None
    if not pounds.is_finite() or not 0 <= pounds <= HIGHEST_PRICE_POUNDS:
        note("price not understood", str(value))
        return None
    words = f"{option.get('option') or ''} {option.get('amount_description') or ''}"
    return None if pounds == 0 and _PRICE_ELSEWHERE.search(words) else pounds


def _wording(option: Mapping[str, Any], amount: Decimal | None, note: Note) -> str:
    for_whom = clean.line(option.get("option"), note)
    details = clean.line(option.get("amount_description") or option.get("cost_type"), note)
    price = "" if amount is None else "free" if amount == 0 else pounds_text(int(amount * 100))
    text = " ".join(part for part in (price, details) if part)
    return f"{text} ({for_whom})" if text and for_whom else text or for_whom


def pounds_text(pence: int) -> str:
    """A price as families read it: "£3" or "£3.50"."""
    return f"£{pence // 100}" if pence % 100 == 0 else f"£{pence / 100:.2f}"
