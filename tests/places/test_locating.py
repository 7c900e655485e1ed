"""A family says where they live, and learns which authority looks after them, or who does when it is not in England."""

from __future__ import annotations

from datetime import date

import pytest

from fingerpost import places
from fingerpost.places.nations import national_routes


def test_a_full_postcode_is_certain() -> None:
    place = places.locate("sk8 1ab")
    assert place.authority is not None
    assert (place.kind, place.name, place.country) == ("postcode", "SK8 1AB", "England")
    assert (place.authority.code, place.authority.name, place.possible) == ("356", "Stockport", ())
    assert place.latitude == pytest.approx(53.39, abs=0.01)
    assert place.longitude == pytest.approx(-2.22, abs=0.01)


def test_an_outward_code_alone_is_only_around() -> None:
    place = places.locate("SK8")
    assert (place.kind, place.authority) == ("outward", None)
    assert [one.name for one in place.possible] == ["Stockport", "Cheshire East"]
    assert place.possible[0].share is not None
    assert place.possible[0].share > 0.9
    assert "Stockport or Cheshire East" in place.note


def test_an_outward_code_in_one_authority_is_certain() -> None:
    place = places.locate("M1")
    assert place.authority is not None
    assert place.authority.name == "Manchester"


@pytest.mark.parametrize(
    ("postcode", "name"),
    [
        ("CA1 1AA", "Cumberland"),
        ("LA9 4DL", "Westmorland and Furness"),
        ("NN15 7QX", "North Northamptonshire"),
        ("NN1 1AA", "West Northamptonshire"),
        ("BH15 1AA", "Bournemouth, Christchurch and Poole"),
        ("DT1 1XJ", "Dorset"),
        ("HP20 1UY", "Buckinghamshire"),
        ("TA1 1AA", "Somerset"),
        ("GU21 6AA", "Surrey"),
    ],
)
def test_councils_that_were_reorganised_are_the_new_ones(postcode: str, name: str) -> None:
    place = places.locate(postcode)
    assert (place.authority or place.possible[0]).name == name


def test_a_welsh_postcode_beside_an_english_one_is_in_wales() -> None:
    """SY10 0 lies on both sides of the border."""
    welsh = places.locate("SY10 0AA")
    english = places.locate("SY10 9AA")
    assert (welsh.country, welsh.authority) == ("Wales", None)
    assert welsh.route is not None
    assert welsh.route.links[0].url == "https://www.snapcymru.org"
    assert "England" in welsh.note
    assert english.country == "England"


def test_an_outward_code_across_the_border_says_so() -> None:
    place = places.locate("SY10")
    assert place.route is not None
    assert place.route.country == "Wales"
    assert "Shropshire or Wales" in place.note


@pytest.mark.parametrize(
    ("typed", "country", "address"),
    [
        ("CF10 1AA", "Wales", "snapcymru.org"),
        ("CF10", "Wales", "snapcymru.org"),
        ("EH1 1AA", "Scotland", "enquire.org.uk"),
        ("BT1 5GS", "Northern Ireland", "eani.org.uk"),
        ("JE2 3AB", "Channel Islands", "gov.je"),
        ("GY1 1AA", "Channel Islands", "gov.gg"),
        ("IM1 1AA", "Isle of Man", "gov.im"),
        ("1M1 1AA", "Isle of Man", "gov.im"),
        ("Wales", "Wales", "snapcymru.org"),
        ("Glasgow", "Scotland", "enquire.org.uk"),
        ("Jersey", "Channel Islands", "gov.je"),
    ],
)
def test_outside_england_names_the_right_national_route(typed: str, country: str, address: str) -> None:
    place = places.locate(typed)
    assert place.route is not None
    assert (place.country, place.authority, place.latitude) == (country, None, None)
    assert any(address in link.url for link in place.route.links)
    assert "I only know the rules for England." in place.note


def test_other_nations_have_links_only_and_share_no_name_with_england() -> None:
    for route in national_routes().values():
        assert not any(character.isdigit() for character in route.text)
        assert all(link.url.startswith("https://") for link in route.links)
        assert not set(route.names) & set(places.place_names())
        assert date.fromisoformat(route.compiled_on)


@pytest.mark.parametrize("text", ["hello", "", "12345", "I don't know", "SK8 1A8"])
def test_something_else_says_so_with_an_example_and_does_not_repeat_it(text: str) -> None:
    with pytest.raises(places.NotAPostcode, match="SK8 1AB") as caught:
        places.locate(text)
    assert not text or text not in str(caught.value)


def test_a_postcode_that_cannot_be_is_unknown() -> None:
    with pytest.raises(places.UnknownPostcode, match="can't find that postcode"):
        places.locate("ZZ99 9ZZ")


def test_a_postcode_that_may_be_new_is_not_guessed() -> None:
    new_in_stockport = places.locate("SK8 1ZZ")
    assert new_in_stockport.authority is not None
    assert new_in_stockport.authority.name == "Stockport"
    assert "can't find SK8 1ZZ" in new_in_stockport.note
    new_across_a_boundary = places.locate("AL3 8ZZ")
    assert new_across_a_boundary.authority is None
    assert {one.name for one in new_across_a_boundary.possible} == {"Hertfordshire", "Central Bedfordshire"}


def test_distances_are_straight_lines_in_miles() -> None:
    cheadle, manchester = (53.3930, -2.2130), (53.4800, -2.2300)
    distance = places.straight_line_miles(*cheadle, *manchester)
    assert distance == pytest.approx(6.05, abs=0.1)
    assert places.straight_line_miles(*manchester, *cheadle) == pytest.approx(distance)
    assert places.straight_line_miles(*cheadle, *cheadle) == 0
    assert places.straight_line_miles(51.5074, -0.1278, 53.4808, -2.2426) == pytest.approx(163, abs=1)
