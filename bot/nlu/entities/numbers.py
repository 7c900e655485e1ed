"""Small whole numbers in figures or words."""

from __future__ import annotations

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS.split())}
NUMBER_WORDS |= {f"twenty {word}": 20 + number for word, number in NUMBER_WORDS.items() if 1 <= number <= 5}

_ANY_WORD = "|".join(word.replace(" ", r"[\s-]") for word in sorted(NUMBER_WORDS, key=len, reverse=True))

NUMBER_PATTERN = rf"(?:\d{{1,2}}(?!\d|[/.:]\d)|(?:{_ANY_WORD})(?![a-z]))"


def whole_number(text: str) -> int:
    """The number written in figures or in English words up to twenty-five. Raises ValueError otherwise."""
    words = " ".join(text.lower().replace("-", " ").split())
    return NUMBER_WORDS[words] if words in NUMBER_WORDS else int(words)
