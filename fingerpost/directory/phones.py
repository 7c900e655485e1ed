"""Find a service's phone number wherever its feed has put it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fingerpost.directory.clean import inner, items
from fingerpost.directory.findings import Note

_WRITTEN_NUMBER = re.compile(r"(?<![\d/.=-])(?:\+44|0044|\(?0)[\d() -]{8,16}\d(?!\d)")
_NOT_PART_OF_A_NUMBER = re.compile(r"\(0\)|[\s().–—-]")
# How the digits are grouped, by the start of the number.
_GROUPS = (
    (r"(02\d)(\d{4})(\d{4})", r"\1 \2 \3"),
    (r"(011\d|01\d1)(\d{3})(\d{4})", r"\1 \2 \3"),
    (r"(01\d{3})(\d{5,6})", r"\1 \2"),
    (r"(07\d{3})(\d{6})", r"\1 \2"),
    (r"(03\d{2}|08\d{2}|055\d|056\d)(\d{3})(\d{4})", r"\1 \2 \3"),
    (r"(0500|0800)(\d{6})", r"\1 \2"),
    (r"(0800|0845)(\d{4})", r"\1 \2"),
)


def uk_phone(value: Any) -> str:
    """The UK number in `value`, grouped for reading, or "". Premium-rate numbers (09) count as none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"0{value}" if not str(value).startswith("44") else f"+{value}"
    if not isinstance(value, str):
        return ""
    # An extension, or a second number, comes after a word or a slash.
    digits = _NOT_PART_OF_A_NUMBER.sub("", re.split(r"[a-zA-Z/,;]", value.strip().lower().removeprefix("tel:"))[0])
    digits = re.sub(r"^(\+44|0044|44(?=\d{10}$))0?", "0", digits)
    if digits in {"111", "999", "101", "105", "119"} or re.fullmatch(r"116\d{3}", digits):
        return digits
    for pattern, grouped in _GROUPS:
        if re.fullmatch(pattern, digits):
            return re.sub(pattern, grouped, digits)
    return ""


def find_phone(record: Mapping[str, Any], description: str, note: Note) -> str:
    """The first usable UK number: the service's own, its contacts', its places', its organisation's, then its text."""
    unusable = ""
    for value in _given_numbers(record):
        found = uk_phone(value)
        if found:
            return found
        unusable = unusable or str(value)
    if unusable:
        note("phone number not understood", "a phone number could not be read")
    for written in _WRITTEN_NUMBER.finditer(description):
        found = uk_phone(written[0])
        if found:
            return found
    return ""


def _given_numbers(record: Mapping[str, Any]) -> Iterator[Any]:
    yield from _numbers_of(record)
    yield from _numbers_in(items(record.get("contacts")))
    yield from _numbers_in(items(record.get("locations")))
    for held in items(record.get("service_at_locations")):
        location = inner(held.get("location"))
        yield from _numbers_in([held, *items(held.get("contacts")), location, *items(location.get("contacts"))])
    organisation = inner(record.get("organization")) or inner(record.get("organisation"))
    yield from _numbers_in([organisation, *items(organisation.get("contacts"))])


def _numbers_in(holders: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    for holder in holders:
        yield from _numbers_of(holder)


def _numbers_of(holder: Mapping[str, Any]) -> Iterator[Any]:
    listed = holder.get("phones")
    for phone in listed if isinstance(listed, list) else []:
        yield phone.get("number") if isinstance(phone, Mapping) else phone
    for name in ("phone", "phone_number", "telephone", "mobile"):
        if holder.get(name):
            yield holder[name]
