"""Read all records of a feed from the web: page by page, with the details of each service where lists lack them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

import httpx
from tqdm import tqdm

from fingerpost.directory import clean, open_referral_uk_1, open_referral_uk_3, outpost
from fingerpost.directory.client import FeedClient, PageMissing, shown
from fingerpost.directory.detect import FeedPage, detect
from fingerpost.directory.findings import FeedError, FeedInterrupted, Findings
from fingerpost.directory.kept_pages import KeptPages
from fingerpost.directory.record import FeedFormat
from fingerpost.settings import settings

PAGES_AT_MOST = 10_000
FAILED_DETAILS_IN_A_ROW = 5
# Records come and go while a feed is being read; more missing than this means that its totals are wrong.
MISSING_SHARE = 0.02

_DETAILS = {
    FeedFormat.OPEN_REFERRAL_UK_3: open_referral_uk_3.DETAILS,
    FeedFormat.OPEN_REFERRAL_UK_1: open_referral_uk_1.DETAILS,
    FeedFormat.OUTPOST: outpost.DETAILS,
}


@dataclass(frozen=True)
class RawFeed:
    """All records of a feed as they came. `unread` holds the ids of records that are there but could not be read."""

    format: FeedFormat
    records: list[Any]
    licence: str = ""
    unread: frozenset[str] = frozenset()


class _FeedChanged(Exception):
    """The kept pages belong to an older state of the feed."""


def is_web_address(source: str) -> bool:
    """Whether a source is a web address rather than a file or a folder."""
    return source.lower().startswith(("http://", "https://"))


def fetch(source: str, findings: Findings, progress: bool) -> RawFeed:
    """All records of the feed at the web address `source`.

    Raises FeedError when it holds no services, gives fewer than it promises, or its address is refused; and
    FeedInterrupted when it stops answering, after which the pages read so far are kept.
    """
    chosen = settings()
    kept = KeptPages(source)
    with (
        FeedClient(chosen.feed_requests_per_second, chosen.feed_allow_private_addresses) as client,
        tqdm(desc="Reading the feed", unit=" requests", disable=not progress) as bar,
    ):
        reading = _Reading(client, kept, findings, bar)
        try:
            return reading.feed(source)
        except _FeedChanged:
            kept.discard()
            return reading.feed(source)


@dataclass
class _Reading:
    client: FeedClient
    kept: KeptPages
    findings: Findings
    bar: Any
    used_kept: bool = field(default=False)

    def feed(self, source: str) -> RawFeed:
        self.used_kept = False
        services, first = self._find_services(source)
        pages = list(self._pages(services, first))
        records = [record for page in pages for record in page.marked_records()]
        self._check_total(pages[-1].total_items, len(records))
        # An empty first page hides the format; the others show it.
        format = next((page.format for page in pages if page.records), first.format)
        whole = RawFeed(format, records, first.licence)
        return self._with_details(services, whole) if _DETAILS[format] else whole

    def _find_services(self, source: str) -> tuple[httpx.URL, FeedPage]:
        """The address of the list of services, at or below the given one, and its first page."""
        try:
            base = httpx.URL(source).copy_remove_param("page")
        except httpx.InvalidURL as error:
            raise FeedError("The address of the feed cannot be read: check it.") from error
        below = base.copy_with(path=base.path.rstrip("/") + "/services")
        candidates = [base] if base.path.rstrip("/").endswith("/services") else [below, base]
        for candidate in candidates:
            try:
                page = detect(self._get(candidate.copy_set_param("page", 1)))
            except PageMissing:
                continue
            if page is not None:
                return candidate, page
        raise FeedError(f"There is no list of services at {shown(source)}: give the address of the feed's /services.")

    def _pages(self, services: httpx.URL, first: FeedPage) -> Iterator[FeedPage]:
        number, page = 1, first
        counts_from_0 = first.first is False and first.number == 1
        if counts_from_0:
            yield self._page(services, 0)
        yield page
        while _has_next(page, number + counts_from_0) and number < PAGES_AT_MOST:
            number += 1
            previous, page = page, self._page(services, number)
            if page.records and page.records == previous.records:
                raise FeedError("The feed sends the same page again and again: tell its keeper that paging is broken.")
            if page.total_items != first.total_items and self.used_kept:
                raise _FeedChanged
            yield page

    def _page(self, services: httpx.URL, number: int) -> FeedPage:
        page = detect(self._get(services.copy_set_param("page", number)))
        if page is None:
            raise FeedError(f"Page {number} of the feed holds no services: try again later, or tell its keeper.")
        return page

    def _check_total(self, promised: int | None, read: int) -> None:
        if promised is None or promised == read:
            return
        if read < promised * (1 - MISSING_SHARE):
            raise FeedError(
                f"The feed promises {promised} services but gave {read}, so nothing was changed: try again later, "
                "or tell the keeper of the feed."
            )
        self.findings.add(0, "", "wrong total", f"the feed promises {promised} services and gave {read}")

    def _with_details(self, services: httpx.URL, feed: RawFeed) -> RawFeed:
        records: list[Any] = []
        unread: set[str] = set()
        failed_in_a_row = 0
        for number, record in enumerate(feed.records, start=1):
            identity = clean.identity(record.get("id")) if isinstance(record, Mapping) else ""
            if not identity or any(part in record for part in _DETAILS[feed.format]):
                records.append(record)
                continue
            try:
                records.append(self._detail(services, identity, record))
                failed_in_a_row = 0
            except PageMissing:
                self.findings.add(number, identity, "details missing", "only what the list says is known")
                records.append(record)
            except FeedInterrupted as error:
                failed_in_a_row += 1
                if failed_in_a_row >= FAILED_DETAILS_IN_A_ROW:
                    raise
                self.findings.add(number, identity, "details could not be read", str(error))
                unread.add(identity)
        return replace(feed, records=records, unread=frozenset(unread))

    def _detail(self, services: httpx.URL, identity: str, listed: Any) -> Any:
        detail = self._get(_below(services, identity))
        same = isinstance(detail, Mapping) and clean.identity(detail.get("id")) == identity
        return {**listed, **detail} if same else listed

    def _get(self, url: httpx.URL) -> Any:
        document = self.kept.get(str(url))
        if document is None:
            document = self.client.get_json(str(url))
            self.kept.keep(str(url), document)
        else:
            self.used_kept = True
        self.bar.update()
        return document


def _has_next(page: FeedPage, read: int) -> bool:
    """Whether more follows after so many pages."""
    if not page.paged or not page.records:
        return False
    if page.total_pages is not None:
        return read < page.total_pages
    return page.last is False


def _below(services: httpx.URL, identity: str) -> httpx.URL:
    """The address of one service, with the query of the list's address, which may hold a key that the feed asks for."""
    path, _, query = services.raw_path.partition(b"?")
    path = path.rstrip(b"/") + b"/" + quote(identity, safe="").encode("ascii")
    return services.copy_with(raw_path=path + (b"?" + query if query else b""))
