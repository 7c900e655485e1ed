"""Whom a message is about: age, school year, support needs."""

from __future__ import annotations

import pytest


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
        ("Whitehaven. Lego club. Autistic. 10. Thank you.", 10),
        ("his 14th birthday is coming up", 13),
        ("her 18th birthday was last week", 18),
        ("just gone 3", 3),
        ("caller's dau 8, ADHD", 8),
        ("my boy Jude, our middle one, is four, he loves trains", 4),
        ("wor bairn's two and a half", 2),
        ("gymnastics spina bifida 8 ormskirk", 8),
        ("Beavers for a deaf boy, six and three quarters, Ely", 6),
        ("it's her 18th in two weeks", 17),
        ("a week past his 5th birthday and still in nappies", 5),
        ("downs syndrome, eighteen in a fortnight", 17),
        ("a young woman, twenty-four, and her gran", 24),
        ("a wee boy of eighteen months", 1),
        ("Usher syndrome, 18 now, needs mobility lessons", 18),
    ],
)
def test_an_age_is_found(found, text, age):
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
            "one of us is eighty-one",
            "band 2 funding Ely",
        ),
    ],
)
def test_another_number_is_no_age(found, text):
    assert found(text, "age") == {}


@pytest.mark.parametrize(
    ("text", "year_group"),
    [
        *(("in y6.", "6"), ("Year 10, and", "10"), ("starts reception soon", "R"), ("year eleven", "11")),
        *(("a Year 5 girl", "5"), ("I teach Year 2", "2"), ("year R child", "R"), ("yr7 lad", "7")),
        *(("was in year 4 then, he's in year 7 now", "7"), ("ADHD, Y3", "3")),
        *(("it's his GCSE year", "11"), ("she is in lower sixth", "12")),
    ],
)
def test_a_school_year_is_found(found, text, year_group):
    assert found(text, "age", "year_group") == {"year_group": [year_group]}


@pytest.mark.parametrize(
    "text",
    [
        "the school's reception desk",
        "we sat in reception for an hour",
        "last year 3 staff left",
        "year 2 of this fight",
        "the lady on reception at the surgery",
    ],
)
def test_another_year_or_reception_is_no_school_year(found, text):
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
def test_of_several_children_the_one_asked_about_counts(found, text, ages):
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
def test_a_need_is_found_in_everyday_words(found, text, codes):
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
def test_what_only_sounds_like_a_need_is_none(found, text):
    assert found(text, "need") == {}
