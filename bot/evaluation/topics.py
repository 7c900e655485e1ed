"""Topics: how often the right one comes first or among the first three, for all and for each, and what is mixed up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import f1_score, precision_recall_fscore_support

from bot.evaluation.message_sets import TopicMessage
from bot.evaluation.readings import Reading, Readings
from bot.evaluation.shares import Share, share
from bot.evaluation.tables import MEASURES, Table, decimal, share_cells, shortened


@dataclass(frozen=True)
class OneTopic:
    """Figures from 0 to 1 for the messages of one topic."""

    topic: str
    messages: int
    precision: float
    recall: float
    f1: float
    top_3: float


@dataclass(frozen=True)
class Confusion:
    """Messages about one topic that were heard as another."""

    topic: str
    heard: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class TopicFigures:
    """Figures from 0 to 1; topics by name, confusions with the most frequent first."""

    top_1: Share
    top_3: Share
    macro_f1: float
    per_topic: tuple[OneTopic, ...]
    confusions: tuple[Confusion, ...]

    def tables(self) -> list[Table]:
        """All messages, then each topic."""
        whole = Table(
            "Topics",
            MEASURES,
            [
                ("top-1", *share_cells(self.top_1)),
                ("top-3", *share_cells(self.top_3)),
                ("macro F1", decimal(self.macro_f1), "", ""),
            ],
        )
        each = Table(
            "Each topic",
            ("topic", "messages", "precision", "recall", "F1", "top-3"),
            [
                (one.topic, str(one.messages), *map(decimal, (one.precision, one.recall, one.f1, one.top_3)))
                for one in self.per_topic
            ],
        )
        return [whole, each]

    def confusion_table(self, most: int) -> Table:
        """The most frequent confusions, at most this many."""
        rows = [
            (one.topic, one.heard, str(len(one.messages)), "\n".join(f"- {shortened(text)}" for text in one.messages))
            for one in self.confusions[:most]
        ]
        return Table("Most frequent confusions", ("topic", "heard as", "messages", "which"), rows)


def topic_heard(message: TopicMessage, reading: Reading) -> str:
    """The message's own topic where that was decided on or came first in the ranking, else the one decided on.

    Crisis and out of scope are decided by more than the ranking; and a ranking that was right is not held to be wrong
    because it was not sure enough to be used.
    """
    first = reading["ranking"][0]["topic"]
    return message.topic if message.topic in (reading["topic"], first) else str(reading["topic"])


def is_offered(message: TopicMessage, reading: Reading) -> bool:
    """Whether the message's topic is among the first three, which "is it one of these?" offers."""
    return message.topic in [heard["topic"] for heard in reading["ranking"][:3]]


def measure(messages: Sequence[TopicMessage], readings: Readings) -> TopicFigures:
    """The figures for these messages."""
    pairs = [(message, topic_heard(message, readings[message.text])) for message in messages]
    offered = [is_offered(message, readings[message.text]) for message in messages]
    told, heard = [message.topic for message in messages], [topic for _, topic in pairs]
    return TopicFigures(
        top_1=share(message.topic == topic for message, topic in pairs),
        top_3=share(offered),
        macro_f1=float(f1_score(told, heard, labels=sorted(set(told)), average="macro", zero_division=0)),
        per_topic=_per_topic(told, heard, offered),
        confusions=_confusions(pairs),
    )


def _per_topic(told: list[str], heard: list[str], offered: list[bool]) -> tuple[OneTopic, ...]:
    names = sorted(set(told))
    columns = precision_recall_fscore_support(told, heard, labels=names, zero_division=0)
    top_3: dict[str, int] = defaultdict(int)
    for topic, among_three in zip(told, offered, strict=True):
        top_3[topic] += among_three
    return tuple(
        OneTopic(name, int(number), float(precision), float(recall), float(f1), top_3[name] / int(number))
        for name, precision, recall, f1, number in zip(names, *columns, strict=True)
    )


def _confusions(pairs: list[tuple[TopicMessage, str]]) -> tuple[Confusion, ...]:
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for message, heard in pairs:
        if heard != message.topic:
            texts[message.topic, heard].append(message.text)
    found = [Confusion(topic, heard, tuple(which)) for (topic, heard), which in texts.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.messages), one.topic, one.heard)))
