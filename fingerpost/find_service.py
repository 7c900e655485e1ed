"""Finding a local service: what is still to be asked, the search with its limits, and the honest Reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fingerpost import contacts, topics
from fingerpost.directory import search
from fingerpost.directory.need_terms import need_terms
from fingerpost.directory.query_words import query_words
from fingerpost.directory.search import SearchResult
from fingerpost.directory.wording import as_reply_service, relaxed_text
from fingerpost.places import Place, postcodes_in
from fingerpost.reply import Choice, Contact, Reply
from fingerpost.settings import settings

TOPIC = "find_service"
SHOWN = 5
POSSIBLE_SHOWN = 4
MOST_SEARCH_WORDS = 3
# Written without their apostrophes, these would be searched for.
_CONTRACTIONS = re.compile(
    r"\b(?:i[mdv]e?|hes|shes|its|theyre|theyve|weve|youre|theres|whats|wheres|whos|dont|doesnt|didnt|isnt|arent|wont|"
    r"cant|couldnt|hasnt|havent)\b",
    re.IGNORECASE,
)
_IDEAS = (
    ("Clubs and activities", "club"),
    ("Childcare", "childcare"),
    ("Therapies", "therapy"),
    ("Groups for parents", "parent carer group"),
    ("Short breaks", "short break respite"),
)


@dataclass(frozen=True)
class Wish:
    """What a family looks for. `text` is what to search for in words, `called` how the family says it, `day` a weekday
    or weekend, `cost` free or the most they would pay in pounds, `needs` codes of the SEN2 return."""

    text: str = ""
    called: str = ""
    day: str | None = None
    cost: str | float | None = None
    age: int | None = None
    needs: tuple[str, ...] = field(default=())


def find(wish: Wish, place: Place | None, place_problem: str = "") -> Reply:
    """Services that fit, or the one question that is still missing. `place_problem` says why a place was not found."""
    if place is not None and place.is_outside_england:
        return other_nation(place)
    if place is None:
        return _ask_where(wish, place_problem)
    if place.latitude is None and place.authority is None:
        return _ask_which_authority(wish, place)
    if not wish.text.strip() and not wish.needs:
        return _ask_what(wish, place)
    return _search(wish, place)


def other_nation(place: Place) -> Reply:
    """Where to go outside England: the route of that nation, with its links."""
    route = place.route
    if route is None:
        raise ValueError("this place is in England")
    country = f"the {route.country}" if route.country.startswith(("Isle", "Channel")) else route.country
    links = tuple(
        Contact(link.name, role=f"for families in {country}", part="independent", why=link.purpose, url=link.url)
        for link in route.links
    )
    return Reply(title=f"Help in {country}", text=route.text, topic="out_of_scope", contacts=links)


def _ask_where(wish: Wish, problem: str) -> Reply:
    lines = [problem] if problem else []
    lines.append(
        "Where do you live? The first part of your postcode is enough, for example SK8. The whole postcode is better."
    )
    if known := _said(wish):
        lines.append(f"So far I have: {known}.")
    return Reply(title="Where should I look?", text="\n\n".join(lines), topic=TOPIC)


def _ask_which_authority(wish: Wish, place: Place) -> Reply:
    choices = tuple(Choice(one.name, "inform", {"authority": one.code}) for one in place.possible[:POSSIBLE_SHOWN])
    lines = [place.note or "That could be more than one council."]
    if known := _said(wish):
        lines.append(f"So far I have: {known}.")
    return Reply(title="Which area do you mean?", text="\n\n".join(lines), topic=TOPIC, choices=choices)


def _ask_what(wish: Wish, place: Place) -> Reply:
    known = _said(wish)
    text = f"What are you looking for near {place.name}? Use your own words, or pick one."
    if known:
        text += f"\n\nSo far I have: {known}."
    choices = tuple(Choice(title, TOPIC, {"what": what}) for title, what in _IDEAS)
    return Reply(title="What should I look for?", text=text, topic=TOPIC, choices=choices)


def _search(wish: Wish, place: Place) -> Reply:
    query = search.Query(
        text=wish.text,
        latitude=place.latitude,
        longitude=place.longitude,
        authority=place.authority.code if place.authority else None,
        age=wish.age,
        needs=wish.needs,
        day=wish.day,
        free=wish.cost == "free",
        max_price=float(wish.cost) if wish.cost not in (None, "free") else None,
        limit=SHOWN,
    )
    result = search.search_or_relax(query, address=settings().directory_database())
    if not result.services:
        return _nothing(wish, place)
    return _found(wish, place, result)


def _found(wish: Wish, place: Place, result: SearchResult) -> Reply:
    looked = f"I looked for {_said(wish)} near {place.name}."
    found = _counted(result)
    lines = [looked, f"{relaxed_text(result)} {found}"] if result.relaxed else [f"{looked} {found}"]
    if place.kind == "postcode" and place.note:
        lines.append(place.note)
    if result.searched_for:
        lines.append(f"I searched for “{result.searched_for}”.")
    lines.append("Distances are in a straight line. Please ring or write first: details change.")
    services = tuple(as_reply_service(service) for service in result.services)
    notice = "Some of these are samples, made up to show how this works." if any(one.sample for one in services) else ""
    return Reply(
        title="Services near you",
        text="\n\n".join(lines),
        topic=TOPIC,
        services=services,
        choices=_next_choices(wish),
        notice=notice,
        staff={"scores": {service.name: round(service.score, 3) for service in result.services}},
    )


def _counted(result: SearchResult) -> str:
    if result.total == 1:
        return "I found one service."
    shown = len(result.services)
    return f"I found {result.total} services." + (f" Here are {shown}." if result.total > shown else "")


def _nothing(wish: Wish, place: Place) -> Reply:
    limited = wish.day or wish.cost is not None or wish.needs
    without_limits = ", even when I left limits out one by one" if limited else ""
    text = (
        f"I found nothing for {_said(wish)} near {place.name}{without_limits}. "
        "That does not mean there is nothing.\n\nYour council has to publish a Local Offer of services. "
        "Ask the people below, or try other words."
    )
    return Reply(
        title="Nothing found this time",
        text=text,
        topic=TOPIC,
        contacts=contacts.contact_points(TOPIC, authority=place.authority.code if place.authority else None),
        choices=tuple(Choice(topics.button(topic), topic) for topic in ("short_breaks", "speak_to_person")),
    )


def _next_choices(wish: Wish) -> tuple[Choice, ...]:
    offers = []
    if wish.cost != "free":
        offers.append(Choice("Only free ones", "inform", {"cost": "free"}))
    if wish.day is None:
        offers.append(Choice("At the weekend", "inform", {"day": "weekend"}))
    offers.append(Choice("Who to contact about this", "contact_point"))
    return tuple(offers)


def _said(wish: Wish) -> str:
    """What the family asked for, in words, for them to check."""
    parts = [wish.called or wish.text.strip() or "support"]
    if wish.age is not None:
        parts.append(f"for age {wish.age}" if wish.age else "for a baby")
    if names := _needs(wish):
        parts.append(f"with {names} in mind")
    if wish.day:
        parts.append(f"on {_day(wish)}")
    if wish.cost == "free":
        parts.append("that is free")
    elif wish.cost is not None:
        parts.append(f"for up to £{float(wish.cost):.2f}".replace(".00", ""))
    nothing_said = len(parts) == 1 and not wish.text.strip()
    return "" if nothing_said else " ".join(parts)


def _day(wish: Wish) -> str:
    if wish.day == "weekend":
        return "Saturday or Sunday"
    return (wish.day or "").capitalize()


def _needs(wish: Wish) -> str:
    names = [need_terms()[code].name for code in wish.needs if code in need_terms()]
    return " and ".join(names)


def words_to_search(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The words of a message that say what is looked for: without the details at `spans` (character positions), without
    postcodes and without the words that any question has. "" where so many are left that they tell a story."""
    kept = list(text)
    for start, end in [*spans, *((mention.start, mention.end) for mention in postcodes_in(text))]:
        kept[start:end] = " " * (end - start)
    words = [(word, query_words(word)) for word in re.findall(r"[^\W_]+", _CONTRACTIONS.sub(" ", "".join(kept)))]
    if sum(bool(known.finding) for _, known in words) > MOST_SEARCH_WORDS:
        return ""
    return " ".join(word.lower() for word, known in words if known)
