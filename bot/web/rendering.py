"""The one renderer of the web: the page, the chat without JavaScript and the widget all show what is made here."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from pathlib import Path
from urllib.parse import quote, urlsplit

from dateutil import tz
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.gateway.messages import ChatMessage
from fingerpost import safety

STATIC = Path(__file__).resolve().parent / "static"
TEMPLATES = Path(__file__).resolve().parent / "templates"

UNITED_KINGDOM = tz.gettz("Europe/London")


def home_page(*, messages: list[ChatMessage], engine: str, error: str = "", draft: str = "", limit: int) -> str:
    """The whole home page as HTML, with the conversation so far.

    `engine` is starting, ready or unavailable; `error` one sentence about the last message, `draft` the text that
    could not be sent, `limit` the most characters one message may have.
    """
    newest = _start_of_newest_exchange(messages)
    return _environment.get_template("home.html").render(
        earlier=messages[:newest],
        newest=messages[newest:],
        engine=engine,
        error=error,
        draft=draft,
        limit=limit,
        emergency_contacts=safety.emergency_contacts(),
    )


def message_html(message: ChatMessage) -> str:
    """One message as an HTML list item, everything in it escaped."""
    return _environment.get_template("message.html").render(message=message)


def _start_of_newest_exchange(messages: list[ChatMessage]) -> int:
    """The position of the family's last message; what follows it is its answer."""
    for position in range(len(messages) - 1, -1, -1):
        if messages[position].sender == "family":
            return position
    return 0


def _uk_day(moment: datetime) -> date:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return aware.astimezone(UNITED_KINGDOM).date()


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _day_in_words(iso: str) -> str:
    """'2026-10-19' as 'Monday 19 October 2026'; what is not an ISO date comes back as it is."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{day:%A} {day.day} {day:%B %Y}"


def _time_left(days_left: int, sent: datetime) -> str:
    """The time left, counted from today: a reply may be read again days after it was sent."""
    days = days_left - (_uk_day(datetime.now(timezone.utc)) - _uk_day(sent)).days
    if days == 0:
        return "today"
    if days > 0:
        return "1 day left" if days == 1 else f"{days} days left"
    return "1 day overdue" if days == -1 else f"{-days} days overdue"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _distance_in_words(miles: float) -> str:
    if miles < 0.5:
        return "less than half a mile away"
    rounded = f"{miles:.1f}".removesuffix(".0")
    return f"about {rounded} {'mile' if rounded == '1' else 'miles'} away"


def _web_link(url: str) -> str:
    """The address if it is safe to link (http or https with a host), otherwise an empty string."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and host else ""


def _site_name(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _phone_link(phone: str) -> str:
    """A tel: address for the number that `phone` begins with ('111, option 2' dials 111), otherwise empty."""
    number = re.match(r"\+?[\d\s()-]*", phone.strip())
    digits = re.sub(r"[^\d+]", "", number.group()) if number else ""
    return f"tel:{digits}" if len(digits) >= 3 else ""


def _text_message_link(words: str) -> str:
    """An sms: address for 'WORD to NUMBER', otherwise empty."""
    match = re.search(r"\b(\w+) to (\d{4,})\b", words)
    return f"sms:{match[2]}?&body={quote(match[1])}" if match else ""


def _email_link(email: str) -> str:
    return f"mailto:{quote(email, safe='@+')}" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email) else ""


def _make_environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        paragraphs=_paragraphs,
        day_in_words=_day_in_words,
        time_left=_time_left,
        distance_in_words=_distance_in_words,
        sentence=_sentence,
        web_link=_web_link,
        site_name=_site_name,
        phone_link=_phone_link,
        text_message_link=_text_message_link,
        email_link=_email_link,
    )
    return environment


_environment = _make_environment()
