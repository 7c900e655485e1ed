"""A directory database for each test, and a stand-in for a feed on the web."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from fingerpost import store
from fingerpost.directory import client
from fingerpost.directory.tables import Service
from fingerpost.settings import settings

FIXTURES = Path(__file__).parent / "fixtures"

Answer = tuple[int, Any] | tuple[int, Any, dict[str, str]]


@pytest.fixture(autouse=True)
def _own_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kept pages stay in the test's own folder; feeds are asked without pauses."""
    monkeypatch.setattr(settings(), "data_directory", tmp_path / "var")
    monkeypatch.setattr(settings(), "feed_requests_per_second", 100_000.0)
    monkeypatch.setattr(client, "FIRST_WAIT_SECONDS", 0.0)


@pytest.fixture
def directory(tmp_path: Path) -> str:
    """The address of an empty directory database in SQLite."""
    address = f"sqlite:///{tmp_path / 'directory.db'}"
    store.migrate(address, "directory")
    return address


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def any_directory(request: pytest.FixtureRequest) -> str:
    """The address of an empty directory database, in SQLite and in PostgreSQL."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("directory"))
    address: str = request.getfixturevalue("postgresql_schema")
    store.migrate(address, "directory")
    return address


@pytest.fixture
def services_of() -> Callable[[str], dict[str, Service]]:
    """All services in a database by their id in the feed, with their places and terms."""

    def read(address: str) -> dict[str, Service]:
        with store.session(address) as session:
            services = session.execute(select(Service)).scalars().all()
            for service in services:
                _ = (service.locations, service.terms, service.feed)
            session.expunge_all()
            return {service.external_id: service for service in services}

    return read


def a_service(identity: str, name: str, **parts: Any) -> dict[str, Any]:
    """A record in the shape of Open Referral UK 3.0. `at` is a pair of degrees, `terms` a list of labels."""
    at, terms, days = parts.pop("at", None), parts.pop("terms", []), parts.pop("days", "")
    record = {
        "id": identity,
        "name": name,
        "description": "",
        "status": "active",
        "organization": {"id": "o", "name": "The Organisation"},
        "attributes": [{"taxonomy_term": {"name": term}} for term in terms],
        "schedules": [{"byday": days}] if days else [],
        "service_at_locations": [],
    }
    if at:
        record["service_at_locations"] = [
            {"location": {"name": "The Hall", "latitude": at[0], "longitude": at[1], "addresses": []}}
        ]
    return {**record, **parts}


@pytest.fixture
def make_service() -> Callable[..., dict[str, Any]]:
    """`a_service`, for tests."""
    return a_service


@pytest.fixture
def write_feed(tmp_path: Path) -> Callable[..., str]:
    """Writes records to one and the same feed file, and gives its path."""

    def write(records: Any, name: str = "feed.json") -> str:
        file = tmp_path / name
        file.write_text(json.dumps(records), encoding="utf-8")
        return str(file)

    return write


class StandIn:
    """A feed on the web. `answer` is called with path and query, and gives status, body and headers."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[str, dict[str, str]], Answer] = lambda path, query: (404, "")
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stand_in.asked.append(self.path)
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                status, body, *headers = stand_in.answer(parts.path, query)
                content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
                self.send_response(status)
                for name, value in (headers[0] if headers else {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def serve_pages(self, records: list[Any], size: int = 2, total: int | None = None) -> None:
        """Answer `/services` with pages in the shape of version 3.0, and `/services/{id}` with single records."""
        pages = [records[start : start + size] for start in range(0, len(records), size)] or [[]]

        def answer(path: str, query: dict[str, str]) -> Answer:
            if path == "/services":
                number = int(query.get("page", "1"))
                return 200, self.page(pages, number, len(records) if total is None else total)
            found = [record for record in records if path == f"/services/{record['id']}"]
            return (200, found[0]) if found else (404, "")

        self.answer = answer

    @staticmethod
    def page(pages: list[list[Any]], number: int, total: int) -> dict[str, Any]:
        """One page in the shape of version 3.0."""
        return {
            "total_items": total,
            "total_pages": len(pages),
            "page_number": number,
            "first_page": number == 1,
            "last_page": number >= len(pages),
            "contents": pages[number - 1] if number <= len(pages) else [],
        }

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A stand-in for a feed on the web, at a local address that is allowed for this test."""
    monkeypatch.setattr(settings(), "feed_allow_private_addresses", True)
    stand_in = StandIn()
    yield stand_in
    stand_in.close()
