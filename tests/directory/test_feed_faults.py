"""A feed on the web that misbehaves gives a clear error, and never costs what was already known."""

from __future__ import annotations

import socket
from itertools import count

import pytest

from fingerpost.directory import client
from fingerpost.directory.client import FeedClient, is_public
from fingerpost.directory.findings import FeedError, FeedInterrupted
from fingerpost.directory.importer import import_local_offer
from fingerpost.settings import settings


def run(url, address):
    return import_local_offer(url, address=address, authority="356", progress=False)


@pytest.fixture
def records(make_service):
    return [make_service(str(number), f"Club {number}") for number in range(1, 6)]


def listed(record):
    """A record as lists give it, without the details."""
    return {name: record[name] for name in ("id", "name", "status", "organization")}


def test_a_paged_feed_is_read_to_its_end(directory, feed, records):
    feed.serve_pages(records)
    report = run(feed.url, directory)
    assert (report.read, report.added) == (5, 5)
    assert feed.asked == ["/services?page=1", "/services?page=2", "/services?page=3"]


def test_the_address_of_the_list_itself_may_be_given_with_a_query(directory, feed, records):
    feed.serve_pages(records)
    assert run(f"{feed.url}/services?key=k1&page=3", directory).added == 5
    assert feed.asked[0] == "/services?key=k1&page=1"


def test_details_are_fetched_where_the_list_lacks_them(directory, feed, make_service, services_of):
    full = make_service("a/b", "Chess", days="SA")
    feed.answer = lambda path, _: (200, full if path == "/services/a%2Fb" else {"contents": [listed(full)]})
    run(feed.url, directory)
    assert services_of(directory)["a/b"].days == "SA"


def test_a_feed_without_details_is_imported_from_its_list(directory, feed, records):
    feed.answer = lambda path, _: (200, {"contents": list(map(listed, records))}) if path == "/services" else (404, "")
    report = run(feed.url, directory)
    assert report.added == 5
    assert [len(findings) for findings in report.findings_by_kind().values()] == [5]


def test_one_service_whose_details_fail_keeps_what_was_known(directory, feed, records, services_of):
    broken = set()

    def answer(path, _):
        if path == "/services":
            return 200, {"contents": list(map(listed, records))}
        return (500, "") if path in broken else (200, records[int(path[-1]) - 1])

    feed.answer = answer
    run(feed.url, directory)
    broken.add("/services/2")
    report = run(feed.url, directory)
    assert (report.unchanged, report.skipped, report.vanished) == (4, 1, 0)
    assert services_of(directory)["2"].first_missing_on is None


def test_a_feed_counting_pages_from_zero_loses_no_page(directory, feed, records):
    pages = [records[0:2], records[2:4], records[4:5]]

    def answer(_, query):
        number = int(query["page"])
        content = [{**record, "attending_type": "venue"} for record in pages[number]]
        return 200, {"content": content, "totalPages": 3, "number": number, "first": number == 0}

    feed.answer = answer
    assert run(feed.url, directory).added == 5
    assert len(feed.asked) == 3


def test_errors_that_pass_are_waited_out(directory, feed, records):
    feed.serve_pages(records)
    good, tries = feed.answer, count()
    feed.answer = lambda path, query: (503, "", {"Retry-After": "0"}) if next(tries) < 2 else good(path, query)
    assert run(feed.url, directory).added == 5


def test_errors_that_stay_leave_the_last_good_snapshot(directory, feed, records, services_of):
    feed.serve_pages(records)
    run(feed.url, directory)
    feed.answer = lambda *_: (500, "")
    with pytest.raises(FeedInterrupted, match=r"error \(500\): try again later"):
        run(feed.url, directory)
    assert all(service.first_missing_on is None for service in services_of(directory).values())


def test_an_error_midway_changes_nothing_and_the_next_import_goes_on_from_there(directory, feed, records, services_of):
    feed.serve_pages(records)
    good = feed.answer
    feed.answer = lambda path, query: (500, "") if query.get("page") == "3" else good(path, query)
    with pytest.raises(FeedInterrupted):
        run(feed.url, directory)
    assert services_of(directory) == {}
    feed.answer, feed.asked = good, []
    assert run(feed.url, directory).added == 5
    assert feed.asked == ["/services?page=3"]
    feed.asked = []
    assert run(feed.url, directory).unchanged == 5
    assert len(feed.asked) == 3


def test_kept_pages_of_a_feed_that_has_changed_are_not_used(directory, feed, records, make_service):
    feed.serve_pages(records)
    good = feed.answer
    feed.answer = lambda path, query: (500, "") if query.get("page") == "3" else good(path, query)
    with pytest.raises(FeedInterrupted):
        run(feed.url, directory)
    feed.serve_pages([make_service("0", "New first club"), *records])
    assert run(feed.url, directory).added == 6


def test_truncated_json_is_an_error(directory, feed):
    feed.answer = lambda *_: (200, '{"contents": [{"id": "1"')
    with pytest.raises(FeedError, match="not whole JSON"):
        run(feed.url, directory)


def test_a_feed_that_gives_less_than_it_promises_is_refused(directory, feed, records):
    feed.serve_pages(records, total=50)
    with pytest.raises(FeedError, match="promises 50 services but gave 5, so nothing was changed"):
        run(feed.url, directory)


def test_a_feed_that_gives_more_than_it_promises_is_imported_and_reported(directory, feed, records):
    feed.serve_pages(records, total=4)
    report = run(feed.url, directory)
    assert report.added == 5
    assert [finding.kind for finding in report.findings] == ["wrong total"]


def test_a_feed_that_repeats_one_page_for_ever_is_refused(directory, feed, records):
    feed.answer = lambda *_: (200, feed.page([records] * 3, 1, 15))
    with pytest.raises(FeedError, match="same page again and again"):
        run(feed.url, directory)


def test_ids_that_come_twice_are_reported(directory, feed, records):
    feed.serve_pages([*records, records[0]])
    report = run(feed.url, directory)
    assert (report.added, report.duplicates) == (5, 1)


def test_an_empty_feed_leaves_the_last_good_snapshot(directory, feed, records, services_of):
    feed.serve_pages(records)
    run(feed.url, directory)
    feed.serve_pages([])
    with pytest.raises(FeedError, match="nothing was changed"):
        run(feed.url, directory)
    assert all(service.first_missing_on is None for service in services_of(directory).values())


def test_a_description_of_ten_megabytes_is_cut_and_reported(directory, feed, make_service, services_of):
    feed.serve_pages([make_service("1", "Chess", description="<p>Come and play.</p> " * 500_000)])
    report = run(feed.url, directory)
    assert len(services_of(directory)["1"].description) <= 20_002
    assert "text cut" in report.findings_by_kind()


def test_a_page_without_end_is_refused(directory, feed, monkeypatch):
    monkeypatch.setattr(client, "PAGE_LIMIT_BYTES", 1_000_000)
    feed.answer = lambda *_: (200, " " * 2_000_000)
    with pytest.raises(FeedError, match="more than 1 MB in one page"):
        run(feed.url, directory)


def test_a_redirect_is_followed(directory, feed, records):
    feed.serve_pages(records)
    good = feed.answer
    feed.answer = lambda path, query: (
        (302, "", {"Location": f"/services?page={query['page']}"}) if path == "/old/services" else good(path, query)
    )
    assert run(f"{feed.url}/old", directory).added == 5


def test_a_redirect_loop_is_an_error(directory, feed):
    feed.answer = lambda path, _: (302, "", {"Location": f"{path}?again"})
    with pytest.raises(FeedError, match="from one address to the next without end"):
        run(feed.url, directory)
    assert len(feed.asked) == client.HOPS_AT_MOST + 1


def test_a_private_address_is_refused_before_anything_is_asked(directory, feed, monkeypatch):
    monkeypatch.setattr(settings(), "feed_allow_private_addresses", False)
    with pytest.raises(FeedError, match=r"private or local address.*FINGERPOST_FEED_ALLOW_PRIVATE_ADDRESSES=true"):
        run(feed.url, directory)
    assert feed.asked == []


def test_a_public_name_that_leads_to_a_private_address_is_refused(directory, monkeypatch):
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_, **__: [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.8", 443))],
    )
    with pytest.raises(FeedError, match="private or local address"):
        run("https://feed.example.org/services", directory)


def test_a_redirect_into_the_private_network_is_refused(feed, monkeypatch):
    feed.answer = lambda *_: (302, "", {"Location": "http://169.254.169.254/latest/meta-data"})
    monkeypatch.setattr(client, "is_public", lambda number: number == "127.0.0.1")
    with FeedClient(1000.0, allow_private_addresses=False) as reader, pytest.raises(FeedError, match=r"169\.254"):
        reader.get_json(f"{feed.url}/services")


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_of_the_public_internet(number):
    assert is_public(number)


@pytest.mark.parametrize("url", ["http://user:secret@127.0.0.1/services", "http://", "https://exa mple/services"])
def test_an_address_that_is_none_says_so_without_its_password(directory, url):
    with pytest.raises(FeedError) as caught:
        run(url, directory)
    assert "secret" not in str(caught.value)


def test_an_error_does_not_show_the_key_of_the_feed(directory, feed):
    feed.answer = lambda *_: (403, "")
    with pytest.raises(FeedError) as caught:
        run(f"{feed.url}/services?key=secret", directory)
    assert "secret" not in str(caught.value)


def test_an_address_without_a_feed_says_what_to_give(directory, feed):
    with pytest.raises(FeedError, match=r"give the address of the feed's /services"):
        run(feed.url, directory)
