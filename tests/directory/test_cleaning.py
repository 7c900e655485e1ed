"""What feeds really contain becomes safe, or is left out and reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.directory import clean
from fingerpost.directory.costs import read_cost
from fingerpost.directory.days import read_days
from fingerpost.directory.parts import status
from fingerpost.directory.phones import find_phone, uk_phone


class Notes(list):
    def __call__(self, kind, detail):
        self.append(kind)


@pytest.fixture
def notes():
    return Notes()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>Hello</p><p>there</p>", "Hello\n\nthere"),
        ("One<br>two<br/>three", "One\ntwo\nthree"),
        ("<script>alert(1)</script>Safe<style>p{}</style>", "Safe"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Safe", "Safe"),
        ("&amp;lt;img src=x onerror=alert(1)&amp;gt;Safe", "Safe"),
        ("Tea &amp; toast for under 5s <5 & over", "Tea & toast for under 5s <5 & over"),
        ("bell\x07 null\x00 lone\ud800 hidden\u200b turned\u202e", "bell null lone hidden turned"),
        ("  many \t spaces\r\n\r\n\r\n\r\nand lines ", "many spaces\n\nand lines"),
        (None, ""),
        ({"text": "no"}, ""),
        (True, ""),
    ],
)
def test_text_is_reduced_to_safe_plain_text(written, read, notes):
    assert clean.paragraphs(written, notes) == read


@pytest.mark.parametrize(
    "piece", ["<div>", "<b>", "<!--", "<!", "<a ", "</", "<a b='", "&#", "&", "<", "<script>", "&#9"]
)
def test_endless_markup_does_no_harm(piece, notes):
    text = clean.paragraphs(f"<p>Come and play.</p>{piece * 60_000}", notes)
    assert text.startswith("Come and play.")


@given(st.text() | st.integers() | st.none() | st.lists(st.text()))
def test_no_text_can_break_the_cleaning(value):
    text = clean.line(value, Notes())
    assert len(text) <= clean.LINE_LIMIT_CHARACTERS
    assert "\n" not in text
    text.encode("utf-8")


@pytest.mark.parametrize(
    ("youngest", "oldest", "read", "noted"),
    [
        (5, 11, (5, 11), []),
        (5.0, 11.9, (5, 11), []),
        ("5", "11 years", (5, 11), []),
        (None, "", (None, None), []),
        (0, 0, (None, None), []),
        (12, 0, (12, None), []),
        (12, None, (12, None), []),
        (11, 5, (None, None), ["ages the wrong way round"]),
        (5, 999, (5, None), ["age not understood"]),
        (-1, "teens", (None, None), ["age not understood", "age not understood"]),
        (float("nan"), float("inf"), (None, None), ["age not understood", "age not understood"]),
        (True, [], (None, None), ["age not understood"]),
    ],
)
def test_ages(youngest, oldest, read, noted, notes):
    assert clean.ages(youngest, oldest, notes) == read
    assert notes == noted


@pytest.mark.parametrize(
    ("north", "east", "read", "noted"),
    [
        (51.5, -0.1, (51.5, -0.1), []),
        ("51.5", "-0.1", (51.5, -0.1), []),
        (0, 0, (None, None), ["no coordinates"]),
        (-0.1, 51.5, (51.5, -0.1), ["coordinates swapped"]),
        (48.85, 2.35, (None, None), ["coordinates outside England"]),
        (float("nan"), 1, (None, None), ["coordinates outside England"]),
        (None, -0.1, (None, None), []),
        ("here", "there", (None, None), []),
    ],
)
def test_coordinates(north, east, read, noted, notes):
    assert clean.coordinates(north, east, notes) == read
    assert notes == noted


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("01632 960123", "01632 960123"),
        ("+44 (0)1632 960123", "01632 960123"),
        ("0044 161 496 0000", "0161 496 0000"),
        ("(020) 7946 0000", "020 7946 0000"),
        ("tel:02079460000", "020 7946 0000"),
        ("07700 900461 / 07700 900462", "07700 900461"),
        ("0161 496 0000 ext 12", "0161 496 0000"),
        ("0808 157 0192", "0808 157 0192"),
        ("0800 1111", "0800 1111"),
        (1632960123, "01632 960123"),
        ("111", "111"),
        ("116 123", "116123"),
        ("0909 879 0000", ""),
        ("+1 202 555 0100", ""),
        ("12345", ""),
        ("not known", ""),
        ("01/02/2025", ""),
        (None, ""),
    ],
)
def test_phone_numbers_of_the_united_kingdom(written, read):
    assert uk_phone(written) == read


@pytest.mark.parametrize(
    "record",
    [
        {"phones": [{"number": "01632 960123"}]},
        {"phones": ["01632 960123"]},
        {"phone": "01632 960123"},
        {"contacts": [{"phones": []}, {"phones": [{"number": "01632960123"}]}]},
        {"contacts": [{"phone": "01632 960123"}]},
        {"organization": {"phones": [{"number": "01632 960123"}]}},
        {"organization": {"contacts": [{"phones": [{"number": "01632 960123"}]}]}},
        {"organisation": {"telephone": "01632 960123"}},
        {"service_at_locations": [{"phones": [{"number": "01632 960123"}]}]},
        {"service_at_locations": [{"location": {"phones": [{"number": "01632 960123"}]}}]},
        {"service_at_locations": [{"location": {"contacts": [{"phones": [{"number": "01632 960123"}]}]}}]},
        {"locations": [{"phone": "01632 960123"}]},
        {"phone": "ask at the desk", "contacts": [{"phone": "01632 960123"}]},
    ],
)
def test_a_phone_number_is_found_wherever_feeds_put_it(record, notes):
    assert find_phone(record, "", notes) == "01632 960123"


def test_a_phone_number_in_the_text_is_the_last_resort(notes):
    text = "Charity 1234567. Open 09:30-11:00, call us on 01632 960123 or 07700 900461."
    assert find_phone({}, text, notes) == "01632 960123"
    assert find_phone({"phone": "0161 496 0000"}, text, notes) == "0161 496 0000"


@pytest.mark.parametrize(
    ("record", "text", "free", "pence"),
    [
        ({"free": True}, "", True, 0),
        ({"free": None}, "", None, None),
        ({"fees": "Free"}, "Free", True, 0),
        ({"fees": "This service is free of charge."}, "This service is free of charge.", True, 0),
        ({"fees": "Free for carers"}, "Free for carers", None, None),
        ({"fees": "£3.50 a session, siblings £2"}, "£3.50 a session, siblings £2", False, 200),
        ({"cost_options": [{"amount": 0}]}, "free", True, 0),
        ({"cost_options": [{"amount": 0, "amount_description": "please ask"}]}, "please ask", None, None),
        ({"cost_options": [{"amount": 0, "option": "Carer"}, {"amount": "4.00", "option": "Child"}]},
         "free (Carer); £4 (Child)", False, 400),
        ({"cost_options": [{"amount": 9, "valid_to": "2019-01-01"}]}, "", None, None),
        ({"cost_options": [{"amount": "lots"}, {"amount": -1}, "odd"]}, "", None, None),
    ],
)  # fmt: skip
def test_costs(record, text, free, pence, notes):
    cost = read_cost(record, notes)
    assert (cost.text, cost.free, cost.lowest_price_pence) == (text, free, pence)


@pytest.mark.parametrize(
    ("schedule", "days"),
    [
        ({"byday": "MO,WE"}, ("MO", "WE")),
        ({"byday": "1SA,-1SU"}, ("SA", "SU")),
        ({"byday": ["TH", "TU"]}, ("TU", "TH")),
        ({"weekday": "Monday"}, ("MO",)),
        ({"weekday": "Tues and Thursdays"}, ("TU", "TH")),
        ({"weekday": "weekdays"}, ("MO", "TU", "WE", "TH", "FR")),
        ({"freq": "DAILY"}, ("MO", "TU", "WE", "TH", "FR", "SA", "SU")),
        ({"byday": "MO", "valid_to": "2019-01-01"}, ()),
        ({"byday": 7}, ()),
    ],
)
def test_days(schedule, days, notes):
    assert read_days([schedule], notes) == days


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("www.example.org/club", "https://www.example.org/club"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("https://example.org/\"onmouseover=x", ""),
        ("https://someone:secret@example.org", ""),
        ("ask us", ""),
        (5, ""),
    ],
)  # fmt: skip
def test_only_real_web_addresses_are_kept(written, read, notes):
    assert clean.web_address(written, notes) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("sk81ab", "SK8 1AB"), ("Cheadle, SK8  1AB", "SK8 1AB"), ("ABC 1234", ""), (None, "")],
)
def test_postcodes(written, read):
    assert clean.postcode(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [(None, "active"), ("Active", "active"), ("temporarily_closed", "temporarily closed"), ("closed", "inactive")],
)
def test_a_status_that_is_not_known_counts_as_inactive(written, read, notes):
    assert status(written, notes).value == read


@pytest.mark.parametrize(
    ("written", "read"),
    [("2025-03-02", "2025-03-02"), ("02/03/2025", "2025-03-02"), ("2999-01-01", "None"), ("soon", "None"), (7, "None")],
)
def test_dates(written, read, notes):
    assert str(clean.past_date(written, notes)) == read
