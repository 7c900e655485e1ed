"""What is looked for, on which day and at what cost."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("sat mornings", "saturday"),
        ("every wed", "wednesday"),
        ("on sat or sun", "weekend"),
        ("at week-ends", "weekend"),
        ("any day is fine", "any"),
        ("sitter needed fri nights", "friday"),
        ("chess, Watford, wensday pm", "wednesday"),
        ("sundays not saturdays", "sunday"),
    ],
)
def test_a_day_is_found(found, text, day):
    assert found(text, "day") == {"day": [day]}


@pytest.mark.parametrize(
    "text",
    [
        *("he sat on the floor", "we got wed last year", "any day nurseries", "out in the sun", "in her Sunday best"),
        *("I want to email them before the review meeting on Friday", "the letter came Tuesday and it says no again"),
        "horse riding GL7, not Saturdays",
        "Tuesday is no good to me, I work, can they refuse to move the annual review",
    ],
)
def test_another_word_is_no_day(found, text):
    assert found(text, "day") == {}


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("under £10", 10.0),
        ("no more than five pounds a session", 5.0),
        ("a tenner", 10.0),
        ("a caravan near Mablethorpe, £400 for the week is our ceiling", 400.0),
        ("£3 is what we can afford, any swimming in Ely?", 3.0),
        ("we can only afford about £7.50 for my lad to go every week", 7.5),
        ("free ones please", "free"),
        ("cost doesn't matter", "any"),
    ],
)
def test_a_limit_on_the_cost_is_found(found, text, cost):
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
def test_another_amount_is_no_limit(found, text):
    assert found(text, "cost") == {}


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
        ("which barber near Wigan is patient with a boy who hates clippers", "barber"),
        ("Is there a stilt walking troupe near Hull that would take a deaf girl?", "stilt walking troupe"),
        ("lantern parade OX4 sundays", "lantern parade"),
        ("Optician. Uses a wheelchair. Ten. Grimsby", "optician"),
        ("Reading, Berkshire. Lego club. She would live in the box if we let her", "lego"),
        ("I'd love some sort of soft play session near Ilkeston", "soft play"),
        ("sitter needed in Truro, she has epilepsy", "sitter"),
        ("Toy library. We are in the Leeds area and she has just turned one, sight loss", "toy library"),
    ],
)
def test_a_service_that_is_looked_for_is_found(found, text, what):
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
        "is there any news on the plan in Leeds",
        "dyslexia refused, Hull",
        "we are swimming in forms here in Ely",
        "the drama group leader keeps sending him home early every single week",
    ],
)
def test_a_service_that_only_comes_up_is_not_looked_for(found, text):
    assert found(text, "what") == {}


def test_a_kind_of_service_is_found_in_the_plural_too(found):
    assert found("any toddler groups or dance classes?", "what") == {"what": ["toddler group", "dance"]}
