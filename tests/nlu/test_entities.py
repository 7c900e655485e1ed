"""What a message says in passing (place, age, need, day, cost, dates, role) is found, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu.details_only import is_details_only
from bot.nlu.entities import find_entities

TODAY = date(2026, 11, 21)
MESSAGES = yaml.safe_load(Path(__file__).with_name("conversation_messages.yml").read_text(encoding="utf-8"))
COMPLETE = ("postcode", "place", "age", "year_group", "need", "day", "cost", "dates")


def found(text: str, *kinds: str) -> dict[str, list[Any]]:
    """The values found by kind, each once and in order; places in small letters."""
    values: dict[str, list[Any]] = {}
    for entity in find_entities(text, TODAY):
        value = entity.value.lower() if entity.name == "place" else entity.value
        if entity.name in kinds and value not in values.setdefault(entity.name, []):
            values[entity.name].append(value)
    return values


def expected(entities: dict[str, Any]) -> dict[str, list[Any]]:
    listed = {name: value if isinstance(value, list) else [value] for name, value in entities.items()}
    return {name: [v.lower() if name == "place" else v for v in values] for name, values in listed.items()}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["text"][:60])
def test_a_first_message_holds_these_details_and_no_others(message):
    assert found(message["text"], *COMPLETE) == expected(message["entities"])


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
def test_a_postcode_is_found_however_it_is_typed(text, postcode):
    assert found(text, "postcode") == {"postcode": [postcode]}


@pytest.mark.parametrize(
    "text",
    [
        *("hello12", "the M6 was shut", "come b4 9am please", "section 36", "EHCP2", "vitamin B12", "y6 and y7"),
        *("he chews his hands bloody", "bloods were taken", "funding band E3", "M6 services", "the lions club"),
        "all 3rd year pupils",
    ],
)
def test_what_only_looks_like_a_postcode_is_none(text):
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
    ],
)
def test_a_place_is_found_in_england_and_beyond(text, place):
    assert found(text, "place") == {"place": [place]}


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
        *("a fleet of taxis", "bunk beds for respite", "he is chard and burnt by it all", "under the poplar tree"),
    ],
)
def test_a_name_that_is_also_a_word_is_no_place(text):
    assert found(text, "place") == {}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("he's actually 15", 15),
        ("my girl turned 17 in June", 17),
        ("a child of eight", 8),
        ("nearly 7", 6),
        ("18 months old", 1),
        ("I'm 19", 19),
        ("7", 7),
        ("my 10yr old", 10),
        ("my grandaughter is 9", 9),
        ("a baby, five months, who visits?", 0),
        ("adviser here, CYP 17, out of school", 17),
        ("twins, they are five", 5),
        ("she'll be 4 in June", 3),
        ("he turns 16 next month", 15),
        ("our lad is 5 and a half", 5),
        ("both 7, twins, and both at the same school", 7),
        ("autistic, 14, out of school", 14),
        ("11 and PDA", 11),
        ("my daughter is non verbal and 4", 4),
        ("a toddler of 2", 2),
        ("girl 13 self harms", 13),
        ("my boy, Dexter, is thirteen", 13),
        ("Lily is 9 and loves trains", 9),
        ("raising Tyler 12.", 12),
        ("he have 8 years", 8),
        ("boy 6 years, he no speak", 6),
        ("He's 3 years 7 months", 3),
        ("baby is 18 months", 1),
        ("when she was 3 they said wait, she is 9 now", 9),
        ("works at the level of a 5 year old but he is 16", 16),
        ("He's 18 and they will stop when he turns 19", 18),
    ],
)
def test_an_age_is_found(text, age):
    assert found(text, "age", "year_group") == {"age": [age]}


@pytest.mark.parametrize(
    "text",
    [
        *("her reading is two years behind", "the waiting list here is 4 years", "he had 3 seizures", "for 45 minutes"),
        *("he's 2 years behind", "what happens when he is 18", "her reading age is 6", "reads like a five year old"),
        *("support until age 25", "aged 5-11 only", "mum of three", "she has 2 to 1 support", "as if I'm six"),
        *(
            "the two year check",
            "wait 6 weeks, then 20",
            "a five-week-old report",
            "under sevens",
            "Code of Practice 9.166",
            "I am 44",
        ),
    ],
)
def test_another_number_is_no_age(text):
    assert found(text, "age") == {}


@pytest.mark.parametrize(
    ("text", "year_group"),
    [
        *(("in y6.", "6"), ("Year 10, and", "10"), ("starts reception soon", "R"), ("year eleven", "11")),
        *(("a Year 5 girl", "5"), ("I teach Year 2", "2"), ("year R child", "R"), ("yr7 lad", "7")),
        *(("was in year 4 then, he's in year 7 now", "7"), ("ADHD, Y3", "3")),
    ],
)
def test_a_school_year_is_found(text, year_group):
    assert found(text, "age", "year_group") == {"year_group": [year_group]}


@pytest.mark.parametrize(
    "text",
    [
        "the school's reception desk",
        "we sat in reception for an hour",
        "last year 3 staff left",
        "year 2 of this fight",
    ],
)
def test_another_year_or_reception_is_no_school_year(text):
    assert found(text, "year_group") == {}


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("my two are 5 and 9, both autistic", [5]),
        ("his sister is 11 and he is 6", [6]),
        ("my 14 year old is fine, it's my 8 year old I need help with", [8]),
        ("I'm 24 and look after my brother, he's 15", [15]),
        ("the little one is 4. Her brother, 9, has a plan", [4]),
    ],
)
def test_of_several_children_the_one_asked_about_counts(text, ages):
    assert found(text, "age")["age"][:1] == ages


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("he's on the spectrum", ["ASD"]),
        ("PDA, and non verbal", ["ASD", "SLCN"]),
        ("GDD they said", ["MLD"]),
        ("profound and multiple difficulties", ["PMLD"]),
        ("a little girl with Down's", ["DS"]),
        ("he no speak", ["SLCN"]),
        ("she hasn't said a word yet", ["SLCN"]),
        ("has hearing aids and dyslexia", ["HI", "SPLD"]),
        ("in a powerchair", ["PD"]),
        ("selective mutism", ["SEMH"]),
        ("dad says autisic", ["ASD"]),
        ("a boy with Dravet syndrome", ["OTH"]),
        ("I'm 15 and my anxiety is bad", ["SEMH"]),
    ],
)
def test_a_need_is_found_in_everyday_words(text, codes):
    assert sorted(found(text, "need").get("need", [])) == sorted(codes)


@pytest.mark.parametrize(
    "text",
    [
        *("it fell on deaf ears", "they turned a blind eye", "we have our ups and downs", "I can't see why"),
        *(
            "I'm so anxious about the hearing",
            "my own mental health",
            "they cut the speech therapy",
            "he can't walk home",
        ),
        *("the head is not talking to us", "the mental health support team", "I have no words"),
    ],
)
def test_what_only_sounds_like_a_need_is_none(text):
    assert found(text, "need") == {}


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
def test_a_council_is_found_by_the_names_people_use(text, code):
    assert found(text, "authority", "place") == {"authority": [code]}


@pytest.mark.parametrize("text", ["the school in Truro says no", "we live in Kent", "for reading council letters"])
def test_a_place_or_a_word_is_not_taken_for_its_council(text):
    assert found(text, "authority") == {}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("we live in Winchcombe and he is 7", "winchcombe"),
        ("I'm in Settle, North Yorkshire", "settle"),
        ("Are there any groups in Cullompton for us?", "cullompton"),
    ],
)
def test_a_small_place_is_found_by_how_it_is_written(text, place):
    assert found(text, "place")["place"][0] == place


@pytest.mark.parametrize(
    "text",
    [
        *("he is in Reception", "I live in Hope", "good in English and Maths", "we come from Ukraine"),
        *("HE IS IN TEARS EVERY DAY", "the words in Section F", "a place in Oakwood Academy"),
    ],
)
def test_a_capital_alone_makes_no_place(text):
    assert found(text, "place") == {}


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("appeal SE/845/25/01733 is listed", "SE/845/25/01733"),
        ("our ref EH356/24/00112", "EH356/24/00112"),
        ("eh356/24/00112", "EH356/24/00112"),
        ("case no 2025-00871 please", "2025-00871"),
        ("ref. 25/CMP/0192", "25/CMP/0192"),
        ("my reference number is 40918", "40918"),
    ],
)
def test_a_reference_is_found(text, reference):
    assert found(text, "reference", "dates") == {"reference": [reference]}


@pytest.mark.parametrize("text", ["the 2024-2025 school year", "on 12/03/2026", "SEND Code 2015", "about 6-8 weeks"])
def test_another_number_is_no_reference(text):
    assert found(text, "reference") == {}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("sat mornings", "saturday"),
        ("every wed", "wednesday"),
        ("on sat or sun", "weekend"),
        ("at week-ends", "weekend"),
        ("any day is fine", "any"),
        ("sundays not saturdays", "sunday"),
    ],
)
def test_a_day_is_found(text, day):
    assert found(text, "day") == {"day": [day]}


@pytest.mark.parametrize(
    "text",
    [
        *("he sat on the floor", "we got wed last year", "any day nurseries", "out in the sun", "in her Sunday best"),
        *("I want to email them before the review meeting on Friday", "the letter came Tuesday and it says no again"),
        "Tuesday is no good to me, I work, can they refuse to move the annual review",
    ],
)
def test_another_word_is_no_day(text):
    assert found(text, "day") == {}


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("under £10", 10.0),
        ("no more than five pounds a session", 5.0),
        ("a tenner", 10.0),
        ("we can only afford about £7.50 for my lad to go every week", 7.5),
        ("free ones please", "free"),
        ("cost doesn't matter", "any"),
    ],
)
def test_a_limit_on_the_cost_is_found(text, cost):
    assert found(text, "cost") == {"cost": [cost]}


@pytest.mark.parametrize(
    "text",
    [
        "they want to fine me £160 because he cannot face going in to school",
        "I saw a special buggy for sale at £400 and wondered about the NHS",
        "feel free to say no",
        "is it a free school",
        "free school meals",
        "speech therapy near Hull that isn't £90 an hour",
        "is there any football in Hull, free or cheap",
        "I'm free on Mondays if anyone knows a club near Hull",
        "the £6,000 threshold",
    ],
)
def test_another_amount_is_no_limit(text):
    assert found(text, "cost") == {}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("7 September 2026", ["2026-09-07"]),
        ("on 7/9/26", ["2026-09-07"]),
        ("15 December", ["2025-12-15"]),
        ("letter 20 October 2026, certificate 1st December 2026", ["2026-10-20", "2026-12-01"]),
        ("9.9.2025 by recorded delivery", ["2025-09-09"]),
        ("17th of February 2026", ["2026-02-17"]),
        ("Feb 3rd, 2026", ["2026-02-03"]),
        ("dated 3-2-2026", ["2026-02-03"]),
        ("the 3 Feb '26", ["2026-02-03"]),
        ("on 14 May", ["2026-05-14"]),
    ],
)
def test_dates_are_read_the_british_way_and_without_a_year_are_the_latest_past(text, dates):
    assert found(text, "dates") == {"dates": dates}


@pytest.mark.parametrize(
    "text", ["I care for him 24/7", "the 3 may not come", "we march 10 miles", "9/10 times", "1/2 an hour", "in may"]
)
def test_a_share_or_a_verb_is_no_date(text):
    assert found(text, "dates") == {}


def test_a_day_that_is_not_in_the_calendar_is_no_date():
    assert found("31 February 2026", "dates") == {}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        *(("the SENCO", "senco"), ("parent partnership", "sendiass"), ("our SEND team", "send_team")),
        ("who is our case officer at the council", "ehc_coordinator"),
        ("can someone from the transport team ring me", "transport_team"),
        ("our caseworker has left and nobody told us. how do we reach them", "ehc_coordinator"),
        ("please tell me who the designated medical officer is", "dco"),
        ("need the email for the short breaks team, not the general one", "short_breaks_team"),
        ("how do I get in touch with the educational psychologist", "educational_psychologist"),
        ("who do I ring about her school nurse appointment, the school nurse is never in", "school_nurse"),
        ("can I speak to the head teacher about this", "head_teacher"),
        ("phone number for the attendance officer please", "attendance_officer"),
        ("his independent reviewing officer, how do we contact them", "independent_reviewing_officer"),
        ("I want to talk to my caseworker's manager", "send_manager"),
        ("who runs the early help team round here", "family_help"),
        ("how do I contact the direct payments team", "direct_payments_team"),
    ],
)
def test_a_contact_role_is_found_by_its_everyday_names(text, role):
    assert found(text, "role") == {"role": [role]}


@pytest.mark.parametrize(
    "text",
    [
        "the GP says it is anxiety and the list is long",
        "I'm a SENCO in Hull and want to know about exams",
        "Family support worker here, mum needs a list of clubs",
        "the tribunal decision was good but they have not amended the plan",
    ],
)
def test_somebody_who_only_comes_up_is_no_contact_asked_for(text):
    assert found(text, "role") == {}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("is there a quiet knitting club near us for my daughter", "knitting club"),
        ("horse riding for disabled children near TA6 please", "horse riding"),
        ("an anger management group for 12 year olds round Wigan", "anger management group"),
        ("which childminders have a space and take a blind toddler", "childminder"),
        ("my lad loves football, anything like that on a Saturday in Hull?", "football"),
        ("nursery with SEN experience SE15, must have hours left over", "nursery"),
        ("he's 18. can i get a travel training thing in Wolverhampton", "travel training"),
        ("I'd like speech therapy for him near Leeds", "speech therapy"),
        ("Toy library. We are in the Leeds area and she has just turned one, sight loss", "toy library"),
    ],
)
def test_a_service_that_is_looked_for_is_found(text, what):
    assert found(text, "what")["what"][0] == what


@pytest.mark.parametrize(
    "text",
    [
        *(
            "his football was cancelled again and nobody told us why",
            "I sat in the car park for an hour with my folder",
        ),
        "I want speech therapy written into section F of the plan",
        "I need to know whether an occupational therapist would even look at that",
        "my 3 year old is at a nursery in Dewsbury and they want money for one to one",
        "I am a childminder in Hull and one of mine does not turn to his name",
        "she threw scissors in art and now she is permanently out, what can we do",
        "I don't want the special school they keep offering her",
        "the drama group leader keeps sending him home early every single week",
    ],
)
def test_a_service_that_only_comes_up_is_not_looked_for(text):
    assert found(text, "what") == {}


@pytest.mark.parametrize(
    "text",
    [
        "I may march in myself and will not settle for another deal like that",
        "they keep the faith and drink the coffee, the cheek of it, and it has been twenty weeks",
        "section 19 says full time but the head said a level of support is enough, is that the law",
        "Mark from the office said grace would be given, I hope he meant it",
        "a bath, a story and a sandwich cut in triangles, every night for six years",
        "I do not want a battle, I want a weekend off from it",
    ],
)
def test_ordinary_words_hold_no_detail(text):
    assert find_entities(text, TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "SK8 1AB",
        "he's 7",
        "no, year 5",
        "free ones please",
        "what about swimming?",
        "any day is fine",
        "make that £10",
        "sorry not deaf, blind",
    ],
)
def test_a_message_of_details_alone_is_known_as_such(text):
    assert is_details_only(text, [(one.start, one.end) for one in find_entities(text, TODAY)])


@pytest.mark.parametrize(
    "text",
    ["is it free?", "they refused to assess him on 20 October", "who do I ring in Leeds", "hello", "why year 5?"],
)
def test_a_message_that_asks_something_is_not_details_alone(text):
    assert not is_details_only(text, [(one.start, one.end) for one in find_entities(text, TODAY)])


def test_a_kind_of_service_is_found_in_the_plural_too():
    assert found("any toddler groups or dance classes?", "what") == {"what": ["toddler group", "dance"]}


def test_a_very_long_message_is_read_to_the_end_of_what_is_read():
    assert found("he is fine. " * 4000 + "SK8 1AB", "postcode") == {"postcode": ["SK8 1AB"]}
