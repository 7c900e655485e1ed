"""The other nations and islands: Fingerpost knows England only, and names the right place for everyone else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fingerpost import content
from fingerpost.places.authorities import plain_name

COUNTRY_OF_CODE = {"W": "Wales", "S": "Scotland"}


@dataclass(frozen=True)
class Link:
    """A website to go to, and what for."""

    name: str
    url: str
    purpose: str


@dataclass(frozen=True)
class NationalRoute:
    """Where families in another nation go: plain sentences, and links, the first one first.

    `status` is V when the links were checked on `compiled_on` (ISO date), L when that is still to be done.
    """

    country: str
    text: str
    links: tuple[Link, ...]
    postcode_areas: tuple[str, ...]
    names: tuple[str, ...]
    status: str
    compiled_on: str


@lru_cache(maxsize=1)
def national_routes() -> dict[str, NationalRoute]:
    """The routes by country, from `content/other_nations.yml`."""
    data = content.read("other_nations.yml")
    return {
        each["country"]: NationalRoute(
            country=each["country"],
            text=each["text"],
            links=tuple(Link(**link) for link in each["links"]),
            postcode_areas=tuple(each["postcode_areas"]),
            names=tuple(map(plain_name, each["names"])),
            status=data["status"],
            compiled_on=data["compiled_on"],
        )
        for each in data["nations"]
    }


def route_for_area(outward: str) -> NationalRoute | None:
    """The route when the outward code ("BT1") belongs to an area that lies wholly outside Great Britain."""
    return next((route for route in national_routes().values() if outward[:2] in route.postcode_areas), None)


def route_for_name(text: str) -> NationalRoute | None:
    """The route when the text is the name of another nation, or of a place there that is not also in England."""
    name = plain_name(text)
    return next((route for route in national_routes().values() if name in route.names), None)
