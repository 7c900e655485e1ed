"""Questions that go on about the last topic ("and how long does that take?"): hearing them, and answering them from
the same card. What they look like is in `content/follow_ups.yml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fingerpost import answers, content
from fingerpost.plain_phrases import Phrases, end_of_longest, phrases, plain
from fingerpost.reply import Choice, Reply

MOST_WORDS = 20
WHO = "who"
# Stands behind a name on most cards, and tells nothing about what the topic itself costs.
_ADVICE_SERVICE = "your free local advice service"
# Details of the family that may stand in a follow-up; what is not here (a role, a kind of service) is a topic itself.
PASSING_DETAILS = ("postcode", "place", "authority", "age", "year_group", "dates", "day")


@dataclass(frozen=True)
class FollowUp:
    """One thing that may be asked about any topic; see the head of its part in the content file."""

    name: str
    title: str
    asked: Phrases
    shows: Any
    says: str
    nothing: str
    instead_of: tuple[str, ...]
    only_if_known: bool


@dataclass(frozen=True)
class _Wording:
    follow_ups: dict[str, FollowUp]
    passing: frozenset[str]
    polite: Phrases
    never: Phrases


@lru_cache(maxsize=1)
def _wording() -> _Wording:
    written = content.read("follow_ups.yml")
    by_name = {
        name: FollowUp(
            name=name,
            title=about["title"],
            asked=phrases(about["asked"]),
            shows=about["shows"],
            says=about.get("says", ""),
            nothing=about["nothing"],
            instead_of=tuple(about.get("instead_of", ())),
            only_if_known=about.get("only_if_known", False),
        )
        for name, about in written["facets"].items()
    }
    passing = f"{written['passing_words']} {written['child_words']}".split()
    return _Wording(by_name, frozenset(passing), phrases(written["polite"]), phrases(written["never"]))


def known() -> dict[str, FollowUp]:
    """Every kind of follow-up by its name. Raises ContentError where the content file is missing or no YAML."""
    return _wording().follow_ups


def card_topic(topic: str | None) -> str | None:
    """The topic whose card a follow-up on `topic` is answered from; None where there is none."""
    read_as: dict[str, str] = content.read("follow_ups.yml")["read_as"]
    card = read_as.get(topic or "", topic)
    return card if card in answers.cards() else None


def heard(text: str, details: Sequence[tuple[int, int]] = ()) -> list[str]:
    """The follow-ups a message asks, in order; none where it is long or has a word that may be a topic of its own.

    `details` are the character positions of postcodes, ages, dates and the like, which are passed over.
    """
    kept = list(text)
    for start, end in details:
        kept[start:end] = " " * (end - start)
    words, wording = plain("".join(kept)), _wording()
    starts = [found.start() for found in re.finditer(r"\S+", words)]
    if len(starts) > MOST_WORDS or any(end_of_longest(wording.never, words, start) > start for start in starts):
        return []
    asked: list[FollowUp] = []
    position = 0
    while position < len(words):
        end, follow_up = _longest(wording, words, position)
        if end == position:
            return []
        if follow_up:
            asked.append(follow_up)
        position = end
    unwanted = {name for follow_up in asked for name in follow_up.instead_of}
    return list(dict.fromkeys(follow_up.name for follow_up in asked if follow_up.name not in unwanted))


def _longest(wording: _Wording, words: str, start: int) -> tuple[int, FollowUp | None]:
    """Where the longest follow-up, polite phrase or passing word from `start` ends, and which follow-up it is."""
    word_end = words.index(" ", start) + 1
    passing = word_end if words[start : word_end - 1] in wording.passing else start
    ends: list[tuple[int, FollowUp | None]] = [(max(passing, end_of_longest(wording.polite, words, start)), None)]
    ends += [(end_of_longest(each.asked, words, start), each) for each in wording.follow_ups.values()]
    longest = max(end for end, _ in ends)
    return longest, next(each for end, each in reversed(ends) if end == longest) if longest > start else None


def is_about(topic: str, name: str) -> bool:
    """Whether a follow-up belongs to this topic: its words may be a topic of their own ("diagnosis") unless the topic's
    card speaks of them."""
    about = known()[name]
    return not about.only_if_known or _shown(answers.answer(topic, answers.Situation()), about) is not None


def answer(topic: str, asked: Sequence[str], situation: answers.Situation) -> Reply:
    """What the topic's card says to these follow-ups; where it has nothing, its first step and its first contact.

    Raises ContentError where no card is written for the topic, KeyError for a follow-up that is not known.
    """
    full = answers.answer(topic, situation)
    about = [known()[name] for name in asked]
    shown = [_shown(full, each) for each in about]
    nothing = not any(shown)
    texts = [part.text if part else each.nothing for each, part in zip(about, shown, strict=True)]
    parts = [_next_step(full)] if nothing else [part for part in shown if part]
    if nothing:
        texts.append(parts[0].text)
    return Reply(
        title=f"{full.title}: {', '.join(each.title for each in about)}",
        text="\n\n".join(text for text in texts if text),
        topic=topic,
        steps=tuple(step for part in parts for step in part.steps),
        say=next((part.say for part in parts if part.say), ""),
        deadlines=tuple(deadline for part in parts for deadline in part.deadlines),
        contacts=tuple(contact for part in parts for contact in part.contacts),
        more=tuple(section for part in parts for section in part.more),
        sources=full.sources,
        choices=(Choice("Show the full answer", topic), *full.choices[1:3]),
        notice=full.notice,
        urgency=full.urgency,
        staff=full.staff,
    )


def _shown(full: Reply, about: FollowUp) -> Reply | None:
    """The parts of the full answer that this follow-up asks for, None where it has none of them."""
    if about.shows == "deadlines" and full.deadlines:
        about_dates = full.text.split("\n\n")[1:]
        return Reply(text="\n\n".join([about.says, *about_dates]), deadlines=full.deadlines)
    if about.shows == "more" and full.more:
        first, *others = full.more
        return Reply(text="\n\n".join([about.says, *first.paragraphs]), more=tuple(others))
    if about.shows == "contacts" and full.contacts:
        return Reply(contacts=full.contacts)
    if about.shows == "steps" and full.steps:
        return Reply(text=about.says, steps=full.steps, say=full.say)
    if about.shows == "say" and full.say:
        return Reply(text=about.says, say=full.say)
    told = _paragraphs(full, about.shows)
    return Reply(text="\n\n".join([about.says, *told]).strip()) if told else None


def _paragraphs(full: Reply, shows: Any) -> list[str]:
    if not isinstance(shows, dict):
        return []
    if "section" in shows:
        return [text for section in full.more if section.title == shows["section"] for text in section.paragraphs]
    told = [full.text.split("\n\n")[0], *full.steps, *(text for section in full.more for text in section.paragraphs)]
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, shows['about']))})\b", re.IGNORECASE)
    return [text for text in told if wanted.search(text.replace(_ADVICE_SERVICE, ""))]


def _next_step(full: Reply) -> Reply:
    step = full.steps[0] if full.steps else ""
    text = f"Your next step: {step}" if step else "The person below can help you with the next step."
    return Reply(text=text, contacts=full.contacts[:1])
