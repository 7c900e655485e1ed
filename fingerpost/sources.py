"""The sources behind every statement: `content/sources/*.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fingerpost import content
from fingerpost.reply import Source


@dataclass(frozen=True)
class SourceRecord:
    """`tag` is V (read at the primary source), S (secondary source) or L (from knowledge, to be checked)."""

    id: str
    label: str
    url: str
    publisher: str
    tag: str
    checked: str

    def shown(self, pinpoint: str = "") -> Source:
        """The source as a Reply shows it, with the pinpoint (such as "section 36(8)") where there is one."""
        label = f"{self.label} ({pinpoint})" if pinpoint else self.label
        return Source(label=label, url=self.url, checked=self.checked)


@lru_cache(maxsize=1)
def all_sources() -> dict[str, SourceRecord]:
    """Every source by id. Raises ContentError for an id given twice or a missing part."""
    records: dict[str, SourceRecord] = {}
    for path in content.files("sources"):
        for source_id, parts in content.read(path).items():
            if source_id in records:
                raise content.ContentError(f"content/{path} gives the source {source_id} a second time")
            try:
                records[source_id] = SourceRecord(id=source_id, **{name: str(value) for name, value in parts.items()})
            except TypeError as fault:
                raise content.ContentError(f"content/{path}, source {source_id}: {fault}") from None
    return records


def source(source_id: str) -> SourceRecord:
    """One source. Raises ContentError when no file has that id."""
    try:
        return all_sources()[source_id]
    except KeyError:
        raise content.ContentError(f"no file in content/sources/ has a source {source_id}") from None
