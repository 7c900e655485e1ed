"""The 153 authorities: each has a name and a website, is found by the names people use, and holds no rule of law."""

from __future__ import annotations

import re
from datetime import date

import pytest
import yaml

from fingerpost import places
from fingerpost.settings import settings

FILES = sorted((settings().content_directory / "authorities").glob("*.yml"))
ALLOWED = {"code", "name", "official_name", "region", "website", "aliases", "places", "part_of", "contacts", "source"}
ALLOWED_WHEN_REPLACED = {"valid_to", "successors"}
REGIONS = {
    *("East Midlands", "East of England", "London", "North East", "North West", "South East", "South West"),
    *("West Midlands", "Yorkshire and The Humber"),
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_authority_file_is_thin(path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert ALLOWED <= set(data) <= ALLOWED | ALLOWED_WHEN_REPLACED
    assert path.name == f"{data['code']}-{path.stem.partition('-')[2]}.yml"
    assert re.fullmatch(r"\d{3}", data["code"])
    assert data["region"] in REGIONS
    assert data["name"]
    assert data["official_name"]
    assert re.fullmatch(r"https://www\.[a-z0-9-]+\.gov\.uk", data["website"])
    for contact in data["contacts"].values():
        assert set(contact) <= {"phone", "email", "url", "verified_on"}
        date.fromisoformat(contact["verified_on"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_authority_file_holds_no_rule(path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    assert not re.search(r"\b(?:must|weeks?|days?|deadline|section \d|regulation|appeal|entitled)\b", text)


def test_there_are_153_authorities_and_all_have_postcodes() -> None:
    assert len(places.all_authorities()) == len(FILES) == 153
    assert {district.authority_code for district in places.districts()} == set(places.all_authorities())


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("stockport", ["Stockport"]),
        ("Stockport Council", ["Stockport"]),
        ("Bucks", ["Buckinghamshire"]),
        ("herts county council", ["Hertfordshire"]),
        ("Tower Hamlets", ["Tower Hamlets"]),
        ("London Borough of Tower Hamlets", ["Tower Hamlets"]),
        ("BCP", ["Bournemouth, Christchurch and Poole"]),
        ("Bournemouth", ["Bournemouth, Christchurch and Poole"]),
        ("kings lynn", ["Norfolk"]),
        ("St. Helens", ["St Helens"]),
        ("Saint Helens", ["St Helens"]),
        ("Brighton & Hove", ["Brighton and Hove"]),
        ("the City of London Corporation", ["City of London"]),
        ("Woking", ["Surrey"]),
        ("Macclesfield", ["Cheshire East"]),
        ("Newcastle-under-Lyme", ["Staffordshire"]),
        ("Kingston", ["Kingston upon Thames", "Kingston upon Hull"]),
        ("Newcastle", ["Newcastle upon Tyne", "Staffordshire"]),
        ("Richmond", ["Richmond upon Thames", "North Yorkshire"]),
        ("Cumbria", ["Cumberland", "Westmorland and Furness"]),
        ("Atlantis", []),
    ],
)
def test_the_names_people_use_are_understood(said: str, names: list[str]) -> None:
    assert sorted(one.name for one in places.authorities_by_name(said)) == sorted(names)


def test_every_authority_and_district_is_found_by_its_own_name() -> None:
    for one in places.all_authorities().values():
        assert places.authorities_by_name(one.name) == (one,)
        assert places.authorities_by_name(one.official_name) == (one,)
    for district in places.districts():
        assert district.authority_code in [one.code for one in places.authorities_by_name(district.name)]


def test_every_town_lies_in_the_authority_that_names_it() -> None:
    for one in places.all_authorities().values():
        for town, outward in one.places.items():
            around = places.locate(outward)
            codes = {each.code for each in around.possible} | ({around.authority.code} if around.authority else set())
            assert one.code in codes, town


def test_a_name_that_settles_nothing_says_what_to_do() -> None:
    kingston = places.locate("Kingston")
    assert kingston.authority is None
    assert kingston.latitude is None
    assert "Your postcode tells me" in kingston.note
    assert len(places.locate("London").possible) == 33


def miles_between(start: places.Place, end: places.Place) -> float:
    points = (start.latitude, start.longitude, end.latitude, end.longitude)
    assert None not in points
    return places.straight_line_miles(*points)  # type: ignore[arg-type]


def test_a_town_is_where_it_is_and_not_in_the_middle_of_the_county() -> None:
    woking, guildford = places.locate("Woking"), places.locate("Guildford")
    assert 2 < miles_between(woking, guildford) < 10
    macclesfield = places.locate("Macclesfield")
    assert miles_between(macclesfield, places.locate("SK11 6AA")) < 3


def test_everyday_words_are_all_place_names() -> None:
    assert set(places.place_names()) >= places.EVERYDAY_WORDS


def test_surrey_names_its_successors_and_they_share_out_its_districts() -> None:
    surrey = places.authority("936")
    covered = sorted(name for each in surrey.successors for name in each.districts)
    assert covered == sorted(each.name for each in places.districts() if each.authority_code == "936")
    assert {each.valid_from for each in surrey.successors} == {"2027-04-01"}


def test_an_unknown_code_is_a_clear_error() -> None:
    with pytest.raises(ValueError, match="no local authority 999"):
        places.authority("999")
