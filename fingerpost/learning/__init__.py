"""Learning from use: messages that were not understood, kept only with consent, for an editor to read and to label.

Nothing trains itself. A message is kept without names, places and contact details (`fingerpost.redaction`), an editor
sorts it into `data/nlu`, and a pull request brings it in.
"""

from __future__ import annotations

from fingerpost.learning.editors_list import Group, as_document, as_text, most_useful_first, training_file
from fingerpost.learning.kept_messages import (
    KEPT_DAYS,
    KeptMessage,
    can_keep,
    forget_before,
    forget_old,
    keep,
    note_what_followed,
    take_back,
    waiting,
)

__all__ = [
    "KEPT_DAYS",
    "Group",
    "KeptMessage",
    "as_document",
    "as_text",
    "can_keep",
    "forget_before",
    "forget_old",
    "keep",
    "most_useful_first",
    "note_what_followed",
    "take_back",
    "training_file",
    "waiting",
]
