"""Where a family lives: which local authority that is, and where on the map.

`locate` takes a postcode, an outward code or a place name. It never guesses: when more than one authority is possible
it says so, and what lies outside England comes back with the right national route.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fingerpost.places.authorities import (
    EVERYDAY_WORDS,
    Authority,
    all_authorities,
    authorities_by_name,
    authority,
    districts,
    place_names,
    plain_name,
)
from fingerpost.places.distance import straight_line_miles
from fingerpost.places.nations import COUNTRY_OF_CODE, NationalRoute, national_routes, route_for_area, route_for_name
from fingerpost.places.postcodes import Sector, outward_sectors, parse_postcode, postcodes_in, sector

__all__ = [
    "EVERYDAY_WORDS",
    "Authority",
    "NationalRoute",
    "NotAPostcode",
    "Place",
    "PossibleAuthority",
    "UnknownPostcode",
    "all_authorities",
    "authorities_by_name",
    "authority",
    "districts",
    "locate",
    "parse_postcode",
    "place_names",
    "plain_name",
    "postcodes_in",
    "straight_line_miles",
]


class NotAPostcode(ValueError):
    """The text is neither a postcode nor a place that is known. The message can be shown as it is."""


class UnknownPostcode(ValueError):
    """The text is written like a postcode, but no such postcode is known. The message can be shown as it is."""


@dataclass(frozen=True)
class PossibleAuthority:
    """An authority that the place may be in. `share` is its part of the postcodes there, from 0 to 1; None when only a
    name is known."""

    code: str
    name: str
    share: float | None


@dataclass(frozen=True)
class Place:
    """Where somebody is. `kind` is postcode, outward or authority_name; `name` is how the place is written properly.

    `authority` is set only when it is certain; else `possible` lists what it may be, the most likely first.
    Latitude and longitude are in degrees and mark the centre of the postcode sector, outward code or district; they
    are None outside England and where a name alone does not settle the place. `note` is a sentence for the family,
    `route` is set when the place is outside England, or (with `possible`) may be.
    """

    kind: str
    name: str
    country: str
    authority: Authority | None = None
    possible: tuple[PossibleAuthority, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    note: str = ""
    route: NationalRoute | None = None

    @property
    def is_outside_england(self) -> bool:
        """True when no part of it is in England; a border area that may be in England is not outside."""
        return self.route is not None and self.authority is None and not self.possible


def locate(text: str) -> Place:
    """The place that a postcode ("sk8 1ab"), an outward code ("SK8") or a name ("Stockport", "Bucks") stands for.

    Raises NotAPostcode or UnknownPostcode, both with a message for the family that does not repeat the text.
    """
    found = route_for_name(text)
    if found:
        return Place("authority_name", text.strip(), found.country, note=found.text, route=found)
    postcode = parse_postcode(text)
    if postcode is None:
        return _named_place(text)
    outward, _, inward = postcode.partition(" ")
    found = route_for_area(outward)
    if found:
        return _abroad("postcode" if inward else "outward", postcode, found)
    if not outward_sectors(outward):
        raise UnknownPostcode("I can't find that postcode. Please check it: a postcode looks like SK8 1AB.")
    return _postcode(outward, inward) if inward else _outward(outward)


def _abroad(kind: str, name: str, route: NationalRoute) -> Place:
    return Place(kind, name, route.country, note=route.text, route=route)


def _postcode(outward: str, inward: str) -> Place:
    here = sector(f"{outward} {inward[0]}")
    name = f"{outward} {inward}"
    if here is None:
        note = f"I can't find {name}, but I know {outward}. Please check the postcode."
        return _around(name, outward_sectors(outward), note)
    if not here.known:
        return _abroad("postcode", name, national_routes()[COUNTRY_OF_CODE[here.code]])
    if not here.has(inward[1:]):
        note = f"I can't find {name} itself: it may be new, or have a slip in it. This is what I know of {name[:-2]}."
        return _around(name, [here], note)
    code = here.code_of(inward[1:])
    if code in COUNTRY_OF_CODE:
        return _abroad("postcode", name, national_routes()[COUNTRY_OF_CODE[code]])
    return Place("postcode", name, "England", authority(code), (), here.latitude, here.longitude)


def _outward(outward: str) -> Place:
    return _around(outward, outward_sectors(outward), "")


def _around(name: str, sectors: Sequence[Sector], note: str) -> Place:
    """The place when only its surroundings are known: certain when all of them are in one authority."""
    kind = "postcode" if " " in name else "outward"
    counts: Counter[str] = Counter()
    for each in sectors:
        counts += each.counts() if each.known else Counter({each.code: 1})
    english = [code for code, _ in counts.most_common() if code not in COUNTRY_OF_CODE]
    routes = [national_routes()[COUNTRY_OF_CODE[code]] for code in counts if code in COUNTRY_OF_CODE]
    if not english:
        return _abroad(kind, name, routes[0])
    centre = _centre(sectors)
    if len(counts) == 1:
        return Place(kind, name, "England", authority(english[0]), (), *centre, note=note)
    possible = tuple(
        PossibleAuthority(code, authority(code).name, round(counts[code] / counts.total(), 4)) for code in english
    )
    note = f"{note} {_choose_from('There', [one.name for one in possible] + [route.country for route in routes])}"
    return Place(kind, name, "England", None, possible, *centre, note=note.strip(), route=routes[0] if routes else None)


def _centre(sectors: Sequence[Sector]) -> tuple[float, float]:
    """The mean of the centres of the sectors in England, each counted by its English postcodes."""
    weights, north, east = 0, 0.0, 0.0
    for each in sectors:
        if each.latitude is not None and each.longitude is not None:
            weight = sum(count for code, count in each.counts().items() if code not in COUNTRY_OF_CODE)
            weights, north, east = weights + weight, north + weight * each.latitude, east + weight * each.longitude
    return round(north / weights, 5), round(east / weights, 5)


def _choose_from(start: str, names: list[str]) -> str:
    if len(names) > 4:
        return f"{start} there are {len(names)} councils. Your postcode tells me which one is yours."
    return f"{start} it may be {', '.join(names[:-1])} or {names[-1]}. Your postcode tells me which one."


def _named_place(text: str) -> Place:
    found = authorities_by_name(text)
    if not found:
        raise NotAPostcode("That is not a postcode or a place I know. A postcode looks like SK8 1AB.")
    if len(found) > 1:
        possible = tuple(PossibleAuthority(one.code, one.name, None) for one in found)
        note = _choose_from("With that name", [one.name for one in found])
        return Place("authority_name", " ".join(text.split()), "England", None, possible, note=note)
    one, typed = found[0], plain_name(text)
    for town, outward in one.places.items():
        if plain_name(town) == typed:
            around = _outward(outward)
            return Place("authority_name", town, "England", one, (), around.latitude, around.longitude)
    return _district_or_authority(one, typed)


def _district_or_authority(one: Authority, typed: str) -> Place:
    inside = [district for district in districts() if district.authority_code == one.code]
    named = [district for district in inside if plain_name(district.name) == typed]
    centres = named or inside
    latitude = round(sum(district.latitude for district in centres) / len(centres), 4)
    longitude = round(sum(district.longitude for district in centres) / len(centres), 4)
    return Place("authority_name", named[0].name if named else one.name, "England", one, (), latitude, longitude)
