"""Importing a feed again changes only what has changed, and loses nothing."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import update

from fingerpost import store
from fingerpost.directory.findings import FeedError
from fingerpost.directory.importer import import_local_offer
from fingerpost.directory.tables import Feed, Service


def run(source, address):
    return import_local_offer(source, address=address, authority="356", progress=False)


def test_importing_the_same_feed_again_changes_nothing(any_directory, write_feed, make_service, services_of):
    feed = write_feed([make_service(str(number), f"Club {number}") for number in range(5)])
    run(feed, any_directory)
    with store.session(any_directory) as session:
        session.execute(update(Service).values(imported_on=date(2024, 1, 1)))
    report = run(feed, any_directory)
    assert (report.added, report.changed, report.unchanged, report.vanished) == (0, 0, 5, 0)
    assert {service.imported_on for service in services_of(any_directory).values()} == {date(2024, 1, 1)}


def test_only_the_changed_service_is_written(any_directory, write_feed, make_service, services_of):
    run(write_feed([make_service("1", "Chess"), make_service("2", "Judo", at=(53.4, -2.2))]), any_directory)
    report = run(
        write_feed([make_service("1", "Chess"), make_service("2", "Judo", at=(53.5, -2.2), days="MO")]), any_directory
    )
    assert (report.changed, report.unchanged) == (1, 1)
    judo = services_of(any_directory)["2"]
    assert (judo.days, [place.latitude for place in judo.locations]) == ("MO", [53.5])


def test_a_vanished_service_is_marked_and_comes_back_with_its_id(directory, write_feed, make_service, services_of):
    both = [make_service("1", "Chess"), make_service("2", "Judo")]
    run(write_feed(both), directory)
    before = services_of(directory)["2"].id
    assert run(write_feed(both[:1]), directory).vanished == 1
    assert services_of(directory)["2"].first_missing_on == date.today()
    assert run(write_feed(both[:1]), directory).vanished == 0
    report = run(write_feed(both), directory)
    assert (report.returned, report.unchanged) == (1, 1)
    assert services_of(directory)["2"].first_missing_on is None
    assert services_of(directory)["2"].id == before


def test_a_bad_record_is_reported_and_the_rest_is_imported(directory, write_feed, make_service, services_of):
    records = [
        make_service("1", "Chess"),
        {"id": "2"},
        "not a record",
        make_service("", "Nobody"),
        make_service("5", "Go"),
    ]
    report = run(write_feed({"contents": records}), directory)
    assert (report.read, report.added, report.skipped) == (5, 2, 3)
    assert [(finding.record, finding.kind) for finding in report.findings] == [
        (2, "no name"),
        (3, "not a record"),
        (4, "no usable id"),
    ]


def test_a_known_service_whose_record_has_gone_bad_is_kept(directory, write_feed, make_service, services_of):
    run(write_feed([make_service("1", "Chess"), make_service("2", "Judo")]), directory)
    report = run(write_feed([make_service("1", "Chess"), make_service("2", "")]), directory)
    assert (report.skipped, report.vanished) == (1, 0)
    assert services_of(directory)["2"].name == "Judo"


def test_a_repeated_id_is_reported_and_the_fuller_record_kept(directory, write_feed, make_service, services_of):
    full = make_service("1", "Chess", description="A board game club.", fees="Free")
    brief = {"id": "1", "name": "Chess", "status": "active"}
    report = run(write_feed({"contents": [brief, full, brief]}), directory)
    assert (report.read, report.added, report.duplicates) == (3, 1, 2)
    assert services_of(directory)["1"].free is True


def test_an_empty_feed_leaves_the_last_good_snapshot(any_directory, write_feed, make_service, services_of):
    run(write_feed([make_service("1", "Chess")]), any_directory)
    with pytest.raises(FeedError, match="nothing was changed"):
        run(write_feed({"contents": []}), any_directory)
    assert services_of(any_directory)["1"].first_missing_on is None


def test_a_feed_that_lost_most_services_is_refused_until_a_day_later(directory, write_feed, make_service, services_of):
    all_services = [make_service(str(number), f"Club {number}") for number in range(12)]
    run(write_feed(all_services), directory)
    feed = write_feed(all_services[:3])
    with pytest.raises(FeedError, match="9 of 12 services have gone"):
        run(feed, directory)
    with pytest.raises(FeedError, match="9 of 12 services have gone"):
        run(feed, directory)
    assert all(service.first_missing_on is None for service in services_of(directory).values())
    with store.session(directory) as session:
        session.execute(update(Feed).values(shrunk_at=datetime(2025, 1, 1)))
    assert run(feed, directory).vanished == 9


def test_a_feed_that_recovers_forgets_that_it_had_shrunk(directory, write_feed, make_service, services_of):
    all_services = [make_service(str(number), f"Club {number}") for number in range(12)]
    run(write_feed(all_services), directory)
    with pytest.raises(FeedError):
        run(write_feed(all_services[:3]), directory)
    run(write_feed(all_services), directory)
    assert services_of(directory)["1"].feed.shrunk_at is None


def test_an_import_that_fails_while_writing_changes_nothing(
    any_directory, write_feed, make_service, services_of, monkeypatch
):
    run(write_feed([make_service("1", "Chess")]), any_directory)
    monkeypatch.setattr("fingerpost.directory.importer._keywords", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(write_feed([make_service("2", "Judo")]), any_directory)
    services = services_of(any_directory)
    assert list(services) == ["1"]
    assert services["1"].first_missing_on is None


def test_two_feeds_may_use_the_same_ids(directory, write_feed, make_service):
    run(write_feed([make_service("1", "Chess")], "a.json"), directory)
    report = run(write_feed([make_service("1", "Judo")], "b.json"), directory)
    assert (report.added, report.vanished) == (1, 0)


def test_the_report_adds_up_and_can_be_read(directory, write_feed, make_service):
    records = [make_service("1", "Chess"), make_service("1", "Chess"), {"id": "2"}, make_service("3", "Judo")]
    report = run(write_feed({"contents": records}), directory)
    counted = report.added + report.changed + report.unchanged + report.returned + report.skipped + report.duplicates
    assert counted == report.read == 4
    assert "2 added" in report.summary()
    assert "duplicate id: 1" in report.summary()
