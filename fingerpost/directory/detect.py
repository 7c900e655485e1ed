"""Which feed format a JSON document is in, and which service records it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fingerpost.directory.record import FeedFormat

# Parts that only one of the formats has in a service record.
_OUTPOST_PARTS = {"organisation", "send_needs", "suitabilities", "target_directories", "regular_schedules"}
_VERSION_1_PARTS = {
    "attending_access",
    "attending_type",
    "deliverable_type",
    "eligibilitys",
    "fundings",
    "holiday_schedules",
    "link_taxonomies",
    "service_taxonomys",
}
_VERSION_3_PARTS = {
    "alert",
    "assured_date",
    "assurer_email",
    "attributes",
    "cost_options",
    "last_modified",
    "minimum_age",
    "organization",
    "schedules",
    "service_at_locations",
    "status",
}


@dataclass(frozen=True)
class FeedPage:
    """The service records of one document. The totals are what the feed claims, None where it claims nothing."""

    format: FeedFormat
    records: list[Any]
    paged: bool = False
    number: int | None = None
    total_pages: int | None = None
    total_items: int | None = None
    first: bool | None = None
    last: bool | None = None
    licence: str = ""
    sample: bool = False

    def marked_records(self) -> list[Any]:
        """The records, each marked as a sample when the page is."""
        if not self.sample:
            return self.records
        return [{**record, "sample": True} if isinstance(record, Mapping) else record for record in self.records]


def detect(document: Any) -> FeedPage | None:
    """The page of service records in `document`: a page, a list, or a single service. None if it holds no services."""
    if isinstance(document, list):
        found = _format_of_records(document)
        return FeedPage(found, document) if found else None
    if not isinstance(document, Mapping):
        return None
    if isinstance(document.get("contents"), list):
        return _page(document, document["contents"], FeedFormat.OPEN_REFERRAL_UK_3)
    if isinstance(document.get("content"), list):
        return _page(document, document["content"], FeedFormat.OPEN_REFERRAL_UK_1)
    found = format_of_record(document)
    return FeedPage(found, [document]) if found else None


def format_of_record(record: Any) -> FeedFormat | None:
    """The format of a single service record, or None when it is something else (an organisation, a schema …)."""
    if not isinstance(record, Mapping) or "id" not in record or not isinstance(record.get("name"), str):
        return None
    if "regular_schedules" in record and "organization" in record:
        return FeedFormat.OPEN_REFERRAL_UK_1
    if _OUTPOST_PARTS & set(record):
        return FeedFormat.OUTPOST
    if _VERSION_1_PARTS & set(record):
        return FeedFormat.OPEN_REFERRAL_UK_1
    return FeedFormat.OPEN_REFERRAL_UK_3 if len(_VERSION_3_PARTS & set(record)) >= 2 else None


def _format_of_records(records: list[Any]) -> FeedFormat | None:
    return next((found for record in records if (found := format_of_record(record))), None)


def _page(document: Mapping[str, Any], records: list[Any], envelope: FeedFormat) -> FeedPage | None:
    inside = _format_of_records(records)
    if inside is None and any(isinstance(record, Mapping) and _is_of_another_kind(record) for record in records):
        return None
    # Version 1.0 and Outpost share one envelope; version 3.0 has its own.
    version_3 = envelope is FeedFormat.OPEN_REFERRAL_UK_3
    is_outpost = not version_3 and inside is FeedFormat.OUTPOST
    return FeedPage(
        format=FeedFormat.OUTPOST if is_outpost else envelope,
        records=records,
        paged=True,
        number=_whole(document.get("page_number" if version_3 else "number")),
        total_pages=_whole(document.get("total_pages" if version_3 else "totalPages")),
        total_items=_whole(document.get("total_items" if version_3 else "totalElements")),
        first=_truth(document.get("first_page" if version_3 else "first")),
        last=_truth(document.get("last_page" if version_3 else "last")),
        licence=_text(document.get("licence") or document.get("license")),
        sample=document.get("sample") is True,
    )


def _is_of_another_kind(record: Mapping[str, Any]) -> bool:
    """True for the lists of organisations, taxonomies and services at locations that the same interface offers."""
    return bool({"organization_identifiers", "website", "taxonomy", "vocabulary", "version", "service"} & set(record))


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: Any) -> str:
    return value.strip()[:200] if isinstance(value, str) else ""
