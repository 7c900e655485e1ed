"""Open Referral UK 1.0, the first published version, still served by many authorities."""

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
DETAILS = ("contacts", "cost_options", "eligibilitys", "regular_schedules", "service_at_locations", "service_taxonomys")


def read(record: Mapping[str, Any], note: Note) -> ServiceRecord:
    """The service in a record of `/services` or `/services/{id}`. Raises BadRecord without an id or a name."""
    identity, name = parts.name_and_identity(record, note)
    organisation = clean.inner(record.get("organization"))
    description = clean.paragraphs(record.get("description"), note)
    youngest, oldest = _ages(record, note)
    cost = read_cost(record, note)
    return ServiceRecord(
        external_id=identity,
        name=name,
        description=description,
        url=clean.web_address(record.get("url") or organisation.get("url"), note),
        email=parts.first_email(record, organisation, note),
        phone=find_phone(record, description, note),
        organisation=clean.line(organisation.get("name"), note),
        minimum_age=youngest,
        maximum_age=oldest,
        free=cost.free,
        cost=cost.text,
        lowest_price_pence=cost.lowest_price_pence,
        days=read_days(_schedules(record), note),
        needs_referral=True if record.get("attending_access") == "referral" else None,
        status=parts.status(record.get("status"), note),
        assured_on=clean.past_date(record.get("assured_date"), note),
        terms=parts.labels(_terms(record), note),
        places=tuple(_places(record, note)),
        sample=record.get("sample") is True,
    )


def _ages(record: Mapping[str, Any], note: Note) -> tuple[int | None, int | None]:
    """The widest ages over all of the service's eligibilities, of which each has its own limits."""
    limits = [
        clean.ages(eligibility.get("minimum_age"), eligibility.get("maximum_age"), note)
        for eligibility in clean.items(record.get("eligibilitys"))
    ] or [(None, None)]
    youngest = [limit[0] for limit in limits if limit[0] is not None]
    oldest = [limit[1] for limit in limits if limit[1] is not None]
    return (
        min(youngest) if len(youngest) == len(limits) else None,
        max(oldest) if len(oldest) == len(limits) else None,
    )


def _schedules(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from clean.items(record.get("regular_schedules"))
    for held in clean.items(record.get("service_at_locations")):
        yield from clean.items(held.get("regular_schedules") or held.get("regular_schedule"))


def _terms(record: Mapping[str, Any]) -> Iterator[Any]:
    for link in (*clean.items(record.get("service_taxonomys")), *clean.items(record.get("link_taxonomies"))):
        yield clean.inner(link.get("taxonomy")).get("name")
    for eligibility in clean.items(record.get("eligibilitys")):
        for link in clean.items(eligibility.get("taxonomys")):
            yield clean.inner(link.get("taxonomy")).get("name")
    yield record.get("deliverable_type")


def _places(record: Mapping[str, Any], note: Note) -> Iterator[Place]:
    for held in clean.items(record.get("service_at_locations")):
        location = clean.inner(held.get("location"))
        if location:
            access = location.get("accessibility_for_disabilities")
            yield parts.place(location, location.get("physical_addresses"), access, note)
