"""The parts of a service record that both versions of Open Referral UK, or all formats, write alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fingerpost.directory import clean
from fingerpost.directory.findings import BadRecord, Note
from fingerpost.directory.record import Place, ServiceStatus

_OPEN = {"", "active", "open", "published"}


def name_and_identity(record: Mapping[str, Any], note: Note) -> tuple[str, str]:
    """The id and the name, without which a record is of no use. Raises BadRecord when either is missing."""
    identity = clean.identity(record.get("id"))
    if not identity:
        raise BadRecord("no usable id")
    name = clean.line(record.get("name"), note)
    if not name:
        raise BadRecord("no name")
    return identity, name


def status(value: Any, note: Note) -> ServiceStatus:
    """The status as the feed gives it. No status means active; one that is not known counts as inactive."""
    text = str(value or "").strip().lower().replace("_", " ")
    if text in _OPEN:
        return ServiceStatus.ACTIVE
    try:
        return ServiceStatus(text)
    except ValueError:
        note("status not known", f"{text[:40]} is taken as inactive")
        return ServiceStatus.INACTIVE


def first_email(record: Mapping[str, Any], organisation: Mapping[str, Any], note: Note) -> str:
    """The first email address that can be used: the service's own, its contacts', its organisation's."""
    for holder in (record, *clean.items(record.get("contacts")), organisation):
        found = clean.email_address(holder.get("email"), note)
        if found:
            return found
    return ""


def with_notice(description: str, notice: str) -> str:
    """The description with the provider's current notice above it."""
    return "\n\n".join(part for part in (f"Notice from the provider: {notice}" if notice else "", description) if part)


def labels(values: Iterable[Any], note: Note) -> tuple[str, ...]:
    """Labels as plain text, each once, in the order of the feed."""
    texts = (clean.line(value, note) for value in values)
    return tuple(dict.fromkeys(text for text in texts if text))


def place(location: Mapping[str, Any], addresses: Any, accessibility: Any, note: Note) -> Place:
    """A place of an Open Referral UK feed, with the first of its addresses."""
    address = next(iter(clean.items(addresses)), {})
    latitude, longitude = clean.coordinates(location.get("latitude"), location.get("longitude"), note)
    return Place(
        name=clean.line(location.get("name"), note),
        address=written_address(address, note),
        postcode=clean.postcode(address.get("postal_code")),
        latitude=latitude,
        longitude=longitude,
        accessibility=", ".join(
            labels((a.get("accessibility") or a.get("description") for a in clean.items(accessibility)), note)
        ),
    )


def written_address(address: Mapping[str, Any], note: Note) -> str:
    """Street and town on one line."""
    parts = labels((address.get(name) for name in ("address_1", "address_2", "city")), note)
    return clean.line(", ".join(parts), note)
