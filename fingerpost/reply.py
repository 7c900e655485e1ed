"""The Reply: the one thing the assistant says, in parts that each channel renders in its own way."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

REPLY_VERSION = 1
URGENCY_LEVELS = ("none", "soon", "today", "emergency")


@dataclass(frozen=True)
class Deadline:
    """One time limit. `date` is ISO (None when no starting date is known); `days_left` is negative when overdue."""

    what: str
    limit: str
    who_acts: str
    reference: str
    rule: str
    url: str = ""
    date: str | None = None
    days_left: int | None = None


@dataclass(frozen=True)
class Contact:
    """One contact point. `part` is decides, funds or independent; `why` says why this one."""

    name: str
    role: str
    part: str
    why: str
    phone: str = ""
    text_message: str = ""
    email: str = ""
    url: str = ""
    note: str = ""
    bring: str = ""


@dataclass(frozen=True)
class Service:
    """One record of the Local Offer. `distance_miles` is a straight line; None when either place is unknown."""

    id: str
    name: str
    what: str
    ages: str
    cost: str
    days: str
    organisation: str = ""
    distance_miles: float | None = None
    place: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""
    source: str = ""
    last_checked: str = ""
    sample: bool = False


@dataclass(frozen=True)
class Source:
    """Where a statement comes from. `checked` is the ISO date on which it was last checked."""

    label: str
    url: str
    checked: str


@dataclass(frozen=True)
class Section:
    """More to read for those who want it, such as "Your rights": channels show it folded or on request."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """A quick reply: choosing it acts like the intent (a topic name) with these slot values."""

    title: str
    intent: str
    slots: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """What the assistant says in one turn. `text` holds short paragraphs separated by a blank line.

    `staff` (citations, scores) is for advisers and is never rendered to families.
    """

    title: str = ""
    text: str = ""
    topic: str = ""
    steps: tuple[str, ...] = ()
    say: str = ""
    deadlines: tuple[Deadline, ...] = ()
    contacts: tuple[Contact, ...] = ()
    services: tuple[Service, ...] = ()
    more: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    notice: str = ""
    urgency: str = "none"
    staff: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.urgency not in URGENCY_LEVELS:
            raise ValueError(f"urgency is one of {', '.join(URGENCY_LEVELS)}, not {self.urgency!r}")

    def to_dict(self) -> dict[str, Any]:
        """The Reply as JSON-ready data, with its version."""
        return {"version": REPLY_VERSION, **asdict(self)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reply:
        """The Reply that `to_dict` wrote. Raises ValueError for another version or unknown parts."""
        if data.get("version") != REPLY_VERSION:
            raise ValueError(
                f"this is a Reply of version {data.get('version')!r}; version {REPLY_VERSION} is understood"
            )
        unknown = set(data) - {part.name for part in fields(cls)} - {"version"}
        if unknown:
            raise ValueError(f"a Reply has no part called {', '.join(sorted(unknown))}")
        values = {name: value for name, value in data.items() if name != "version"}
        for name, kind in _PARTS.items():
            values[name] = tuple(kind(**item) for item in values.get(name, ()))
        values["steps"] = tuple(values.get("steps", ()))
        values["more"] = tuple(
            Section(section["title"], tuple(section["paragraphs"])) for section in values.get("more", ())
        )
        return cls(**values)


_PARTS: dict[str, type] = {
    "deadlines": Deadline,
    "contacts": Contact,
    "services": Service,
    "sources": Source,
    "choices": Choice,
}
