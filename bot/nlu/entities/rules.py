"""All entity rules over one message, with competing readings settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.nlu.entities.ages import find_ages
from bot.nlu.entities.contact_wanted import contacts_wanted
from bot.nlu.entities.dates import find_dates
from bot.nlu.entities.found import Entity, clear_of, longest_first, without_withdrawn
from bot.nlu.entities.limits import find_costs, find_days
from bot.nlu.entities.misspelt_places import find_misspelt_places
from bot.nlu.entities.named_places import find_places
from bot.nlu.entities.phrases import find_kinds, find_needs, find_roles
from bot.nlu.entities.postcodes import find_postcodes
from bot.nlu.entities.proper_names import find_unlisted_places
from bot.nlu.entities.references import find_references
from bot.nlu.entities.school_years import find_school_years
from bot.nlu.entities.service_wanted import is_wanted, seeks_something
from bot.nlu.entities.unlisted_services import find_unlisted_service
from bot.nlu.entities.which_child import of_the_child_meant

LONGEST_READ_CHARACTERS = 50_000


def find_entities(text: str, today: date | None = None) -> list[Entity]:
    """Every entity in the text, in order; what the writer takes back ("not SK7") is left out.

    `today` settles dates without a year. Text beyond 50,000 characters is not read.
    """
    text = text[:LONGEST_READ_CHARACTERS]
    exact = longest_first(find_postcodes(text) + find_references(text) + find_dates(text, today or date.today()))
    told = clear_of(find_school_years(text) + find_ages(text) + find_days(text) + find_costs(text), exact)
    fixed = longest_first(exact + told)
    named = longest_first(clear_of(find_places(text), fixed))
    named += find_misspelt_places(text, fixed + named)
    named += find_unlisted_places(text, fixed + named)
    roles = contacts_wanted(text, longest_first(clear_of(find_roles(text), fixed + named)))
    needs = longest_first(clear_of(find_needs(text), fixed + named))
    kinds = _kinds_wanted(text, fixed + named, roles, needs)
    limits = fixed if kinds or seeks_something(text) else [one for one in fixed if one.name not in ("day", "cost")]
    found = sorted(limits + named + roles + needs + kinds, key=lambda one: one.start)
    return of_the_child_meant(without_withdrawn(found, text), text)


def _kinds_wanted(text: str, told: list[Entity], roles: list[Entity], needs: list[Entity]) -> list[Entity]:
    limits = [one for one in told if one.name in ("postcode", "place", "cost")]
    others = [one for one in told if one.name != "day"]  # "Sunday league" names both
    listed = longest_first(clear_of(find_kinds(text, needs), others + roles))
    if not listed:
        return find_unlisted_service(text, told + roles + needs)
    return [
        replace(one, value=_called(" ".join(text[one.start : one.end].lower().split()), one.value.search))
        for one in listed
        if is_wanted(text, one, limits, only_if_asked=one.value.only_if_asked)
    ]


def _called(said: str, searched: str) -> str:
    """What a service is called: "swimming" for "swimming clubs", but "barber" for what is searched as "haircuts"."""
    return searched if searched in said else said
