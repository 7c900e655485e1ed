"""From shares of classes to shares of topics. A class is a topic, or a topic and its kind: `out_of_scope/abuse`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.nlu.message_model import Vectors


class TopicShares:
    """Adds up the classes of each topic."""

    def __init__(self, classes: Sequence[str]) -> None:
        self._classes = list(classes)
        of_topic: dict[str, list[int]] = {}
        for place, name in enumerate(classes):
            of_topic.setdefault(name.split("/")[0], []).append(place)
        self.topics = list(of_topic)
        self._of_topic = list(of_topic.values())

    def of_topics(self, shares: Vectors) -> Vectors:
        """Shares of shape (texts, topics) for shares of shape (texts, classes)."""
        return np.stack([shares[:, places].sum(axis=1) for places in self._of_topic], axis=1)

    def of(self, by_topic: Vectors, topic: str) -> Vectors | None:
        """The shares of one topic, of shape (texts,), in `of_topics`; None for a topic that is not among them."""
        return by_topic[:, self.topics.index(topic)] if topic in self.topics else None

    def ranking(self, row: Vectors) -> list[tuple[str, float]]:
        """Every topic with its share (0 to 1), best first, for one row of `of_topics`."""
        return [(self.topics[place], float(row[place])) for place in np.argsort(-row, kind="stable")]

    def kind(self, row: Vectors, topic: str) -> str | None:
        """The likeliest kind of this topic in one row of class shares; None for a topic without kinds."""
        places = [place for place in self._of_topic[self.topics.index(topic)] if "/" in self._classes[place]]
        if not places:
            return None
        return self._classes[max(places, key=lambda place: row[place])].split("/")[1]
