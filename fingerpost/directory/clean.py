"""Turn what feeds really contain into safe values: text, ages, dates, coordinates, web addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import Any
from urllib.parse import urlsplit

from dateutil import parser as date_parser

from fingerpost.directory.findings import Note
from fingerpost.directory.html_text import has_markup, text_of_html

DESCRIPTION_LIMIT_CHARACTERS = 20_000
LINE_LIMIT_CHARACTERS = 300
# Markup may be several times as long as its text; parsing more than this would only cost time.
MARKUP_LIMIT_CHARACTERS = 200_000
OLDEST_AGE_YEARS = 120

# England with Scilly and Berwick: a box, to tell a misplaced pin from a real one.
ENGLAND_LATITUDES = (49.8, 55.9)
ENGLAND_LONGITUDES = (-6.5, 1.8)

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")
_EMAIL = re.compile(r"[^@\s<>,;:\"']+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def items(value: Any) -> list[Mapping[str, Any]]:
    """The objects in a part of a record that should be a list of objects; anything else in it is left out."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def inner(value: Any) -> Mapping[str, Any]:
    """A part of a record that should be an object; an empty one when it is not."""
    return value if isinstance(value, Mapping) else {}


def paragraphs(value: Any, note: Note) -> str:
    """Plain text with line breaks, without markup, scripts or control characters, of at most 20,000 characters."""
    text = _plain(value, note)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if len(text) > DESCRIPTION_LIMIT_CHARACTERS:
        note("text cut", f"a text of {len(text)} characters was cut to {DESCRIPTION_LIMIT_CHARACTERS}")
        text = _cut(text, DESCRIPTION_LIMIT_CHARACTERS)
    return text


def line(value: Any, note: Note) -> str:
    """Plain text on one line, of at most 300 characters."""
    text = re.sub(r"\s+", " ", _plain(value, note)).strip()
    if len(text) > LINE_LIMIT_CHARACTERS:
        note("text cut", f"a line of {len(text)} characters was cut to {LINE_LIMIT_CHARACTERS}")
        text = _cut(text, LINE_LIMIT_CHARACTERS)
    return text


def _cut(text: str, limit: int) -> str:
    """At most `limit` characters, between two words where there are words."""
    space = text.rfind(" ", limit - 100, limit)
    return f"{text[: space if space > 0 else limit - 2]} …"


def _plain(value: Any, note: Note) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    text = str(value)
    if len(text) > MARKUP_LIMIT_CHARACTERS:
        note("text cut", f"a text of {len(text)} characters was cut before it was read")
        text = text[:MARKUP_LIMIT_CHARACTERS]
    for _ in range(3):  # feeds escape markup once or twice over
        if not has_markup(text):
            break
        text = text_of_html(text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(character for character in text if character == "\n" or not _is_control(character))


def _is_control(character: str) -> bool:
    """Control, format (invisible, direction-changing), unpaired surrogate, private and unassigned characters."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}


def identity(value: Any) -> str:
    """A record's id as text, or "" when it has none that can be used."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    text = str(value).strip()
    return text if 0 < len(text) <= 200 and not any(map(_is_control, text)) else ""


def web_address(value: Any, note: Note) -> str:
    """A web address with http or https, or ""."""
    if not isinstance(value, str) or not value.strip():
        return ""
    text = value.strip()
    if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        usable = False
    if usable and len(text) <= 2000 and not re.search(r"[\s<>\"'\\]", text) and not any(map(_is_control, text)):
        return text
    note("web address not understood", text)
    return ""


def email_address(value: Any, note: Note) -> str:
    """An email address, or ""."""
    if not isinstance(value, str) or not value.strip():
        return ""
    text = value.strip().removeprefix("mailto:")
    if len(text) <= 254 and _EMAIL.fullmatch(text) and not any(map(_is_control, text)):
        return text
    note("email address not understood", "an email address could not be read")
    return ""


def ages(minimum: Any, maximum: Any, note: Note) -> tuple[int | None, int | None]:
    """The youngest and the oldest age in whole years, None for no limit.

    0 is what feeds send when nobody filled it in: no limit. Limits the wrong way round are both left out.
    """
    youngest, oldest = _age(minimum, note) or None, _age(maximum, note) or None
    if youngest is not None and oldest is not None and youngest > oldest:
        note("ages the wrong way round", f"{youngest} to {oldest}")
        return None, None
    return youngest, oldest


def _age(value: Any, note: Note) -> int | None:
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        years = float(str(value).strip().lower().removesuffix("years").removesuffix("yrs").removesuffix("+"))
    except ValueError:
        years = -1
    if not 0 <= years <= OLDEST_AGE_YEARS:
        note("age not understood", str(value))
        return None
    return int(years)


def truth(value: Any) -> bool | None:
    """True or False where a feed says so, None where it says nothing."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return {"true": True, "yes": True, "false": False, "no": False}.get(value.strip().lower())
    return None


def past_date(value: Any, note: Note) -> date | None:
    """A date that is not in the future, or None."""
    found = moment(value, note)
    if found is None:
        return None
    if found.date() > date.today():
        note("date in the future", str(value))
        return None
    return found.date()


def moment(value: Any, note: Note) -> datetime | None:
    """A point in time in UTC (without a time zone mark, as both databases store it), or None."""
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    try:
        found = date_parser.isoparse(text) if re.match(r"\d{4}-", text) else date_parser.parse(text, dayfirst=True)
        if found.tzinfo is not None:
            found = found.astimezone(timezone.utc).replace(tzinfo=None)
    except (ValueError, OverflowError):
        note("date not understood", text)
        return None
    return found


def coordinates(latitude: Any, longitude: Any, note: Note) -> tuple[float | None, float | None]:
    """Degrees inside England, or (None, None). Swapped pairs are put right; 0, 0 counts as not given."""
    try:
        north, east = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return None, None
    if north == 0 and east == 0:
        note("no coordinates", "0, 0 stands for no place")
        return None, None
    if _in_england(north, east):
        return north, east
    if _in_england(east, north):
        note("coordinates swapped", f"{north}, {east}")
        return east, north
    note("coordinates outside England", f"{north}, {east}")
    return None, None


def _in_england(north: float, east: float) -> bool:
    return (
        ENGLAND_LATITUDES[0] <= north <= ENGLAND_LATITUDES[1] and ENGLAND_LONGITUDES[0] <= east <= ENGLAND_LONGITUDES[1]
    )


def postcode(value: Any) -> str:
    """The UK postcode in a text, in capitals with one space, or ""."""
    found = _POSTCODE.search(re.sub(r"\s+", " ", value.upper())) if isinstance(value, str) else None
    return f"{found[1]} {found[2]}" if found else ""
