"""A family types a postcode in their own way and gets the authority it lies in, exactly."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from fingerpost import places
from fingerpost.places.postcodes import outward_sectors, sector

SAMPLE = Path(__file__).parent / "postcodes_sample.tsv"
REFERENCE = Path(os.environ.get("FINGERPOST_REFERENCE_DATA", "no-such-folder")) / "places"
COUNTRY_CODES = {"Wales": "W", "Scotland": "S"}


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [
        ("SK8 1AB", "SK8 1AB"),
        ("sk81ab", "SK8 1AB"),
        (" Sk8   1aB ", "SK8 1AB"),
        ("S K 8 1 A B", "SK8 1AB"),
        ("SK8-1AB.", "SK8 1AB"),
        ("SK8 IAB", "SK8 1AB"),
        ("S014 0AA", "SO14 0AA"),
        ("SO14 OAA", "SO14 0AA"),
        ("0L1 2AB", "OL1 2AB"),
        ("1P1 1AA", "IP1 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("W1A 1AA", "W1A 1AA"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("sk8", "SK8"),
        ("SK8 1", "SK8"),
        ("M1 1", "M1"),
        ("m11", "M11"),
    ],
)
def test_what_people_type_becomes_a_proper_postcode(typed: str, postcode: str) -> None:
    assert places.parse_postcode(typed) == postcode


@pytest.mark.parametrize(
    "typed", ["", " ", "hello", "12345", "SK", "SK8 1A8", "SK8 1ABC", "ＳＫ８ １ＡＢ", "😀", "0" * 5000]
)
def test_other_text_is_no_postcode(typed: str) -> None:
    assert places.parse_postcode(typed) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We live at sk81ab and he is 7", ["SK8 1AB"]),
        ("clubs near M20 please", ["M20"]),
        ("my postcode is b31", ["B31"]),
        ("moving from CV32 5RD to SK8", ["CV32 5RD", "SK8"]),
        ("thanks m8, i asked b4", []),
        ("they refused under S36 and sections H1 and F", []),
        ("ring me on the 1st or 2nd, year 7, KS2", []),
        ("his bloods were taken and the hoist is broken", []),
    ],
)
def test_a_postcode_is_found_in_a_sentence(text: str, found: list[str]) -> None:
    mentions = places.postcodes_in(text)
    assert [mention.value for mention in mentions] == found
    assert all(text[mention.start : mention.end].strip() for mention in mentions)


def sample() -> list[tuple[str, str]]:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    return [(postcode, code) for postcode, code in (line.split("\t") for line in lines if not line.startswith("#"))]


def test_every_sampled_postcode_gives_its_authority_or_its_country() -> None:
    """Ordinary postcodes, those that belong elsewhere than their neighbours, and both sides of the borders."""
    answers = {}
    for postcode, _ in sample():
        place = places.locate(postcode)
        answers[postcode] = place.authority.code if place.authority else COUNTRY_CODES[place.country]
    assert answers == dict(sample())
    assert len(answers) > 500


def test_the_table_holds_every_english_postcode() -> None:
    lines = places.postcodes.TABLE.read_text(encoding="ascii").splitlines()
    outward_codes = {line.split("\t")[0].split(" ")[0] for line in lines if not line.startswith("#")}
    totals: Counter[str] = Counter()
    for outward in outward_codes:
        for each in outward_sectors(outward):
            totals += each.counts()
    english = {code: count for code, count in totals.items() if code.isdigit()}
    assert sum(english.values()) == 2_264_892
    assert set(english) == set(places.all_authorities())


def test_the_table_has_no_northern_irish_rows() -> None:
    assert "\nBT" not in places.postcodes.TABLE.read_text(encoding="ascii")


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="FINGERPOST_REFERENCE_DATA names no folder with reference tables")
def test_the_table_agrees_with_one_made_independently() -> None:
    with (REFERENCE / "england_postcode_exceptions_to_sector_la.csv").open(newline="") as file:
        for row in list(csv.DictReader(file))[::7]:
            outward, inward = row["pcd"][:-3].strip(), row["pcd"][-3:]
            here = sector(f"{outward} {inward[0]}")
            assert here is not None
            assert (row["pcd"], here.code_of(inward[1:])) == (row["pcd"], row["dfe"])
    with (REFERENCE / "england_sector_to_dfe_la.csv").open(newline="") as file:
        for row in list(csv.DictReader(file))[::5]:
            here = sector(row["sector"])
            assert here is not None
            counts = {code: count for code, count in here.counts().items() if code.isdigit() and count}
            assert counts == {code: int(n) for code, n in (pair.split(":") for pair in row["la_counts"].split("|"))}
            assert here.latitude == pytest.approx(float(row["lat"]), abs=0.001)
            assert here.longitude == pytest.approx(float(row["lon"]), abs=0.001)
