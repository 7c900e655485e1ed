"""Find services in the Local Offer: what, near whom, for which age and need, when, at which cost.

Every limit that is given is kept strictly; `relax` is the only way to let one go, and says which. Among the services
that fit, how well the words fit counts most (half of the score), then how well the needs fit (three tenths), then how
near it is (two tenths). A service without known coordinates gets nothing for being near, so it comes after near ones
that fit as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fingerpost import store
from fingerpost.directory.need_terms import ANY_NEED, need_terms, plain_words
from fingerpost.directory.query_words import query_words
from fingerpost.directory.record import DAYS, ServiceStatus
from fingerpost.directory.spelling import corrected
from fingerpost.directory.tables import Feed, Location, Service, Term
from fingerpost.directory.text_search import text_relevance
from fingerpost.places.distance import straight_line_miles

MILES_PER_DEGREE = 69.0
NEAR_MILES = 15.0
WIDER_MILES = 30.0

TEXT_WEIGHT, NEED_WEIGHT, NEAR_WEIGHT = 0.5, 0.3, 0.2
STATED, MENTIONED, GENERAL = 1.0, 0.7, 0.4
# A service this many miles away is worth half as much for being near as one next door.
HALF_AS_NEAR_MILES = 3.0

# What a family can give up, the easiest first. A day is moved more easily than money is found, and a price is often
# just not recorded; the way comes next; the need is last, because a place that is not ready for the child is a wasted
# or a harmful visit. The age is never given up.
RELAXING_ORDER = ("day", "cost", "distance", "need")


@dataclass(frozen=True)
class Query:
    """What a family looks for; what is left out sets no limit.

    `authority` is a DfE code; `needs` are codes of the SEN2 return, of which one must fit; `day` is a weekday
    ("saturday", "SA") or "weekend"; `max_price` is in pounds. With a point, services of the authority and those within
    `within_miles` are found; with neither point nor authority, services of everywhere.
    """

    text: str = ""
    latitude: float | None = None
    longitude: float | None = None
    authority: str | None = None
    age: int | None = None
    needs: tuple[str, ...] = ()
    day: str | None = None
    free: bool = False
    max_price: float | None = None
    limit: int = 5
    within_miles: float = NEAR_MILES


@dataclass(frozen=True)
class FoundService:
    """A service that fits, with how well. `distance_miles` is a straight line to the nearest of its places, None when
    unknown; `score` and its parts run from 0 to 1."""

    id: int
    name: str
    description: str
    organisation: str
    url: str
    email: str
    phone: str
    minimum_age: int | None
    maximum_age: int | None
    free: bool | None
    cost: str
    lowest_price_pence: int | None
    days: tuple[str, ...]
    needs_referral: bool | None
    sample: bool
    place: str
    distance_miles: float | None
    stated_needs: tuple[str, ...]
    feed_source: str
    licence: str
    assured_on: date | None
    imported_on: date
    score: float
    text_score: float
    need_score: float


@dataclass(frozen=True)
class SearchResult:
    """The best services, of `total` that fit. `relaxed` names the limits given up; `searched_for` is the text with
    its spelling put right, "" when it was searched for as given."""

    query: Query
    services: tuple[FoundService, ...] = ()
    total: int = 0
    relaxed: tuple[str, ...] = ()
    searched_for: str = ""


def search(query: Query, *, address: str) -> SearchResult:
    """The services in the directory at `address` that fit every limit of the query, the best first.

    Raises ValueError for a need or a day that is not known, and for half a point.
    """
    _check(query)
    with store.session(address) as session:
        return _search(query, session, address)


def relax(query: Query, *, address: str) -> SearchResult:
    """What fits when one limit is given up, tried in the order of `RELAXING_ORDER`; if no single one is enough, when
    the first two are, and so on. Empty, with nothing relaxed, when even that finds nothing. Raises as `search` does."""
    _check(query)
    given = [limit for limit in RELAXING_ORDER if _without(query, [limit]) != query]
    attempts = [[limit] for limit in given] + [given[:count] for count in range(2, len(given) + 1)]
    with store.session(address) as session:
        for limits in attempts:
            result = _search(_without(query, limits), session, address)
            if result.services:
                return replace(result, query=query, relaxed=tuple(limits))
    return SearchResult(query)


def search_or_relax(query: Query, *, address: str) -> SearchResult:
    """What fits every limit, else what fits when limits are given up as in `relax`. Raises ValueError like `search`."""
    result = search(query, address=address)
    return result if result.services else relax(query, address=address)


def _check(query: Query) -> None:
    unknown = set(query.needs) - set(need_terms())
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} is not a need that is known: see content/needs.yml")
    _day_codes(query.day)
    if (query.latitude is None) != (query.longitude is None):
        raise ValueError("a point needs both its latitude and its longitude")


def _without(query: Query, limits: Iterable[str]) -> Query:
    changes: dict[str, Any] = {}
    for limit in limits:
        if limit == "day":
            changes["day"] = None
        elif limit == "cost":
            changes.update(free=False, max_price=None)
        elif limit == "need":
            # Words such as "deaf" were matched as the need that is given up now, so they are not looked for either.
            changes.update(needs=(), text=_without_need_words(query))
        elif limit == "distance" and query.latitude is not None:
            changes["within_miles"] = max(query.within_miles, WIDER_MILES)
    return replace(query, **changes)


def _day_codes(day: str | None) -> tuple[str, ...]:
    if day is None:
        return ()
    wanted = day.strip().lower()
    if wanted == "weekend":
        return ("SA", "SU")
    for code, name in DAYS.items():
        if wanted in {code.lower(), name.lower()}:
            return (code,)
    raise ValueError(f"{day!r} is not a day: give a weekday or weekend")


def _search(query: Query, session: Session, address: str) -> SearchResult:
    text = _text_fit(query, session, address)
    fitting = [
        row
        for row in session.execute(
            select(Service.id, Service.name, Feed.authority).join(Feed).where(*_conditions(query))
        )
        if not text.required or row.id in text.relevance
    ]
    nearest = _nearest(query, [row.id for row in fitting], session)
    names = {row.id: row.name for row in fitting if _in_reach(query, row.authority, nearest.get(row.id))}
    scores = _Scores(names, text.relevance, _need_scores(query, list(names), session), nearest)
    order = sorted(names, key=lambda identity: (-scores.score(identity), names[identity], identity))
    found = _load(order[: max(query.limit, 0)], scores, session)
    return SearchResult(query, found, len(names), searched_for=text.searched_for if found else "")


def _conditions(query: Query) -> list[Any]:
    """The limits that the database can check, on services joined to feeds."""
    conditions: list[Any] = [Service.status == ServiceStatus.ACTIVE.value, Service.first_missing_on.is_(None)]
    if query.age is not None:
        conditions.append(or_(Service.minimum_age.is_(None), Service.minimum_age <= query.age))
        conditions.append(or_(Service.maximum_age.is_(None), Service.maximum_age >= query.age))
    if query.free:
        conditions.append(Service.free.is_(True))
    if query.max_price is not None:
        conditions.append(or_(Service.free.is_(True), Service.lowest_price_pence <= round(query.max_price * 100)))
    if query.day is not None:
        conditions.append(or_(*(Service.days.contains(code) for code in _day_codes(query.day))))
    if query.needs:
        fitting = select(Term.id).where(
            Term.service_id == Service.id, Term.kind == "need", Term.name.in_((*query.needs, ANY_NEED))
        )
        conditions.append(fitting.correlate(Service).exists())
    around = _around(query)
    if around is not None:
        conditions.append(around)
    return conditions


def _around(query: Query) -> Any | None:
    """The services of the authority, or in a square around the point; None without either."""
    choices: list[Any] = []
    if query.authority:
        choices.append(Feed.authority == query.authority)
    if query.latitude is not None and query.longitude is not None:
        high = query.within_miles / MILES_PER_DEGREE
        wide = high / math.cos(math.radians(query.latitude))
        inside = select(Location.id).where(
            Location.service_id == Service.id,
            Location.latitude.between(query.latitude - high, query.latitude + high),
            Location.longitude.between(query.longitude - wide, query.longitude + wide),
        )
        choices.append(inside.correlate(Service).exists())
    return or_(*choices) if choices else None


def _in_reach(query: Query, authority: str | None, place: _NearestPlace | None) -> bool:
    """The square around the point has corners: those outside the circle are cut off here."""
    if query.latitude is None or (query.authority and authority == query.authority):
        return True
    return place is not None and place.miles <= query.within_miles


@dataclass(frozen=True)
class _TextFit:
    """How well the texts of services fit, by their ids; whether a service must be among them to be found at all; and
    the text with its spelling put right, "" if it was right."""

    relevance: Mapping[int, float]
    required: bool
    searched_for: str = ""


def _text_fit(query: Query, session: Session, address: str) -> _TextFit:
    wanted = _without_need_words(query)
    words = query_words(wanted)
    if not words:
        return _TextFit({}, required=False)
    relevance = text_relevance(session, words)
    if not words.finding and query.needs:
        return _TextFit(relevance, required=False)
    if not relevance and (right := corrected(wanted, session, address)):
        return _TextFit(text_relevance(session, query_words(right)), required=True, searched_for=right)
    return _TextFit(relevance, required=True)


def _without_need_words(query: Query) -> str:
    """The text without the words of the needs that are searched for: the needs are matched by themselves."""
    text = query.text
    for code in query.needs:
        text = need_terms()[code].in_words.sub(" ", plain_words(text))
    return text


@dataclass(frozen=True)
class _NearestPlace:
    location_id: int
    miles: float


def _nearest(query: Query, service_ids: list[int], session: Session) -> dict[int, _NearestPlace]:
    """The place of each service that is nearest to the point; nothing for services without known coordinates."""
    if query.latitude is None or query.longitude is None:
        return {}
    rows = session.execute(
        select(Location.service_id, Location.id, Location.latitude, Location.longitude).where(
            Location.service_id.in_(service_ids), Location.latitude.is_not(None)
        )
    )
    nearest: dict[int, _NearestPlace] = {}
    for service_id, location_id, latitude, longitude in rows:
        miles = straight_line_miles(query.latitude, query.longitude, latitude, longitude)
        if service_id not in nearest or miles < nearest[service_id].miles:
            nearest[service_id] = _NearestPlace(location_id, miles)
    return nearest


def _need_scores(query: Query, service_ids: list[int], session: Session) -> dict[int, float]:
    """How well each service fits the needs: the mean over all needs asked for of stated, mentioned, general or none."""
    if not query.needs:
        return {}
    rows = session.execute(
        select(Term.service_id, Term.name, Term.stated).where(
            Term.service_id.in_(service_ids), Term.kind == "need", Term.name.in_((*query.needs, ANY_NEED))
        )
    )
    fits: dict[int, dict[str, float]] = {}
    for service_id, code, stated in rows:
        fits.setdefault(service_id, {})[code] = GENERAL if code == ANY_NEED else STATED if stated else MENTIONED
    return {
        service_id: sum(max(fit.get(code, 0.0), fit.get(ANY_NEED, 0.0)) for code in query.needs) / len(query.needs)
        for service_id, fit in fits.items()
    }


class _Scores:
    """The score of each candidate and its parts, each from 0 to 1."""

    def __init__(
        self,
        candidates: Iterable[int],
        relevance: Mapping[int, float],
        needs: Mapping[int, float],
        nearest: Mapping[int, _NearestPlace],
    ) -> None:
        best = max((relevance.get(identity, 0.0) for identity in candidates), default=0.0)
        self._relevance, self._best, self._needs, self.nearest = relevance, best, needs, nearest

    def text(self, identity: int) -> float:
        """How well the text fits, compared with the best of the candidates."""
        return self._relevance.get(identity, 0.0) / self._best if self._best > 0 else 0.0

    def need(self, identity: int) -> float:
        """How well the needs fit."""
        return self._needs.get(identity, 0.0)

    def near(self, identity: int) -> float:
        """How near it is: 1 next door, 0 when its place is not known."""
        place = self.nearest.get(identity)
        return HALF_AS_NEAR_MILES / (HALF_AS_NEAR_MILES + place.miles) if place else 0.0

    def score(self, identity: int) -> float:
        """The parts, weighed."""
        return TEXT_WEIGHT * self.text(identity) + NEED_WEIGHT * self.need(identity) + NEAR_WEIGHT * self.near(identity)


def _load(chosen: list[int], scores: _Scores, session: Session) -> tuple[FoundService, ...]:
    rows = session.execute(
        select(Service)
        .where(Service.id.in_(chosen))
        .options(joinedload(Service.feed), selectinload(Service.locations), selectinload(Service.terms))
    )
    services = {service.id: service for service in rows.scalars()}
    return tuple(_found(services[identity], scores) for identity in chosen)


def _found(service: Service, scores: _Scores) -> FoundService:
    nearest = scores.nearest.get(service.id)
    place = next((place for place in service.locations if nearest and place.id == nearest.location_id), None)
    place = place or (service.locations[0] if service.locations else None)
    return FoundService(
        id=service.id,
        name=service.name,
        description=service.description,
        organisation=service.organisation,
        url=service.url,
        email=service.email,
        phone=service.phone,
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        free=service.free,
        cost=service.cost,
        lowest_price_pence=service.lowest_price_pence,
        days=tuple(service.days.split(",")) if service.days else (),
        needs_referral=service.needs_referral,
        sample=service.sample,
        place=", ".join(part for part in (place.name, place.address, place.postcode) if part) if place else "",
        distance_miles=nearest.miles if nearest else None,
        stated_needs=tuple(term.name for term in service.terms if term.kind == "need" and term.stated),
        feed_source=service.feed.source,
        licence=service.feed.licence,
        assured_on=service.assured_on,
        imported_on=service.feed.imported_at.date(),
        score=scores.score(service.id),
        text_score=scores.text(service.id),
        need_score=scores.need(service.id),
    )
