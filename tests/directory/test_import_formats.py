"""Each feed format ends up as the same clean records."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from fingerpost.directory.findings import FeedError
from fingerpost.directory.importer import import_local_offer

FIXTURES = Path(__file__).parent / "fixtures"


def imported(name, address, services_of):
    report = import_local_offer(str(FIXTURES / name), address=address, authority="356", progress=False)
    return report, services_of(address)


def test_open_referral_uk_3_is_imported_with_every_part(any_directory, services_of):
    report, services = imported("open_referral_uk_3.json", any_directory, services_of)
    assert (report.format, report.read, report.added, report.skipped) == ("Open Referral UK 3.0", 3, 3, 0)
    assert report.licence == "Open Government Licence v3.0"
    swim = services["v3-swim"]
    assert swim.description == "Swimming for autistic children in a quiet pool.\n\nWarm water\n\nSmall groups"
    assert swim.url == "https://www.otters.example.org/swim"
    assert (swim.email, swim.phone) == ("hello@otters.example.org", "01632 960123")
    assert (swim.minimum_age, swim.maximum_age) == (5, 11)
    assert (swim.free, swim.cost, swim.lowest_price_pence) == (False, "£3.50 a session (Child)", 350)
    assert swim.days == "SA,SU"
    assert swim.assured_on == date(2025, 3, 2)
    assert swim.modified_at == datetime(2025, 3, 3, 8, 30)
    assert [(place.name, place.postcode, place.latitude) for place in swim.locations] == [
        ("Riverside Pool", "SK8 1AB", 53.3934)
    ]
    assert ("need", "ASD", True) in [(term.kind, term.name, term.stated) for term in swim.terms]
    assert "Pool hoist" in swim.keywords
    assert swim.feed.authority == "356"
    assert services["v3-closed"].status == "temporarily closed"


def test_a_service_without_a_place_of_its_own_has_no_place(directory, services_of):
    _, services = imported("open_referral_uk_3.json", directory, services_of)
    assert services["v3-online"].locations == []


def test_a_phone_number_in_the_text_is_found_as_a_last_resort(directory, services_of):
    _, services = imported("open_referral_uk_3.json", directory, services_of)
    assert services["v3-online"].phone == "0161 496 0000"
    assert services["v3-online"].free is True


def test_open_referral_uk_1_is_imported_with_every_part(any_directory, services_of):
    report, services = imported("open_referral_uk_1.json", any_directory, services_of)
    assert (report.format, report.read, report.added) == ("Open Referral UK 1.0", 2, 2)
    drama = services["v1-drama"]
    assert drama.description == "Drama & singing for young people with a learning disability."
    assert (drama.url, drama.phone) == ("https://curtain.example.org", "01632 960200")
    assert (drama.minimum_age, drama.maximum_age) == (11, 18)
    assert (drama.free, drama.days, drama.needs_referral) == (True, "TU", True)
    assert [(place.name, place.address) for place in drama.locations] == [("Town Theatre", "2 Stage Lane, Newtown")]
    assert services["v1-shut"].status == "defunct"


def test_outpost_is_imported_with_every_part(any_directory, services_of):
    report, services = imported("outpost.json", any_directory, services_of)
    assert (report.format, report.read, report.added) == ("Outpost", 2, 2)
    wheels = services["42"]
    assert (wheels.minimum_age, wheels.maximum_age, wheels.free) == (8, None, True)
    assert wheels.locations[0].latitude is None
    assert {"PD", "HI", "VI"} <= {term.name for term in wheels.terms if term.kind == "need"}
    assert [finding.kind for finding in report.findings] == ["no coordinates"]


def test_the_home_of_a_childminder_is_not_given_away(directory, services_of):
    _, services = imported("outpost.json", directory, services_of)
    home = services["41"].locations[0]
    assert (home.name, home.address, home.postcode) == ("", "Milltown", "LE1")
    assert (home.latitude, home.longitude) == (52.63, -1.13)


def test_a_folder_may_hold_pages_lists_single_services_and_other_documents(
    directory, write_feed, make_service, tmp_path
):
    (tmp_path / "folder").mkdir()
    write_feed({"contents": [make_service("1", "One")]}, "folder/page.json")
    write_feed([make_service("2", "Two")], "folder/list.json")
    write_feed(make_service("3", "Three"), "folder/single.json")
    write_feed({"version": "HSDS-UK-3.0"}, "folder/about.json")
    report = import_local_offer(str(tmp_path / "folder"), address=directory, progress=False)
    assert (report.read, report.added) == (3, 3)
    assert [(finding.kind, finding.identity) for finding in report.findings] == [
        ("no services in this file", "about.json")
    ]


def test_sample_data_stays_marked_as_samples(directory, write_feed, make_service, services_of):
    feed = write_feed({"sample": True, "contents": [make_service("1", "One")]})
    import_local_offer(feed, address=directory, progress=False)
    assert services_of(directory)["1"].sample is True


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"contents": [{"id": "1", "name"', "is not whole JSON"),
        ("[" * 100_000, "is not whole JSON"),
        ('{"hello": "there"}', "no services"),
        ('{"contents": []}', "no service that can be used"),
    ],
)
def test_a_file_that_is_no_feed_says_so(directory, tmp_path, content, said):
    (tmp_path / "feed.json").write_text(content, encoding="utf-8")
    with pytest.raises(FeedError, match=said):
        import_local_offer(str(tmp_path / "feed.json"), address=directory, progress=False)


def test_a_file_that_is_not_there_says_so(directory, tmp_path):
    with pytest.raises(FeedError, match="cannot be read"):
        import_local_offer(str(tmp_path / "missing.json"), address=directory, progress=False)
