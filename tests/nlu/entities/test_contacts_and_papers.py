"""Who is to be reached, which case is meant, and which dates were told."""

from __future__ import annotations

import pytest


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
def test_a_reference_is_found(found, text, reference):
    assert found(text, "reference", "dates") == {"reference": [reference]}


@pytest.mark.parametrize("text", ["the 2024-2025 school year", "on 12/03/2026", "SEND Code 2015", "about 6-8 weeks"])
def test_another_number_is_no_reference(found, text):
    assert found(text, "reference") == {}


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
        ("made on the twenty-first of September 2024", ["2024-09-21"]),
    ],
)
def test_dates_are_read_the_british_way_and_without_a_year_are_the_latest_past(found, text, dates):
    assert found(text, "dates") == {"dates": dates}


@pytest.mark.parametrize(
    "text", ["I care for him 24/7", "the 3 may not come", "we march 10 miles", "9/10 times", "1/2 an hour", "in may"]
)
def test_a_share_or_a_verb_is_no_date(found, text):
    assert found(text, "dates") == {}


def test_a_day_that_is_not_in_the_calendar_is_no_date(found):
    assert found("31 February 2026", "dates") == {}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        *(("the SENCO", "senco"), ("parent partnership", "sendiass"), ("our SEND team", "send_team")),
        ("who is our case officer at the council", "ehc_coordinator"),
        ("Transport office please", "transport_team"),
        ("can someone put me onto the wheelchair service", "wheelchair_service"),
        ("I want a proper word with the SENCO", "senco"),
        ("CAMHS. Not the crisis line, the ordinary one", "mental_health_team"),
        ("the wheelchair clinic never answers, how else do I get them", "wheelchair_service"),
        ("after someone in the adoption support team", "adoption_support_team"),
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
def test_a_contact_role_is_found_by_its_everyday_names(found, text, role):
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
def test_somebody_who_only_comes_up_is_no_contact_asked_for(found, text):
    assert found(text, "role") == {}
