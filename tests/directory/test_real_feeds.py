"""Real records of real feeds are imported cleanly and found. Skipped where the data is not at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from fingerpost.directory.importer import import_local_offer
from fingerpost.directory.search import Query, relax, search

FEEDS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "oruk"
AYLESBURY = {"latitude": 51.8168, "longitude": -0.8124, "authority": "825"}

pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="the real feeds are not at hand")


@pytest.fixture
def buckinghamshire(any_directory):
    report = import_local_offer(
        str(FEEDS / "outpost_buckinghamshire" / "services_page_1.json"),
        address=any_directory,
        authority="825",
        progress=False,
    )
    return any_directory, report


def test_the_buckinghamshire_records_are_imported(buckinghamshire, services_of):
    address, report = buckinghamshire
    assert (report.format, report.read, report.added, report.skipped, report.duplicates) == ("Outpost", 20, 20, 0, 0)
    kinds = {kind: len(findings) for kind, findings in report.findings_by_kind().items()}
    assert kinds == {"no coordinates": 5, "wrong total": 1}
    services = services_of(address)
    assert sum(1 for service in services.values() if service.phone) == 1
    assert sum(1 for service in services.values() if service.locations) == 18
    assert sum(1 for s in services.values() if any(place.latitude is not None for place in s.locations)) == 13


def test_the_buckinghamshire_records_are_found(buckinghamshire):
    address, _ = buckinghamshire
    brownies = search(Query("brownies", age=7, **AYLESBURY), address=address).services
    assert [service.name for service in brownies] == ["12th Aylesbury Brownies"]
    assert brownies[0].distance_miles < 2
    basketball = search(Query("basketball", needs=("PD",), **AYLESBURY), address=address).services
    assert [service.name for service in basketball] == ["Aces Wheelchair Basketball"]
    relaxed = relax(Query("scouts", age=9, day="sunday", **AYLESBURY), address=address)
    assert relaxed.relaxed == ("day",)
    assert {service.name for service in relaxed.services} == {"1st Chesham Scout Group", "1st Kingshill Scout Group"}


@pytest.mark.parametrize("folder", ["mock_feed_v3", "uk_profile_v3"])
def test_the_feeds_of_open_referral_uk_are_imported_and_found(any_directory, folder):
    report = import_local_offer(str(FEEDS / folder), address=any_directory, authority=None, progress=False)
    assert (report.format, report.read, report.added, report.duplicates) == ("Open Referral UK 3.0", 2, 1, 1)
    found = search(Query("counselling", age=15), address=any_directory).services
    assert [service.name for service in found] == ["Community Counselling"]
    assert found[0].distance_miles is None
