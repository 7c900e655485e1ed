"""How many messages one conversation, and one address, may send."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from fingerpost.settings import Settings

# A school or a library shares one address between many families.
CONVERSATIONS_AT_ONE_ADDRESS = 6


class Limits:
    """Counts messages in moving windows of ten seconds and of one hour, in the memory of this process."""

    def __init__(self, settings: Settings) -> None:
        self._storage = MemoryStorage()  # the limiter of limits 2 holds it weakly
        self._windows = MovingWindowRateLimiter(self._storage)
        self._for_conversation = _windows(settings, 1)
        self._for_address = _windows(settings, CONVERSATIONS_AT_ONE_ADDRESS)

    def seconds_to_wait(self, conversation: str, address: str = "") -> int:
        """Count one message. Returns 0 when it may pass, else the whole seconds until the next one may."""
        counted = [(window, f"conversation {conversation}") for window in self._for_conversation]
        if address:
            counted += [(window, f"address {_network(address)}") for window in self._for_address]
        for window, key in counted:
            if not self._windows.hit(window, key):
                reset = self._windows.get_window_stats(window, key)[0]
                return max(1, math.ceil(reset - time.time()))
        return 0


def _windows(settings: Settings, times: int) -> tuple[RateLimitItem, ...]:
    return (
        RateLimitItemPerSecond(settings.messages_per_ten_seconds * times, 10),
        RateLimitItemPerHour(settings.messages_per_hour * times),
    )


def _network(address: str) -> str:
    """One household has a whole /64 of IPv6 addresses, so they count as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))
