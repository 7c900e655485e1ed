"""Say in plain words what the directory knows about a service, and what it does not know."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from fingerpost import reply
from fingerpost.directory.costs import pounds_text
from fingerpost.directory.need_terms import need_terms
from fingerpost.directory.record import DAYS
from fingerpost.directory.search import FoundService, Query, SearchResult

SUMMARY_LIMIT_CHARACTERS = 240
# Feeds write 99 or 100 where they mean that there is no upper limit.
NO_UPPER_LIMIT_FROM = 99


def as_reply_service(found: FoundService) -> reply.Service:
    """A search result as it is shown to a family."""
    return reply.Service(
        id=str(found.id),
        name=found.name,
        what=what_text(found),
        ages=ages_text(found.minimum_age, found.maximum_age),
        cost=cost_text(found),
        days=days_text(found.days),
        organisation=found.organisation,
        distance_miles=None if found.distance_miles is None else round(found.distance_miles, 1),
        place=found.place,
        phone=found.phone,
        email=found.email,
        url=found.url,
        source=source_text(found),
        last_checked=last_checked_text(found),
        sample=found.sample,
    )


def what_text(found: FoundService) -> str:
    """The first sentences of the description, and whether someone has to refer the child."""
    summary = shortened(found.description)
    return " ".join(part for part in (summary, "You need a referral." if found.needs_referral else "") if part)


def shortened(text: str) -> str:
    """The first whole sentences that fit in 240 characters, or the first words of a longer sentence."""
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) <= SUMMARY_LIMIT_CHARACTERS:
        return text
    ends = [match.end() for match in re.finditer(r"[.!?](?= )", text[: SUMMARY_LIMIT_CHARACTERS + 1])]
    if ends and ends[-1] >= SUMMARY_LIMIT_CHARACTERS / 3:
        return text[: ends[-1]]
    return text[:SUMMARY_LIMIT_CHARACTERS].rsplit(" ", 1)[0] + " …"


def ages_text(youngest: int | None, oldest: int | None) -> str:
    """For example "5 to 11 years", "16 years and over", "any age"."""
    if oldest is not None and oldest >= NO_UPPER_LIMIT_FROM:
        oldest = None
    if youngest is None and oldest is None:
        return "any age"
    if oldest is None:
        return f"{_years(youngest or 0)} and over"
    if youngest is None:
        return f"up to {_years(oldest)}"
    return _years(oldest) if youngest == oldest else f"{youngest} to {_years(oldest)}"


def _years(number: int) -> str:
    return "1 year" if number == 1 else f"{number} years"


def cost_text(found: FoundService) -> str:
    """ "Free", the provider's own words, the lowest price, or "Ask about cost"."""
    if found.free:
        return "Free"
    if found.cost:
        return found.cost
    if found.lowest_price_pence:
        return f"from {pounds_text(found.lowest_price_pence)}"
    return "Ask about cost"


def days_text(days: tuple[str, ...]) -> str:
    """For example "Monday and Thursday", "Monday to Friday", "Every day", "Ask about days"."""
    if not days:
        return "Ask about days"
    if len(days) == len(DAYS):
        return "Every day"
    names = [DAYS[code] for code in days]
    if len(days) > 2 and ",".join(days) in ",".join(DAYS):
        return f"{names[0]} to {names[-1]}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def last_checked_text(found: FoundService) -> str:
    """When the provider last checked the record, or that this is not known."""
    if found.assured_on is not None:
        return f"last checked by the provider on {_written(found.assured_on)}"
    return f"not known when last checked; imported on {_written(found.imported_on)}"


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def source_text(found: FoundService) -> str:
    """Where the record comes from, with its licence where known."""
    host = urlsplit(found.feed_source).hostname if "://" in found.feed_source else None
    origin = f"Local Offer feed of {host}" if host else f"Local Offer file {Path(found.feed_source).name}"
    if found.sample:
        origin = "Sample data: not a real service"
    return f"{origin} ({found.licence})" if found.licence else origin


def relaxed_text(result: SearchResult) -> str:
    """What was given up to find anything, one sentence for each limit; "" when nothing was."""
    if not result.relaxed:
        return ""
    return " ".join(
        ["I found nothing that fits everything.", *(_given_up(name, result.query) for name in result.relaxed)]
    )


def _given_up(limit: str, query: Query) -> str:
    if limit == "day":
        day = "the weekend" if query.day == "weekend" else day_name(query.day or "")
        return f"I looked at other days than {day} too, so check the days of these."
    if limit == "cost":
        price = "free" if query.free else f"{pounds_text(round((query.max_price or 0) * 100))} or less"
        return f"I looked at services that are not known to be {price} too, so check the cost of these."
    if limit == "distance":
        return f"I looked further than {query.within_miles:g} miles away too."
    names = " or ".join(need_terms()[code].name for code in query.needs)
    return f"I looked at services that do not say they are for {names} too, so ask how they would welcome your child."


def day_name(day: str) -> str:
    """The name of a weekday that is given as its code or its name in any letters."""
    return DAYS.get(day.strip().upper(), day.strip().capitalize())
