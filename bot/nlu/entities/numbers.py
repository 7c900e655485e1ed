"""Small whole numbers in figures or words."""

from __future__ import annotations

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
    )
} | {"twenty one": 21, "twenty two": 22, "twenty three": 23, "twenty four": 24, "twenty five": 25}

NUMBER_PATTERN = r"(?:\d{1,2}(?![\d/.:])|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + ")"


def whole_number(text: str) -> int:
    """The number written in figures or in English words up to twenty-five. Raises ValueError otherwise."""
    words = " ".join(text.lower().replace("-", " ").split())
    return NUMBER_WORDS[words] if words in NUMBER_WORDS else int(words)
