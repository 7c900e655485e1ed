"""The texts of a card in the order in which a family reads them, with each `{deadline:rule}` in words."""

from __future__ import annotations

import re

from fingerpost.answers import AnswerCard
from fingerpost.law import deadlines


def full_text(card: AnswerCard) -> str:
    """Everything but the title and the easy version, on one line, each text ending as a sentence."""
    rights = [right.text for right in card.rights]
    myths = [part for myth in card.myths for part in (myth.myth, myth.answer)]
    told = [card.what_it_is, *card.steps, card.say, *rights, card.if_they_say_no, *myths, card.notice or ""]
    return " ".join(_sentence(text) for text in told if text)


def easy_text(card: AnswerCard) -> str:
    """The easy version, on one line."""
    return _sentence(card.simpler)


def written_text(card: AnswerCard) -> str:
    """Everything as it is typed in the card, where a time limit stands only as `{deadline:rule}`."""
    told = [right.text for right in card.rights] + [part for myth in card.myths for part in (myth.myth, myth.answer)]
    return " ".join(
        [card.what_it_is, *card.steps, card.say, *told, card.if_they_say_no, card.simpler, card.notice or ""]
    )


def _sentence(text: str) -> str:
    spoken = re.sub(r"\{deadline:(\w+)\}", lambda found: deadlines.rule(found.group(1)).limit, text)
    line = re.sub(r"\s+", " ", spoken).strip()
    return line if line.endswith((".", "?", "!")) else f"{line}."
