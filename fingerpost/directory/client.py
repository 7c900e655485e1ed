"""Read JSON from a feed's web address: politely, patiently, and never from inside our own network."""

from __future__ import annotations

import ipaddress
import json
import socket
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential

from fingerpost.directory.findings import FeedError, FeedInterrupted

ATTEMPTS = 4
FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 60.0
TIMEOUT_SECONDS = 30.0
HOPS_AT_MOST = 5
PAGE_LIMIT_BYTES = 50_000_000
_PASSING_TROUBLE = {408, 425, 429, 500, 502, 503, 504}


class PageMissing(FeedError):
    """There is nothing at this address (404 or 410)."""


class _Passing(FeedInterrupted):
    """Trouble that may be over a moment later, so the request is made again."""

    def __init__(self, message: str, wait_seconds: float = 0.0) -> None:
        super().__init__(message)
        self.wait_seconds = wait_seconds


class FeedClient:
    """Reads JSON documents, at most so many a second. A context manager: leaving it closes the connections."""

    def __init__(self, requests_per_second: float, allow_private_addresses: bool) -> None:
        self._pause = 1.0 / max(requests_per_second, 0.01)
        self._allow_private = allow_private_addresses
        self._last_request = 0.0
        # The addresses are checked here, so a proxy from the environment must not choose others.
        self._http = httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False, follow_redirects=False)

    def __enter__(self) -> FeedClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get_json(self, url: str) -> Any:
        """The document at `url`.

        Raises PageMissing when there is none, FeedError when the address is refused, and FeedInterrupted when the
        feed still fails after several attempts.
        """
        attempts = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=_waiting_time,
            retry=retry_if_exception_type(_Passing),
            reraise=True,
        )
        return attempts(self._document, url)

    def _document(self, url: str) -> Any:
        body = self._body(httpx.URL(url))
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise _Passing(
                f"The feed sent something that is not whole JSON at {shown(url)}: try again later, "
                "or tell the keeper of the feed."
            ) from error

    def _body(self, url: httpx.URL) -> bytes:
        for _ in range(HOPS_AT_MOST + 1):
            answer = self._request(url)
            if isinstance(answer, bytes):
                return answer
            url = answer
        raise FeedError(
            f"The feed sends us from one address to the next without end, last to {shown(str(url))}: check it."
        )

    def _request(self, url: httpx.URL) -> bytes | httpx.URL:
        """The body, or the address of the next hop."""
        pinned = self._checked(url)
        time.sleep(max(0.0, self._last_request + self._pause - time.monotonic()))
        self._last_request = time.monotonic()
        headers = {"Host": url.netloc.decode("ascii"), "Accept": "application/json", "User-Agent": "Fingerpost"}
        extensions = {"sni_hostname": url.host} if url.scheme == "https" else {}
        try:
            with self._http.stream("GET", pinned, headers=headers, extensions=extensions) as response:
                if response.has_redirect_location:
                    return url.join(response.headers["Location"])
                _refuse_failure(response, str(url))
                return _read(response, str(url))
        except (httpx.TransportError, httpx.StreamError) as error:
            raise _Passing(
                f"The feed at {shown(str(url))} did not answer ({type(error).__name__}): try again later."
            ) from error
        except (httpx.InvalidURL, httpx.DecodingError) as error:
            raise FeedError(f"The feed at {shown(str(url))} sent an answer that cannot be read: check it.") from error

    def _checked(self, url: httpx.URL) -> httpx.URL:
        """The same address with the host's number in place of its name, so that nothing can change after the check."""
        if url.scheme not in {"http", "https"} or not url.host or url.userinfo:
            raise FeedError(
                f"{shown(str(url))} is not a web address with http or https: check the address of the feed."
            )
        try:
            found = socket.getaddrinfo(url.host, url.port or url.scheme, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise _Passing(f"The host {url.host} cannot be found: check the address of the feed.") from error
        numbers = [str(entry[4][0]).split("%")[0] for entry in found]
        if not self._allow_private and not all(is_public(number) for number in numbers):
            raise FeedError(
                f"The feed address leads to a private or local address ({url.host}), which is refused: check it, "
                "or set FINGERPOST_FEED_ALLOW_PRIVATE_ADDRESSES=true if it is meant."
            )
        return url.copy_with(host=numbers[0])


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public internet, also when it is wrapped in an IPv6 address."""
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if wrapped is None and address in ipaddress.ip_network("64:ff9b::/96"):
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return address.is_global and not address.is_multicast


def shown(url: str) -> str:
    """An address for messages: without its query, which may hold a key, and without a password."""
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return "the given address"
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.host}{port}{parts.path}"


def _waiting_time(state: RetryCallState) -> float:
    """Twice as long after each attempt; longer when the feed asks for it."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait_seconds if isinstance(error, _Passing) else 0.0
    growing = wait_exponential(multiplier=FIRST_WAIT_SECONDS, max=LONGEST_WAIT_SECONDS)(state)
    return min(max(growing, asked), LONGEST_WAIT_SECONDS)


def _refuse_failure(response: httpx.Response, url: str) -> None:
    if response.is_success:
        return
    if response.status_code in _PASSING_TROUBLE:
        raise _Passing(
            f"The feed at {shown(url)} answers with an error ({response.status_code}): try again later.",
            wait_seconds=_asked_wait(response.headers),
        )
    if response.status_code in {404, 410}:
        raise PageMissing(f"There is no feed at {shown(url)} ({response.status_code}): check the address.")
    raise FeedError(f"The feed at {shown(url)} refuses to answer ({response.status_code}): check the address.")


def _asked_wait(headers: Mapping[str, str]) -> float:
    asked = headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else 0.0


def _read(response: httpx.Response, url: str) -> bytes:
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > PAGE_LIMIT_BYTES:
            raise FeedError(
                f"The feed at {shown(url)} sent more than {PAGE_LIMIT_BYTES // 1_000_000} MB in one page: "
                "ask its keeper for smaller pages."
            )
    return bytes(body)
