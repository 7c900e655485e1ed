"""Outpost, the open directory of several authorities: github.com/wearefuturegov/outpost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fingerpost.directory import clean, parts
from fingerpost.directory.costs import read_cost
from fingerpost.directory.days import read_days
from fingerpost.directory.findings import Note
from fingerpost.directory.phones import find_phone
from fingerpost.directory.record import Place, ServiceRecord

# Its lists are complete: there is nothing more to fetch for a single service.
DETAILS: tuple[str, ...] = ()

# Two decimals of a degree are about a kilometre: enough to find what is near, too little to find a childminder's home.
MASKED_DECIMALS = 2


def read(record: Mapping[str, Any], note: Note) -> ServiceRecord:
    """The service in a record of `/api/v1/services`. Raises BadRecord without an id or a name."""
    identity, name = parts.name_and_identity(record, note)
    organisation = clean.inner(record.get("organisation"))
    local_offer = clean.inner(record.get("local_offer"))
    description = clean.paragraphs(record.get("description") or local_offer.get("description"), note)
    youngest, oldest = clean.ages(record.get("min_age"), record.get("max_age"), note)
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
        days=read_days(clean.items(record.get("regular_schedules")), note),
        needs_referral=clean.truth(record.get("needs_referral")),
        status=parts.status(record.get("status"), note),
        assured_on=clean.past_date(record.get("assured_date"), note),
        modified_at=clean.moment(record.get("updated_at"), note),
        terms=parts.labels(_terms(record), note),
        places=tuple(_place(location, note) for location in clean.items(record.get("locations"))),
        sample=record.get("sample") is True,
    )


def _terms(record: Mapping[str, Any]) -> Iterator[Any]:
    for part in ("taxonomies", "send_needs", "suitabilities"):
        for term in clean.items(record.get(part)):
            yield term.get("name") or term.get("label")


def _place(location: Mapping[str, Any], note: Note) -> Place:
    pair = clean.inner(location.get("geometry")).get("coordinates")
    pair = pair if isinstance(pair, list) and len(pair) == 2 else [None, None]
    latitude, longitude = clean.coordinates(pair[1], pair[0], note)
    postcode = clean.postcode(location.get("postal_code"))
    access = (item.get("name") or item.get("label") for item in clean.items(location.get("accessibilities")))
    accessibility = ", ".join(parts.labels(access, note))
    if location.get("mask_exact_address") is True:
        return Place(
            address=clean.line(location.get("city"), note),
            postcode=postcode.split(" ")[0],
            latitude=None if latitude is None else round(latitude, MASKED_DECIMALS),
            longitude=None if longitude is None else round(longitude, MASKED_DECIMALS),
            accessibility=accessibility,
        )
    return Place(
        name=clean.line(location.get("name"), note),
        address=parts.written_address(location, note),
        postcode=postcode,
        latitude=latitude,
        longitude=longitude,
        accessibility=accessibility,
    )
