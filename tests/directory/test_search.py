"""A family looks for a service. The same in SQLite and in PostgreSQL."""

from __future__ import annotations

import pytest

from fingerpost.directory.importer import import_local_offer
from fingerpost.directory.search import Query, relax, search
from fingerpost.directory.wording import as_reply_service, relaxed_text

HOME = {"latitude": 53.40, "longitude": -2.20}
NEXT_DOOR = (53.401, -2.201)
FOUR_MILES = (53.458, -2.20)
TWENTY_MILES = (53.69, -2.20)
FIFTY_MILES = (54.12, -2.20)


@pytest.fixture
def offer(any_directory, write_feed):
    """Imports services of one authority, and gives a function that searches them."""

    def load(*services, authority="356", name="feed.json"):
        import_local_offer(
            write_feed({"contents": list(services)}, name), address=any_directory, authority=authority, progress=False
        )

    def names(text="", **limits):
        return [service.name for service in search(Query(text, **limits), address=any_directory).services]

    load.names, load.address = names, any_directory
    return load


def test_a_family_finds_what_they_ask_for(offer, make_service):
    offer(
        make_service("1", "Otter Swim School", description="Learn in warm water."),
        make_service("2", "Chess Club", description="There is a swimming pool in the same building."),
        make_service("3", "Judo"),
    )
    assert offer.names("swimming") == ["Otter Swim School", "Chess Club"]
    assert offer.names("I want to swim") == ["Otter Swim School", "Chess Club"]
    assert offer.names("opera") == []


def test_words_that_mean_the_same_find_each_other(offer, make_service):
    offer(make_service("1", "Overnight respite"), make_service("2", "Weekend short breaks"), make_service("3", "Judo"))
    assert set(offer.names("respite")) == {"Overnight respite", "Weekend short breaks"}
    assert set(offer.names("short breaks")) == {"Overnight respite", "Weekend short breaks"}


def test_common_words_do_not_drown_the_one_that_matters(offer, make_service):
    offer(make_service("1", "Chess club for children"), make_service("2", "Support group for families"))
    assert offer.names("a chess club or group for my child") == ["Chess club for children"]


def test_accents_and_misspellings_are_understood(offer, make_service):
    offer(make_service("1", "Café Tots"), make_service("2", "Gymnastics for all"))
    assert offer.names("cafe") == ["Café Tots"]
    assert offer.names("CAFÉ") == ["Café Tots"]
    result = search(Query("gymnastix"), address=offer.address)
    assert [service.name for service in result.services] == ["Gymnastics for all"]
    assert result.searched_for == "gymnastics"


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "' OR 1=1 --",
        "NEAR(a b)",
        "name:judo AND",
        "judo*",
        "(((",
        "a & | ! <->",
        "\x00judo",
        "😀",
        "^",
        "judo " * 9999,
    ],
)
def test_no_text_can_break_the_search(offer, make_service, text):
    offer(make_service("1", "Judo"))
    assert offer.names(text) in (["Judo"], [])


@pytest.mark.parametrize("age", [0, 4, 5, 11, 12, 25])
def test_ages_include_both_ends_and_no_limit_means_everyone(offer, make_service, age):
    offer(
        make_service("1", "Five to eleven", minimum_age=5, maximum_age=11),
        make_service("2", "From twelve", minimum_age=12),
        make_service("3", "Up to four", maximum_age=4),
        make_service("4", "Everyone"),
    )
    expected = {"Everyone"}
    expected |= {"Five to eleven"} if 5 <= age <= 11 else set()
    expected |= {"From twelve"} if age >= 12 else set()
    expected |= {"Up to four"} if age <= 4 else set()
    assert set(offer.names(age=age)) == expected


def test_closed_and_vanished_services_are_never_shown(offer, make_service):
    offer(make_service("1", "Judo open"), make_service("2", "Judo gone"))
    offer(
        make_service("1", "Judo open"),
        make_service("3", "Judo shut", status="temporarily closed"),
        make_service("4", "Judo over", status="defunct"),
        make_service("5", "Judo asleep", status="inactive"),
        make_service("6", "Judo unknown", status="who knows"),
    )
    assert offer.names("judo") == ["Judo open"]
    relaxed = relax(Query("judo gone", day="monday", free=True, **HOME), address=offer.address)
    assert [service.name for service in relaxed.services] in ([], ["Judo open"])


def test_free_and_the_highest_price(offer, make_service):
    offer(
        make_service("1", "Free judo", fees="Free"),
        make_service("2", "Cheap judo", cost_options=[{"amount": 3.5}]),
        make_service("3", "Dear judo", cost_options=[{"amount": 20}]),
        make_service("4", "Some judo"),
    )
    assert offer.names("judo", free=True) == ["Free judo"]
    assert set(offer.names("judo", max_price=3.5)) == {"Free judo", "Cheap judo"}


def test_the_day(offer, make_service):
    offer(
        make_service("1", "Saturday judo", days="SA"),
        make_service("2", "Monday judo", days="MO"),
        make_service("3", "Some judo"),
    )
    assert offer.names("judo", day="saturday") == ["Saturday judo"]
    assert offer.names("judo", day="MO") == ["Monday judo"]
    assert offer.names("judo", day="weekend") == ["Saturday judo"]


def test_a_need_that_the_feed_states_comes_before_one_that_is_only_mentioned(offer, make_service):
    offer(
        make_service("1", "Judo one", description="We welcome autistic children."),
        make_service("2", "Judo two", terms=["Autistic Spectrum Disorder (ASD)"]),
        make_service("3", "Judo three", description="For disabled children."),
        make_service("4", "Judo four"),
    )
    assert offer.names("judo", needs=("ASD",)) == ["Judo two", "Judo one", "Judo three"]
    assert offer.names("judo for my autistic son", needs=("ASD",)) == ["Judo two", "Judo one", "Judo three"]


def test_one_need_of_several_is_enough_but_more_is_better(offer, make_service):
    offer(
        make_service("1", "Judo one", terms=["Hearing"]),
        make_service("2", "Judo two", terms=["Hearing", "Autism"]),
        make_service("3", "Judo three", terms=["Visual"]),
    )
    assert offer.names("judo", needs=("ASD", "HI")) == ["Judo two", "Judo one"]


def test_the_nearest_comes_first_and_places_that_are_not_known_come_last(offer, make_service):
    offer(
        make_service("1", "Judo nowhere"),
        make_service("2", "Judo further", at=FOUR_MILES),
        make_service("3", "Judo here", at=NEXT_DOOR),
    )
    result = search(Query("judo", authority="356", **HOME), address=offer.address)
    assert [service.name for service in result.services] == ["Judo here", "Judo further", "Judo nowhere"]
    assert [service.distance_miles and round(service.distance_miles) for service in result.services] == [0, 4, None]


def test_only_the_own_authority_and_what_is_near(offer, make_service):
    offer(make_service("1", "Own near", at=NEXT_DOOR), make_service("2", "Own far", at=TWENTY_MILES))
    offer(
        make_service("1", "Next near", at=FOUR_MILES),
        make_service("2", "Next far", at=TWENTY_MILES),
        make_service("3", "Next nowhere"),
        authority="352",
        name="next.json",
    )
    assert offer.names(authority="356", **HOME) == ["Own near", "Next near", "Own far"]
    assert offer.names(authority="356") == ["Own far", "Own near"]
    assert offer.names(**HOME) == ["Own near", "Next near"]
    assert len(offer.names()) == 5


def test_the_nearest_of_several_places_counts(offer, make_service):
    service = make_service("1", "Judo", at=FOUR_MILES)
    service["service_at_locations"] += make_service("x", "x", at=NEXT_DOOR)["service_at_locations"]
    service["service_at_locations"][1]["location"]["name"] = "The Near Hall"
    offer(service)
    found = search(Query("judo", **HOME), address=offer.address).services[0]
    assert found.distance_miles < 1
    assert found.place == "The Near Hall"


def test_a_vague_wish_finds_what_fits_the_need(offer, make_service):
    offer(make_service("1", "Deaf youth night"), make_service("2", "Friends of the museum"))
    assert offer.names("somewhere for my deaf daughter to make friends", needs=("HI",)) == ["Deaf youth night"]


def test_the_words_of_a_need_that_is_given_up_are_given_up_with_it(offer, make_service):
    offer(make_service("1", "Judo"))
    result = relax(Query("judo for my blind son", needs=("VI",)), address=offer.address)
    assert ([service.name for service in result.services], result.relaxed) == (["Judo"], ("need",))


def test_the_number_of_results_and_how_many_there_are(offer, make_service):
    offer(*(make_service(str(number), f"Judo {number}") for number in range(8)))
    result = search(Query("judo", limit=3), address=offer.address)
    assert (len(result.services), result.total) == (3, 8)


def test_what_is_not_known_is_an_error(offer):
    with pytest.raises(ValueError, match="XYZ is not a need"):
        offer.names(needs=("XYZ",))
    with pytest.raises(ValueError, match="is not a day"):
        offer.names(day="someday")
    with pytest.raises(ValueError, match="both its latitude and its longitude"):
        offer.names(latitude=53.4)


@pytest.fixture
def judo(offer, make_service):
    """One judo club: Mondays, £5, for autistic children of 8 and more, four miles away."""
    offer(
        make_service(
            "1",
            "Judo",
            days="MO",
            cost_options=[{"amount": 5}],
            terms=["Autism"],
            minimum_age=8,
            at=FOUR_MILES,
        )
    )
    return offer.address


@pytest.mark.parametrize(
    ("limits", "relaxed"),
    [
        ({"day": "saturday"}, ("day",)),
        ({"free": True}, ("cost",)),
        ({"max_price": 2.5}, ("cost",)),
        ({"within_miles": 2}, ("distance",)),
        ({"needs": ("VI",)}, ("need",)),
        ({"day": "saturday", "needs": ("ASD",), "age": 9}, ("day",)),
        ({"day": "saturday", "free": True}, ("day", "cost")),
        ({"day": "monday", "free": True, "needs": ("ASD",)}, ("cost",)),
    ],
)
def test_one_limit_is_given_up_at_a_time_and_named(judo, limits, relaxed):
    query = Query("judo", **HOME, **limits)
    assert search(query, address=judo).services == ()
    result = relax(query, address=judo)
    assert [service.name for service in result.services] == ["Judo"]
    assert result.relaxed == relaxed
    assert relaxed_text(result).count("I looked") == len(relaxed)


def test_the_age_is_never_given_up(judo):
    result = relax(Query("judo", age=5, day="saturday", free=True, **HOME), address=judo)
    assert (result.services, result.relaxed) == ((), ())


def test_what_was_given_up_is_said_in_plain_words(judo):
    query = Query("judo", day="saturday", max_price=2.5, needs=("VI",), within_miles=2, **HOME)
    assert relaxed_text(relax(query, address=judo)) == (
        "I found nothing that fits everything. "
        "I looked at other days than Saturday too, so check the days of these. "
        "I looked at services that are not known to be £2.50 or less too, so check the cost of these. "
        "I looked further than 2 miles away too. "
        "I looked at services that do not say they are for blindness or sight loss too, "
        "so ask how they would welcome your child."
    )


def test_a_service_card_says_what_is_known(offer, make_service):
    offer(
        make_service(
            "1",
            "Judo",
            description="Judo on soft mats. Come as you are.",
            minimum_age=5,
            maximum_age=11,
            cost_options=[{"amount": 3.5}],
            days="MO,TH",
            assured_date="2025-03-02",
            at=FOUR_MILES,
        )
    )
    card = as_reply_service(search(Query("judo", **HOME), address=offer.address).services[0])
    assert (card.name, card.what) == ("Judo", "Judo on soft mats. Come as you are.")
    assert (card.ages, card.cost, card.days) == ("5 to 11 years", "£3.50", "Monday and Thursday")
    assert (card.distance_miles, card.place) == (4.0, "The Hall")
    assert card.last_checked == "last checked by the provider on 2 March 2025"
    assert card.source == "Local Offer file feed.json"


def test_a_service_card_says_what_is_not_known(offer, make_service):
    offer(make_service("1", "Judo"))
    card = as_reply_service(search(Query("judo", **HOME, authority="356"), address=offer.address).services[0])
    assert (card.ages, card.cost, card.days) == ("any age", "Ask about cost", "Ask about days")
    assert card.distance_miles is None
    assert card.last_checked.startswith("not known when last checked; imported on ")


def test_a_sample_says_that_it_is_one(offer, make_service):
    offer(make_service("1", "Judo", sample=True))
    card = as_reply_service(search(Query("judo"), address=offer.address).services[0])
    assert card.sample
    assert card.source == "Sample data: not a real service"
