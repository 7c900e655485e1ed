"""Open Referral UK 3.0, the profile of the Human Services Data Specification: docs.openreferraluk.org."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fingerpost.directory import clean, parts
from fingerpost.directory.costs import read_cost
from fingerpost.directory.days import read_days
from fingerpost.directory.findings import Note
from fingerpost.directory.phones import find_phone
from fingerpost.directory.record import Place, ServiceRecord

# A list of services leaves these parts out; `/services/{id}` has them.
DETAILS = ("attributes", "contacts", "cost_options", "schedules", "service_at_locations")


def read(record: Mapping[str, Any], note: Note) -> ServiceRecord:
    """The service in a record of `/services` or `/services/{id}`. Raises BadRecord without an id or a name."""
    identity, name = parts.name_and_identity(record, note)
    organisation = clean.inner(record.get("organization"))
    description = clean.paragraphs(record.get("description"), note)
    youngest, oldest = clean.ages(record.get("minimum_age"), record.get("maximum_age"), note)
    cost = read_cost(record, note)
    return ServiceRecord(
        external_id=identity,
        name=name,
        description=parts.with_notice(description, clean.line(record.get("alert"), note)),
        url=clean.web_address(record.get("url") or organisation.get("website"), note),
        email=parts.first_email(record, organisation, note),
        phone=find_phone(record, description, note),
        organisation=clean.line(organisation.get("name"), note),
        minimum_age=youngest,
        maximum_age=oldest,
        free=cost.free,
        cost=cost.text,
        lowest_price_pence=cost.lowest_price_pence,
        days=read_days(_schedules(record), note),
        status=parts.status(record.get("status"), note),
        assured_on=clean.past_date(record.get("assured_date"), note),
        modified_at=clean.moment(record.get("last_modified"), note),
        terms=parts.labels(_terms(record), note),
        places=tuple(_places(record, note)),
        sample=record.get("sample") is True,
    )


def _schedules(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from clean.items(record.get("schedules"))
    for held in clean.items(record.get("service_at_locations")):
        yield from clean.items(held.get("schedules"))


def _terms(record: Mapping[str, Any]) -> Iterator[Any]:
    for attribute in clean.items(record.get("attributes")):
        term = clean.inner(attribute.get("taxonomy_term"))
        yield term.get("name") or term.get("term") or attribute.get("value") or attribute.get("label")


def _places(record: Mapping[str, Any], note: Note) -> Iterator[Place]:
    for held in clean.items(record.get("service_at_locations")):
        location = clean.inner(held.get("location"))
        if location and location.get("location_type") != "virtual":
            yield parts.place(location, location.get("addresses"), location.get("accessibility"), note)
