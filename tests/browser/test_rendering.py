"""What the renderer makes of a message, without a browser."""

from __future__ import annotations

import gzip
import re
from datetime import date, datetime, timedelta, timezone

import pytest
from bs4 import BeautifulSoup

from bot.gateway.messages import ChatMessage, OfferedChoice
from bot.web.rendering import STATIC, TEMPLATES, home_page, message_html
from fingerpost.reply import Contact, Deadline, Reply, Service, Source

TODAY = datetime.now(timezone.utc)


def shown(reply: Reply, sent: datetime = TODAY) -> BeautifulSoup:
    message = ChatMessage(id=7, sender="assistant", sent=sent, reply=reply)
    return BeautifulSoup(message_html(message), "html.parser")


def deadline(days_left: int | None, day: str | None) -> Deadline:
    return Deadline(
        "The council decides", "6 weeks", "the council", "Regulation 5", "rule", date=day, days_left=days_left
    )


@pytest.mark.parametrize(
    ("days_left", "words"),
    [(12, "12 days left"), (1, "1 day left"), (0, "today"), (-1, "1 day overdue"), (-30, "30 days overdue")],
)
def test_a_parent_reads_the_time_left_in_words(days_left: int, words: str) -> None:
    assert shown(Reply(deadlines=(deadline(days_left, "2026-10-19"),))).select_one(".tag").text == words


def test_a_parent_who_reads_an_old_answer_again_sees_the_time_left_today() -> None:
    tag = shown(Reply(deadlines=(deadline(3, "2026-10-19"),)), sent=TODAY - timedelta(days=5)).select_one(".tag")
    assert tag.text == "2 days overdue"


def test_a_deadline_without_a_starting_date_shows_its_limit_and_no_date() -> None:
    page = shown(Reply(deadlines=(deadline(None, None),)))
    assert "Time limit: 6 weeks" in page.text
    assert page.find("time") is None


def test_staff_notes_are_never_shown() -> None:
    assert "0.93" not in str(shown(Reply(text="Hello", staff={"score": "0.93"})))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "//evil.example", "https://", "http://[", "x y"],
)
def test_an_unsafe_address_in_a_feed_is_never_a_link(address: str) -> None:
    service = Service("1", "Club", "A club", "", "", "", url=address, source=address)
    assert shown(Reply(services=(service,), sources=(Source("A source", address, ""),))).find("a") is None


def test_a_safe_address_is_a_link_that_tells_the_other_site_nothing() -> None:
    link = shown(
        Reply(services=(Service("1", "Club", "", "", "", "", url="https://www.club.example/a?b=1&c=2"),))
    ).find("a")
    assert link["href"] == "https://www.club.example/a?b=1&c=2"
    assert link["rel"] == ["noopener", "noreferrer", "nofollow"]
    assert link.text == "club.example"


@pytest.mark.parametrize(
    ("contact", "href"),
    [
        (Contact("NHS", "", "", "", phone="111, option 2"), "tel:111"),
        (Contact("Childline", "", "", "", phone="0800 1111"), "tel:08001111"),
        (Contact("Abroad", "", "", "", phone="+44 (0)20 7946 0000"), "tel:+4402079460000"),
        (Contact("Shout", "", "", "", text_message="SHOUT to 85258"), "sms:85258?&body=SHOUT"),
        (Contact("Team", "", "", "", email="send@council.example"), "mailto:send@council.example"),
    ],
)
def test_a_parent_can_press_a_number_or_an_address(contact: Contact, href: str) -> None:
    assert shown(Reply(contacts=(contact,))).find("a")["href"] == href


@pytest.mark.parametrize(
    "contact",
    [
        Contact("A", "", "", "", phone="ask the office"),
        Contact("A", "", "", "", email="a@b.example?bcc=evil@c.example x"),
        Contact("A", "", "", "", text_message="see the website"),
    ],
)
def test_what_cannot_be_pressed_stays_text(contact: Contact) -> None:
    page = shown(Reply(contacts=(contact,)))
    assert page.find("a") is None
    assert (contact.phone or contact.email or contact.text_message) in page.text


@pytest.mark.parametrize(
    ("part", "words"),
    [("decides", "Makes the decision"), ("funds", "Pays for the help"), ("independent", "Independent: has no part")],
)
def test_a_parent_reads_what_part_a_contact_has(part: str, words: str) -> None:
    assert words in shown(Reply(contacts=(Contact("A", "B", part, "C"),))).text


def test_an_emergency_shows_the_phone_numbers_after_the_first_words() -> None:
    page = shown(
        Reply(
            title="Get help",
            text="You matter.\n\nMore words.",
            steps=("Stay",),
            urgency="emergency",
            contacts=(Contact("Emergency", "", "", "Now", phone="999"),),
        )
    )
    assert [heading.text for heading in page.select("h4")] == ["Who can help now", "What to do"]
    assert page.text.index("You matter.") < page.text.index("999") < page.text.index("More words.")


@pytest.mark.parametrize(
    ("miles", "words"),
    [(0.2, "less than half a mile away"), (1.0, "about 1 mile away"), (2.34, "about 2.3 miles away")],
)
def test_a_parent_reads_the_distance_in_words(miles: float, words: str) -> None:
    assert words in shown(Reply(services=(Service("1", "A", "", "", "", "", distance_miles=miles),))).text


def test_choices_carry_ids_and_never_what_they_do() -> None:
    message = ChatMessage(1, "assistant", TODAY, reply=Reply(text="Hi"), choices=(OfferedChoice('a"b', "<Go>"),))
    button = BeautifulSoup(message_html(message), "html.parser").find("button")
    assert (button["name"], button["value"], button.text) == ("choice", 'a"b', "<Go>")


def test_the_page_puts_the_last_exchange_under_new_messages() -> None:
    messages = [
        ChatMessage(1, "family", TODAY, text="one"),
        ChatMessage(2, "assistant", TODAY, reply=Reply(text="answer one")),
        ChatMessage(3, "family", TODAY, text="two"),
        ChatMessage(4, "assistant", TODAY, reply=Reply(text="answer two")),
    ]
    page = BeautifulSoup(home_page(messages=messages, engine="ready", limit=4000), "html.parser")
    assert [item["data-id"] for item in page.select("[data-part=earlier] > li")] == ["1", "2"]
    assert [item["data-id"] for item in page.select("[data-part=newest] > li")] == ["3", "4"]


def test_an_error_keeps_the_draft_and_says_so_in_the_title() -> None:
    page = BeautifulSoup(
        home_page(messages=[], engine="ready", error="Too long.", draft="</textarea><b>x", limit=4000), "html.parser"
    )
    assert page.title.text.startswith("Error: ")
    assert page.find(role="alert").text == "Error: Too long."
    assert page.find("textarea").text == "</textarea><b>x"


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline() -> None:
    page = BeautifulSoup(home_page(messages=[], engine="starting", limit=4000), "html.parser")
    assert all(part.get("src", "").startswith("/") for part in page.select("script, img"))
    assert all(part["href"].startswith("/") for part in page.select("link"))
    assert page.select("[style], style") == []
    assert not re.search(r"\son\w+=", str(page))


def test_the_urgent_line_names_numbers_that_the_emergency_contacts_hold() -> None:
    page = BeautifulSoup(home_page(messages=[], engine="ready", limit=4000), "html.parser")
    listed = {link["href"] for link in page.select(".people a")}
    assert {link["href"] for link in page.select(".urgent a")} <= listed


def test_all_static_files_together_stay_within_25_kilobytes() -> None:
    size = sum(len(gzip.compress(file.read_bytes())) for file in STATIC.iterdir())
    assert size <= 25 * 1024


def test_no_template_switches_escaping_off() -> None:
    for template in TEMPLATES.iterdir():
        assert "|safe" not in template.read_text().replace(" ", "")
        assert "autoescape" not in template.read_text()


def test_a_day_is_written_out_in_words() -> None:
    assert date(2026, 10, 19).strftime("%A") == "Monday"
    assert "Monday 19 October 2026" in shown(Reply(deadlines=(deadline(1, "2026-10-19"),))).text
