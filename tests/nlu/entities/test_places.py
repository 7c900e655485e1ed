"""Where a family lives, and which council is meant."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("sk81ab", "SK8 1AB"),
        ("we are in sk8", "SK8"),
        ("M21 area", "M21"),
        ("SK99 9ZZ", "SK99 9ZZ"),
        ("no, SK8 not SK7", "SK8"),
        ("BT1 5GS any drama clubs", "BT1 5GS"),
        ("M2O 4RT is ours", "M20 4RT"),
        ("we're at OXl4, soft play please", "OX14"),
        ("WFl 2QT", "WF1 2QT"),
        ("postcode SK8 IAB", "SK8 1AB"),
        ("dance class SK8", "SK8"),
    ],
)
def test_a_postcode_is_found_however_it_is_typed(found, text, postcode):
    assert found(text, "postcode") == {"postcode": [postcode]}


@pytest.mark.parametrize(
    "text",
    [
        *("hello12", "the M6 was shut", "come b4 9am please", "section 36", "EHCP2", "vitamin B12", "y6 and y7"),
        *("he chews his hands bloody", "bloods were taken", "funding band E3", "M6 services", "the lions club"),
        "all 3rd year pupils",
    ],
)
def test_what_only_looks_like_a_postcode_is_none(found, text):
    assert found(text, "postcode") == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("youth club in cardiff", "cardiff"),
        ("Northern Ireland", "northern ireland"),
        ("things to do on the Isle of Man", "isle of man"),
        ("what about bristol instead", "bristol"),
        ("sorry, Norwich not Bristol", "norwich"),
        ("we just moved to Norwich from Leeds", "norwich"),
        ("we are from Leeds", "leeds"),
        ("his school is in Leeds but we live in Wakefield", "wakefield"),
        ("lives with his nan in Penrith, school in Carlisle", "penrith"),
        ("we moved out of Croydon into Sutton in the summer", "sutton"),
        ("I'm a dad in barking", "barking"),
        ("anything near bath for wheelchairs", "bath"),
        ("He is seven. Reading. No school place", "reading"),
        ("king's lynn", "king's lynn"),
        ("she live Preston, she want friends", "preston"),
        ("we live in a hamlet called Mungrisdale", "mungrisdale"),
        ("asperger, 21, Harogate, want job coach", "harrogate"),
        ("i am in Peterbrough", "peterborough"),
    ],
)
def test_a_place_is_found_in_england_and_beyond(found, text, place):
    assert found(text, "place") == {"place": [place]}


def test_a_town_with_an_everyday_name_is_known_by_the_county_beside_it(found):
    assert found("Deal in Kent, playscheme", "place")["place"][0] == "deal"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "my son Tyrone is 9",
            "he wore his jersey",
            "she is reading well",
            "a bath every day",
            "what a deal they gave us",
        ),
        *("Mrs Preston never rang", "we hope to settle it", "he goes to Chester Road Primary", "march in and ask them"),
        *("my daughter Chelsea is 9", "the house sale fell through", "a cheese sandwich", "she was stone cold"),
        *("my mother knows Susannah", "we have Stevensons class teacher", "from Rochelle, hello"),
        *("the therapist left in March", "he only eats yorkshire puddings"),
        *("a fleet of taxis", "bunk beds for respite", "he is chard and burnt by it all", "under the poplar tree"),
    ],
)
def test_a_name_that_is_also_a_word_is_no_place(found, text):
    assert found(text, "place") == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kent council told us to wait", "886"),
        ("Stockport LA", "356"),
        ("Bradford MDC say it ends at 19", "380"),
        ("Essex say they have sent it", "881"),
        ("Leicester City Council", "856"),
        ("our council is Hackney", "204"),
        ("Bath council refused", "800"),
        ("Cheshire East SEND team", "895"),
    ],
)
def test_a_council_is_found_by_the_names_people_use(found, text, code):
    assert found(text, "authority", "place") == {"authority": [code]}


@pytest.mark.parametrize("text", ["the school in Truro says no", "we live in Kent", "for reading council letters"])
def test_a_place_or_a_word_is_not_taken_for_its_council(found, text):
    assert found(text, "authority") == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("we live in Winchcombe and he is 7", "winchcombe"),
        ("I'm in Settle, North Yorkshire", "settle"),
        ("Are there any groups in Cullompton for us?", "cullompton"),
    ],
)
def test_a_small_place_is_found_by_how_it_is_written(found, text, place):
    assert found(text, "place")["place"][0] == place


@pytest.mark.parametrize(
    "text",
    [
        *("he is in Reception", "I live in Hope", "good in English and Maths", "we come from Ukraine"),
        *("HE IS IN TEARS EVERY DAY", "the words in Section F", "a place in Oakwood Academy"),
    ],
)
def test_a_capital_alone_makes_no_place(found, text):
    assert found(text, "place") == {}
