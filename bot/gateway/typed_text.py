"""What a person typed, made safe to keep and to pass on without changing what it says."""

from __future__ import annotations

import unicodedata

# Marks that turn the direction of the text around them: never typed on purpose, and they can disguise a link.
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REMOVED_CATEGORIES = frozenset({"Cc", "Cs"})
_INVISIBLE_CATEGORIES = frozenset({"Cf", "Zs", "Zl", "Zp", "Cc"})


def clean(text: str) -> str:
    """The text without control characters and without blank ends; empty when nothing visible is left.

    Line breaks, tabs, emoji and the joiners inside emoji stay.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(character for character in lines if _is_kept(character))
    visible = [position for position, character in enumerate(kept) if _is_visible(character)]
    if not visible:
        return ""
    return kept[visible[0] :].rstrip()


def _is_kept(character: str) -> bool:
    if character in "\n\t":
        return True
    return character not in _DIRECTION_OVERRIDES and unicodedata.category(character) not in _REMOVED_CATEGORIES


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE_CATEGORIES
