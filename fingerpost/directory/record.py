"""What every feed format is turned into: one service record, cleaned, with its places."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any


class FeedFormat(str, Enum):
    """The feed formats that can be read."""

    OPEN_REFERRAL_UK_3 = "Open Referral UK 3.0"
    OPEN_REFERRAL_UK_1 = "Open Referral UK 1.0"
    OUTPOST = "Outpost"


class ServiceStatus(str, Enum):
    """Whether a service runs, in the words of Open Referral UK. Only active services are ever shown."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    TEMPORARILY_CLOSED = "temporarily closed"
    DEFUNCT = "defunct"


DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
"""The codes of iCalendar, which the feeds use, in the order of the week."""


@dataclass(frozen=True)
class Place:
    """Where a service is given. Coordinates are WGS 84 degrees inside England, or both None."""

    name: str = ""
    address: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accessibility: str = ""


@dataclass(frozen=True)
class ServiceRecord:
    """One service, safe to store and show.

    Texts are plain text. Ages are whole years, both ends included, None for no limit. `free` is None when the feed
    does not say. `lowest_price_pence` is None when unknown. `days` holds codes of `DAYS`. `terms` are the feed's own
    labels: taxonomy terms, support needs, suitabilities.
    """

    external_id: str
    name: str
    description: str = ""
    url: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    free: bool | None = None
    cost: str = ""
    lowest_price_pence: int | None = None
    days: tuple[str, ...] = ()
    needs_referral: bool | None = None
    status: ServiceStatus = ServiceStatus.ACTIVE
    assured_on: date | None = None
    modified_at: datetime | None = None
    terms: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    sample: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Every part as plain data, for the content hash."""
        return asdict(self)
