"""`fingerpost contacts` gives one first contact and at most two more."""

from __future__ import annotations

import json


def test_a_person_reads_who_it_is_what_part_they_have_why_and_how_to_reach_them(call):
    result = call("contacts", "ehcna_request", "--postcode", "SK8 7HB")
    assert result.exit_code == 0
    first = result.stdout.splitlines()[0]
    assert "Stockport" in first
    assert "(decides):" in first


def test_a_program_reads_the_same_contacts(call):
    answer = json.loads(call("contacts", "ehcna_request", "--authority", "356", "--json").stdout)
    assert (answer["topic"], answer["authority"]) == ("ehcna_request", "356")
    assert 1 <= len(answer["contacts"]) <= 3
    assert {"name", "role", "part", "why", "url"} <= set(answer["contacts"][0])


def test_the_stage_changes_who_comes_first(call):
    topic = ("contacts", "ehc_timeline", "--json")
    no_plan = json.loads(call(*topic, "--stage", "no_plan").stdout)["contacts"]
    with_plan = json.loads(call(*topic, "--stage", "plan").stdout)["contacts"]
    assert [one["role"] for one in no_plan] != [one["role"] for one in with_plan]


def test_a_postcode_in_wales_is_sent_to_the_right_place(call):
    result = call("contacts", "school_transport", "--postcode", "CF10 1EP")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Wales" in result.stderr
    assert "I only know the rules for England" in result.stderr


def test_a_postcode_area_that_crosses_the_border_still_gives_contacts(call):
    assert call("contacts", "school_transport", "--postcode", "CH5").exit_code in {0, 1}
    assert call("contacts", "school_transport", "--postcode", "SY10").exit_code == 0
