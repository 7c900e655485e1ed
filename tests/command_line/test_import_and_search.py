"""Somebody imports their Local Offer from the command line and searches it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent.parent / "directory" / "fixtures"


@pytest.mark.parametrize(
    ("name", "shape", "count"),
    [
        ("open_referral_uk_3.json", "Open Referral UK 3.0", 3),
        ("open_referral_uk_1.json", "Open Referral UK 1.0", 2),
        ("outpost.json", "Outpost", 2),
    ],
)
def test_each_format_is_imported_and_a_second_time_nothing_changes(call, directory, name, shape, count):
    words = ("import", "local-offer", str(FIXTURES / name), "--authority", "356")
    first = call(*words)
    assert first.exit_code == 0
    assert f"{shape}, {count} records read" in first.stdout
    assert f"{count} added, 0 changed, 0 unchanged" in first.stdout
    again = call(*words)
    assert again.exit_code == 0
    assert f"0 added, 0 changed, {count} unchanged" in again.stdout


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"contents": [{"id": "1", "na', "is not whole JSON"),
        ('{"contents": []}', "no service"),
        ('"hello"', "no services"),
    ],
)
def test_a_broken_feed_is_exit_code_1_and_leaves_what_was_there(call, directory, tmp_path, text, sentence):
    feed = tmp_path / "feed.json"
    feed.write_text((FIXTURES / "open_referral_uk_3.json").read_text(encoding="utf-8"), encoding="utf-8")
    assert call("import", "local-offer", str(feed)).exit_code == 0
    feed.write_text(text, encoding="utf-8")
    broken = call("import", "local-offer", str(feed))
    assert (broken.exit_code, broken.stdout) == (1, "")
    assert sentence in broken.stderr.splitlines()[-1]
    assert "Otter Swimmers" in call("search", "swimming").stdout


def test_a_file_that_is_not_there(call, directory):
    result = call("import", "local-offer", "/nowhere/feed.json")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Error: /nowhere/feed.json cannot be read")


@pytest.fixture
def stockport(call, directory):
    """A directory with the services of one feed."""
    assert call("import", "local-offer", str(FIXTURES / "open_referral_uk_3.json"), "--authority", "356").exit_code == 0


def test_a_person_reads_name_distance_ages_cost_days_contact_and_how_fresh_it_is(call, stockport):
    result = call("search", "swimming", "--postcode", "SK8 7HB", "--age", "8")
    assert result.exit_code == 0
    name, facts, reach = result.stdout.splitlines()[:3]
    assert name.startswith("Otter Swimmers, ")
    assert name.endswith(" miles")
    assert "£3.50" in facts
    assert "01632 960123" in reach


def test_a_program_reads_the_same_services(call, stockport):
    answer = json.loads(call("search", "swimming", "--need", "asd", "--json").stdout)
    assert answer["services"][0]["name"] == "Otter Swimmers"
    assert {"total", "relaxed", "services"} == set(answer)
    assert {"ages", "cost", "days", "last_checked", "source"} <= set(answer["services"][0])


def test_a_limit_that_nothing_fits_is_left_out_and_named(call, stockport):
    assert json.loads(call("search", "swimming", "--free", "--json").stdout)["relaxed"] == ["cost"]
    assert "without the limit on day" in call("search", "swimming", "--day", "monday").stdout


def test_a_service_for_other_ages_is_never_offered_instead(call, stockport):
    assert call("search", "swimming", "--age", "24").stdout.startswith("Nothing found.")


def test_an_empty_directory_says_that_nothing_was_found(call, directory):
    result = call("search", "swimming")
    assert (result.exit_code, result.stdout) == (0, "Nothing found. Try other words, or leave a limit out.\n")


def test_a_postcode_in_wales_is_sent_to_the_right_place(call, stockport):
    result = call("search", "swimming", "--postcode", "CF10 1EP")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Wales" in result.stderr


@pytest.mark.parametrize(
    "words",
    [["--postcode", "QQQ"], ["--day", "someday"], ["--need", "XYZ"], ["--age", "40"], ["--limit", "0"]],
    ids=" ".join,
)
def test_a_limit_that_makes_no_sense_is_exit_code_2(call, stockport, words):
    result = call("search", "swimming", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()
