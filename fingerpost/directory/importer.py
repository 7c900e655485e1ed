"""Import a Local Offer feed into the directory: the whole feed or nothing, and only what has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fingerpost import store
from fingerpost.directory import open_referral_uk_1, open_referral_uk_3, outpost
from fingerpost.directory.clean import identity
from fingerpost.directory.fetch import RawFeed, fetch, is_web_address
from fingerpost.directory.files import read_files
from fingerpost.directory.findings import BadRecord, FeedError, FeedInterrupted, Finding, Findings
from fingerpost.directory.kept_pages import KeptPages
from fingerpost.directory.need_terms import ANY_NEED, need_terms, needs_in, needs_of_label
from fingerpost.directory.record import FeedFormat, ServiceRecord
from fingerpost.directory.tables import Feed, Location, Service, Term

_READERS = {
    FeedFormat.OPEN_REFERRAL_UK_3: open_referral_uk_3.read,
    FeedFormat.OPEN_REFERRAL_UK_1: open_referral_uk_1.read,
    FeedFormat.OUTPOST: outpost.read,
}

# A feed that loses more than half of its services at once is more likely broken than right.
SHRINKING_SHARE = 0.5
SHRINKING_MATTERS_FROM = 10
SHRINKING_WAIT = timedelta(hours=24)


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `read` = `added` + `changed` + `unchanged` + `returned` + `skipped` + `duplicates`.

    `vanished` counts services that this import missed for the first time.
    """

    source: str
    format: str
    authority: str | None
    licence: str
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    returned: int = 0
    vanished: int = 0
    skipped: int = 0
    duplicates: int = 0
    findings: tuple[Finding, ...] = ()

    def findings_by_kind(self) -> dict[str, list[Finding]]:
        """The findings by their kind, the most frequent kind first."""
        by_kind: dict[str, list[Finding]] = {}
        for finding in self.findings:
            by_kind.setdefault(finding.kind, []).append(finding)
        return dict(sorted(by_kind.items(), key=lambda item: -len(item[1])))

    def summary(self, examples: int = 3) -> str:
        """The report in a few lines for a person, with at most so many examples of each kind of finding."""
        counts = ("added", "changed", "unchanged", "returned", "vanished", "skipped", "duplicates")
        lines = [
            f"{self.source}: {self.format}, {self.read} records read",
            ", ".join(f"{getattr(self, name)} {name}" for name in counts),
        ]
        for kind, findings in self.findings_by_kind().items():
            lines.append(f"- {kind}: {len(findings)}")
            lines += [f"    record {f.record} {f.identity}: {f.detail}" for f in findings[:examples]]
        return "\n".join(lines)


@dataclass(frozen=True)
class _Snapshot:
    """A feed, read and cleaned. `present` holds the ids of all services that are there, read or not."""

    raw: RawFeed
    records: dict[str, ServiceRecord]
    present: set[str]
    skipped: int
    duplicates: int


def import_local_offer(
    source: str, *, address: str, authority: str | None = None, progress: bool = True
) -> ImportReport:
    """Import the feed at `source` (a web address, a folder or a file) into the directory database at `address`.

    `authority` is the DfE code of the feed's local authority. Raises FeedError, and leaves the last good snapshot as
    it is, when the feed cannot be read to its end, is empty, or has lost most of its services since yesterday.
    """
    findings = Findings()
    source = _settled(source)
    try:
        raw = fetch(source, findings, progress) if is_web_address(source) else read_files(source, findings, progress)
        snapshot = _read(raw, findings)
        with store.session(address) as session:
            report = _apply(session, source, authority, snapshot)
    except FeedInterrupted:
        raise
    except _Shrunk as error:
        _remember_shrinking(source, address)
        KeptPages(source).discard()
        raise FeedError(str(error)) from error
    except FeedError:
        KeptPages(source).discard()
        raise
    KeptPages(source).discard()
    return replace(report, findings=tuple(findings.found))


def _settled(source: str) -> str:
    return source.strip() if is_web_address(source.strip()) else str(Path(source).resolve())


def _read(raw: RawFeed, findings: Findings) -> _Snapshot:
    records: dict[str, ServiceRecord] = {}
    kept: dict[str, Mapping[str, Any]] = {}
    present = set(raw.unread)
    skipped = duplicates = 0
    for number, record in enumerate(raw.records, start=1):
        name = identity(record.get("id")) if isinstance(record, Mapping) else ""
        if name:
            present.add(name)
        if name in kept:
            duplicates += 1
            findings.add(number, name, "duplicate id", "the record with more parts was kept")
            if len(record) <= len(kept[name]):
                continue
        try:
            if not isinstance(record, Mapping):
                raise BadRecord("not a record")
            cleaned = _READERS[raw.format](record, findings.about(number, name))
        except BadRecord as error:
            findings.add(number, name, str(error), "the record was left out")
            skipped += name not in kept
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            findings.add(number, name, "record cannot be read", type(error).__name__)
            skipped += name not in kept
        else:
            records[name], kept[name] = cleaned, record
    if not records:
        raise FeedError("The feed holds no service that can be used, so nothing was changed: check the feed.")
    return _Snapshot(raw, records, present, skipped + len(raw.unread), duplicates)


class _Shrunk(Exception):
    """More than half of the known services have gone at once."""


def _apply(session: Session, source: str, authority: str | None, snapshot: _Snapshot) -> ImportReport:
    now, today = datetime.now(timezone.utc).replace(tzinfo=None), date.today()
    feed = session.execute(select(Feed).where(Feed.source == source).with_for_update()).scalar_one_or_none()
    if feed is None:
        feed = Feed(source=source)
        session.add(feed)
    known = _known_services(session, feed)
    missing = [
        service for name, service in known.items() if service.first_missing_on is None and name not in snapshot.present
    ]
    _refuse_shrinking(feed, len([s for s in known.values() if s.first_missing_on is None]), len(missing), now)
    feed.format = snapshot.raw.format.value
    feed.authority = authority or feed.authority
    feed.licence = snapshot.raw.licence or feed.licence or ""
    feed.imported_at, feed.shrunk_at = now, None
    for service in missing:
        service.first_missing_on = today
    counts = {"added": 0, "changed": 0, "unchanged": 0, "returned": 0}
    for name, record in snapshot.records.items():
        counts[_store(session, feed, known.get(name), record, today)] += 1
    return ImportReport(
        source=source,
        format=feed.format,
        authority=feed.authority,
        licence=feed.licence,
        read=len(snapshot.raw.records) + len(snapshot.raw.unread),
        vanished=len(missing),
        skipped=snapshot.skipped,
        duplicates=snapshot.duplicates,
        added=counts["added"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
        returned=counts["returned"],
    )


def _known_services(session: Session, feed: Feed) -> dict[str, Service]:
    if feed.id is None:
        return {}
    services = session.execute(select(Service).where(Service.feed_id == feed.id)).scalars()
    return {service.external_id: service for service in services}


def _refuse_shrinking(feed: Feed, known: int, missing: int, now: datetime) -> None:
    if known < SHRINKING_MATTERS_FROM or missing <= known * SHRINKING_SHARE:
        return
    if feed.shrunk_at is not None and now - feed.shrunk_at >= SHRINKING_WAIT:
        return
    raise _Shrunk(
        f"{missing} of {known} services have gone from the feed at once, so nothing was changed: ask its keeper, "
        "and if it is right, import it again after a day, when it will be accepted."
    )


def _remember_shrinking(source: str, address: str) -> None:
    with store.session(address) as session:
        feed = session.execute(select(Feed).where(Feed.source == source)).scalar_one()
        feed.shrunk_at = feed.shrunk_at or datetime.now(timezone.utc).replace(tzinfo=None)


def _store(session: Session, feed: Feed, service: Service | None, record: ServiceRecord, today: date) -> str:
    """Write a record where it differs from what is known. Returns which count of the report it belongs to."""
    terms = _terms(record)
    fingerprint = _fingerprint(record, terms)
    if service is None:
        service = Service(feed=feed, external_id=record.external_id)
        session.add(service)
        outcome = "added"
    elif service.first_missing_on is not None:
        service.first_missing_on = None
        outcome = "returned"
    else:
        outcome = "unchanged" if service.content_hash == fingerprint else "changed"
    if service.content_hash != fingerprint:
        _fill(service, record, terms, today)
        service.content_hash = fingerprint
    return outcome


def _fill(service: Service, record: ServiceRecord, terms: list[tuple[str, str, bool]], today: date) -> None:
    for name in (
        "name",
        "description",
        "organisation",
        "url",
        "email",
        "phone",
        "minimum_age",
        "maximum_age",
        "free",
        "cost",
        "lowest_price_pence",
        "needs_referral",
        "sample",
        "assured_on",
        "modified_at",
    ):
        setattr(service, name, getattr(record, name))
    service.days = ",".join(record.days)
    service.status = record.status.value
    service.keywords = _keywords(record, terms)
    service.imported_on = today
    service.locations = [
        Location(
            name=place.name,
            address=place.address,
            postcode=place.postcode,
            latitude=place.latitude,
            longitude=place.longitude,
        )
        for place in record.places
        if place.name or place.address or place.postcode or place.latitude is not None
    ]
    service.terms = [Term(kind=kind, name=name, stated=stated) for kind, name, stated in terms]


def _terms(record: ServiceRecord) -> list[tuple[str, str, bool]]:
    """The terms of a service as (kind, name, stated): its categories, and the needs it states or mentions."""
    stated = {code for label in record.terms for code in needs_of_label(label)}
    mentioned = needs_in(f"{record.name}\n{record.description}") - stated
    return [
        *(("category", label, True) for label in record.terms),
        *(("need", code, True) for code in sorted(stated)),
        *(("need", code, False) for code in sorted(mentioned)),
    ]


def _keywords(record: ServiceRecord, terms: Iterable[tuple[str, str, bool]]) -> str:
    names = [need_terms()[name].name for kind, name, stated in terms if kind == "need" and stated and name != ANY_NEED]
    access = [place.accessibility for place in record.places if place.accessibility]
    return "\n".join(dict.fromkeys((*record.terms, *names, *access)))


def _fingerprint(record: ServiceRecord, terms: list[tuple[str, str, bool]]) -> str:
    content = json.dumps([record.to_dict(), terms], sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(content.encode("ascii")).hexdigest()
