"""A parent asks who to contact, and gets one first contact with its reason and at most two more."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
import yaml

from fingerpost import contacts, places
from fingerpost.settings import settings

CONTENT = yaml.safe_load((settings().content_directory / "contacts.yml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 21)
ROLES = {
    *("senco", "ehc_coordinator", "send_team", "sendiass", "dco", "dsco", "family_help", "short_breaks_team"),
    *("transport_team", "admissions_team", "portage", "virtual_school", "parent_carer_forum", "mediation_adviser"),
    *("tribunal", "ombudsman", "adult_social_care", "disabled_children_team", "health_visitor", "gp"),
    *("designated_safeguarding_lead", "governors", "ipsea", "contact_charity", "child_law_advice"),
    *("head_teacher", "class_teacher", "educational_psychologist", "advisory_teacher", "inclusion_officer"),
    *("attendance_officer", "independent_reviewing_officer", "director_of_childrens_services", "send_manager"),
    *("school_nurse", "speech_and_language_therapist", "occupational_therapist", "physiotherapist", "paediatrician"),
    *("mental_health_team", "complaints_team", "direct_payments_team", "leaving_care_adviser"),
    *("wheelchair_service", "community_nurse", "careers_adviser", "adoption_support_team", "early_years_team"),
    *("exams_officer", "home_education_officer", "adaptations_team"),
}
TOPICS = {
    *("sen_support", "ordinarily_available", "early_years", "exam_access", "attendance", "exclusion", "discrimination"),
    *("home_education", "school_transport", "diagnosis", "health_therapy", "equipment_adaptations", "ehcna_request"),
    *("ehcna_eligibility", "ehc_timeline", "assessment_refused", "plan_refused", "draft_plan", "plan_content"),
    *("plan_not_delivered", "annual_review", "ceasing_plan", "moving_area", "la_delay", "school_choice"),
    *("phase_transfer", "personal_budget", "benefits", "grants", "mediation", "tribunal_appeal", "complaint"),
    *("independent_advice", "short_breaks", "social_care_assessment", "sibling_family_support", "parent_forum"),
    *("preparing_for_adulthood", "send_reform", "find_service", "plan_status", "contact_point", "speak_to_person"),
    "crisis",
}
# The only numbers that were found reliable enough to show. Others look familiar and are wrong or disputed.
ALLOWED_NUMBERS = {
    *("999", "111, then choose option 2", "0800 1111", "0808 800 5000", "116 123", "0808 802 5544", "0808 2000 247"),
    *("0808 808 3555", "01904 550055", "0300 330 5485", "0300 0115 142", "0300 303 5857", "0300 061 0614"),
    *("0300 123 4666", "0808 800 0082", "0345 015 4033"),
}
ALLOWED_TEXTS = {"Text SHOUT to 85258", "Text YM to 85258"}
ALLOWED_EMAILS = {"help@nspcc.org.uk", "send@justice.gov.uk", "enquiries@ofsted.gov.uk"}
LINK_ONLY = {
    "ipsea",
    "sossen",
    "national_autistic_society",
    "council_for_disabled_children",
    "kids",
    "turn2us",
    "nnpcf",
}
STAGES = [None, "early_years", "school", "post_16", "no_plan", "assessment", "draft", "plan"]


def test_every_topic_and_role_is_there_and_no_other() -> None:
    assert set(contacts.known_topics()) == TOPICS
    assert set(CONTENT["roles"]) == ROLES
    assert list(contacts.known_stages()) == STAGES[1:]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("topic", sorted(TOPICS))
@pytest.mark.parametrize("authority", [None, "356"])
def test_each_topic_and_stage_has_one_first_contact_and_at_most_two_more(topic, stage, authority) -> None:
    points = contacts.contact_points(topic, authority=authority, stage=stage, today=TODAY)
    assert 1 <= len(points) <= 3
    assert len({point.role for point in points}) == len(points)
    for point in points:
        assert point.name
        assert point.why.endswith(".")
        assert point.part in {"decides", "funds", "independent"}
        assert point.phone or point.text_message or point.email or point.url or point.note, "no way to reach them"


def test_the_entries_of_a_topic_hold_nothing_but_a_contact_and_its_reason() -> None:
    for topic in CONTENT["topics"].values():
        assert set(topic) <= {"first", "then", "stages"}
        for part in (topic, *topic.get("stages", {}).values()):
            for entry in ([part["first"]] if "first" in part else []) + part.get("then", []):
                assert set(entry) in ({"role", "why"}, {"body", "why"})


def test_a_family_in_stockport_is_sent_to_its_council_with_an_honest_line() -> None:
    first, second, _ = contacts.contact_points("ehcna_request", authority="356", today=TODAY)
    assert (first.role, first.part, first.phone) == ("send_team", "decides", "")
    assert first.url == "https://www.stockport.gov.uk"
    assert first.note.startswith(
        "I don't have a checked number for the SEND team at Stockport. Start at the council's website and ask for it."
    )
    assert first.bring
    assert (second.role, second.part) == ("sendiass", "independent")


def test_another_authority_changes_names_and_links_only() -> None:
    stockport = contacts.contact_points("ehcna_request", authority="356", today=TODAY)
    leeds = contacts.contact_points("ehcna_request", authority="383", today=TODAY)
    for one, other in zip(stockport, leeds, strict=True):
        assert (one.role, one.part, one.why, one.bring) == (other.role, other.part, other.why, other.bring)
        assert one.name.replace("Stockport", "Leeds") == other.name
        assert one.note.replace("Stockport", "Leeds") == other.note
        assert one.url.replace("stockport", "leeds") == other.url


def test_without_an_authority_the_family_is_asked_for_its_postcode() -> None:
    first = contacts.contact_points("ehcna_request", today=TODAY)[0]
    assert "Tell me your postcode" in first.note


@pytest.mark.parametrize(
    ("topic", "stage", "role"),
    [
        ("sen_support", None, "senco"),
        ("ehcna_request", "no_plan", "send_team"),
        ("ehcna_request", "plan", "ehc_coordinator"),
        ("la_delay", "assessment", "ehc_coordinator"),
        ("school_choice", "no_plan", "admissions_team"),
        ("school_choice", "plan", "ehc_coordinator"),
        ("diagnosis", "early_years", "health_visitor"),
        ("diagnosis", "school", "gp"),
        ("benefits", None, "contact_charity"),
        ("grants", None, "family_fund"),
        ("school_transport", None, "transport_team"),
        ("assessment_refused", None, "sendiass"),
        ("crisis", None, "emergency"),
    ],
)
def test_the_first_contact_fits_the_topic_and_the_stage(topic: str, stage: str | None, role: str) -> None:
    assert contacts.contact_points(topic, stage=stage, today=TODAY)[0].role == role


def test_a_student_at_college_is_sent_to_learning_support() -> None:
    first = contacts.contact_points("sen_support", stage="post_16", today=TODAY)[0]
    assert first.name == "The college's learning support lead"


def test_the_role_somebody_asks_for_comes_first() -> None:
    points = contacts.contact_points("la_delay", authority="356", role="ombudsman", today=TODAY)
    assert [point.role for point in points] == ["ombudsman", "send_team", "sendiass"]
    unusual = contacts.contact_points("la_delay", authority="356", role="gp", today=TODAY)
    assert unusual[0].role == "gp"
    assert len(unusual) == 3


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_says_who_it_is_and_what_to_bring(role: str) -> None:
    point = contacts.contact_for_role(role, "356", today=TODAY)
    assert point.why
    assert point.bring
    assert point.part in {"decides", "funds", "independent"}
    assert contacts.role_words()[CONTENT["roles"][role]["words"][0]] == role


def test_no_everyday_word_means_two_roles() -> None:
    words = [word for role in CONTENT["roles"].values() for word in role["words"]]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)


def test_only_numbers_and_addresses_that_are_allowed_are_shown() -> None:
    for body in CONTENT["national"]:
        assert body.get("phone", "999") in ALLOWED_NUMBERS
        assert body.get("text", "Text YM to 85258") in ALLOWED_TEXTS
        assert body.get("email", "help@nspcc.org.uk") in ALLOWED_EMAILS
        if body["id"] in LINK_ONLY:
            assert not {"phone", "text", "email"} & set(body)
            assert body["url"].startswith("https://")
    spoken = yaml.safe_dump({"roles": CONTENT["roles"], "topics": CONTENT["topics"]})
    assert not re.search(r"\d{3} ?\d{3,4}|@", spoken)


def test_every_national_contact_says_how_sure_it_is() -> None:
    for body in CONTENT["national"]:
        assert body["part"] in {"decides", "funds", "independent"}
        assert body["status"] in {"V", "S", "L"}
        assert body["source"]
        assert body["source_url"].startswith("https://")
        assert ("verified_on" in body) == (body["status"] == "V")


def test_a_number_that_nobody_checked_says_so() -> None:
    assert "still to be checked" in contacts.contact_for_role("contact_charity", today=TODAY).note
    assert contacts.contact_for_role("tribunal", today=TODAY).note == ""


def test_contacts_go_stale_and_crisis_contacts_sooner() -> None:
    assert contacts.contact_for_role("samaritans", today=date(2026, 12, 21)).note == ""
    assert "Last checked on 21 November 2026" in contacts.contact_for_role("samaritans", today=date(2026, 12, 22)).note
    assert contacts.contact_for_role("tribunal", today=date(2027, 2, 19)).note == ""
    assert "Last checked on 21 November 2026" in contacts.contact_for_role("tribunal", today=date(2027, 2, 20)).note


def test_a_direct_contact_of_an_authority_is_used_once_it_is_held(monkeypatch) -> None:
    held = {"send_team": {"phone": "01632 960001", "url": "https://council.example/send", "verified_on": "2026-11-01"}}
    here = replace(places.authority("356"), contacts=held)
    monkeypatch.setattr(places, "authority", lambda code: here)
    point = contacts.contact_for_role("send_team", "356", today=TODAY)
    assert (point.phone, point.url, point.note) == ("01632 960001", "https://council.example/send", "")
    later = contacts.contact_for_role("send_team", "356", today=date(2027, 3, 1))
    assert "Last checked on 1 November 2026" in later.note


def test_surrey_is_surrey_until_it_is_replaced() -> None:
    before = contacts.contact_for_role("send_team", "936", today=date(2027, 3, 31))
    after = contacts.contact_for_role("send_team", "936", today=date(2027, 4, 1))
    assert "East Surrey" not in before.note
    assert "replaced by East Surrey and West Surrey" in after.note


@pytest.mark.parametrize(
    ("call", "known"),
    [
        (lambda: contacts.contact_points("nonsense"), "ehcna_request"),
        (lambda: contacts.contact_points("benefits", stage="nonsense"), "post_16"),
        (lambda: contacts.contact_points("benefits", role="nonsense"), "send_team"),
        (lambda: contacts.contact_points("ehcna_request", authority="000"), "three digits"),
    ],
)
def test_what_is_not_known_lists_what_is(call, known: str) -> None:
    with pytest.raises(ValueError, match=known):
        call()
