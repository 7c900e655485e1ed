"""Read the records of a feed from a file, or from all JSON files of a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tqdm import tqdm

from fingerpost.directory.detect import FeedPage, detect
from fingerpost.directory.fetch import RawFeed
from fingerpost.directory.findings import FeedError, Findings

FILE_LIMIT_BYTES = 500_000_000


def read_files(source: str, findings: Findings, progress: bool) -> RawFeed:
    """All records of the file or folder `source`: pages, lists of services and single services.

    Other JSON documents in a folder are reported and left out. Raises FeedError when a file cannot be read, when none
    holds services, or when the files are in different formats.
    """
    path = Path(source)
    files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
    pages = []
    for file in tqdm(files, desc="Reading the files", unit=" files", disable=not progress):
        page = detect(_document(file))
        if page is None:
            findings.add(0, file.name, "no services in this file", "it holds something else")
        else:
            pages.append(page)
    if not pages:
        raise FeedError(f"There are no services in {source}: give a feed's JSON file, or a folder of them.")
    _note_totals(pages, findings)
    filled = [page for page in pages if page.records] or pages
    formats = {page.format for page in filled}
    if len(formats) > 1:
        mixed = " and ".join(sorted(formats))
        raise FeedError(f"The files in {source} are in several formats ({mixed}): import each feed by itself.")
    return RawFeed(
        format=filled[0].format,
        records=[record for page in filled for record in page.marked_records()],
        licence=next((page.licence for page in pages if page.licence), ""),
    )


def _document(file: Path) -> Any:
    try:
        if file.stat().st_size > FILE_LIMIT_BYTES:
            raise FeedError(f"{file.name} is larger than {FILE_LIMIT_BYTES // 1_000_000} MB: split it into pages.")
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise FeedError(f"{file} cannot be read ({error.strerror}): check its name.") from error
    except (ValueError, RecursionError) as error:
        raise FeedError(f"{file} is not whole JSON: fetch it again.") from error


def _note_totals(pages: list[FeedPage], findings: Findings) -> None:
    promised = max((page.total_items for page in pages if page.total_items is not None), default=None)
    here = sum(len(page.records) for page in pages)
    if promised is not None and promised != here:
        findings.add(0, "", "wrong total", f"the feed promises {promised} services and {here} are here")
