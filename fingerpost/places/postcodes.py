"""Postcodes: reading what people type, and the table that gives each one its local authority, exactly.

The table `fingerpost/data/postcodes.tsv` (built by `scripts/build_places.py`) is plain text with one line for each
postcode sector ("SK8 1"), because that is small (about 1 MB), gives readable differences in version control, loads in
a few milliseconds without unpacking, and needs only the lines that are asked for to be decoded. A line holds the code
that most postcodes of the sector have, the centre of the sector, one bit for each postcode that exists, and the
postcodes whose code is another one. Codes are the three digits that the Department for Education (DfE) uses for the
authority; `W` (Wales) and `S` (Scotland) stand in their place beyond the border.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).resolve().parent.parent / "data" / "postcodes.tsv"
# The letters that end a postcode: Royal Mail leaves out C I K M O, and V but for one old postcode.
UNIT_LETTERS = "ABDEFGHJLNPQRSTUVWXYZ"
# Northern Ireland, Jersey, Guernsey and the Isle of Man have postcode areas of their own and are not in the table.
AREAS_OUTSIDE_TABLE = ("BT", "JE", "GY", "IM")

_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_FULL_POSTCODE = re.compile(rf"({_OUTWARD})([0-9][A-Z]{{2}})")
_OUTWARD_CODE = re.compile(_OUTWARD)
_SECTOR = re.compile(r"\s*([A-Z0-9]{2,4})\s+[0-9]\s*")
_SLIPS = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}
_LONGEST_TYPED = 24

_FULL_IN_TEXT = re.compile(r"\b([A-Z01]{1,2}[0-9OI][A-Z0-9]?\s{0,2}[0-9OI][A-Z]{2})\b", re.IGNORECASE)
_OUTWARD_IN_TEXT = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\b", re.IGNORECASE)
_PLACE_WORDS = r"\b(?:in|near|around|round|at|from|postcode|area|live|to|by)\W+(?:is\W+)?$"
_PLACE_WORD_BEFORE = re.compile(_PLACE_WORDS, re.IGNORECASE)


@dataclass(frozen=True)
class Sector:
    """One postcode sector. `known` has a bit for each postcode that exists; `exceptions` maps the last two letters
    of a postcode to its code where that is not `code`. The centre is in degrees, None outside England."""

    code: str
    latitude: float | None
    longitude: float | None
    known: int
    exceptions: dict[str, str]

    def has(self, unit: str) -> bool:
        """Whether the postcode that ends in these two letters exists."""
        return set(unit) <= set(UNIT_LETTERS) and bool(self.known >> unit_bit(unit) & 1)

    def code_of(self, unit: str) -> str:
        """The code of the existing postcode that ends in these two letters."""
        return self.exceptions.get(unit, self.code)

    def counts(self) -> Counter[str]:
        """How many postcodes each code has in this sector."""
        counts = Counter(self.exceptions.values())
        counts[self.code] += bin(self.known).count("1") - len(self.exceptions)
        return counts


class PostcodeMention(NamedTuple):
    """A postcode or outward code found in a text: where it stands there, and how it is written properly."""

    start: int
    end: int
    value: str


def unit_bit(unit: str) -> int:
    """The number of the bit that stands for a postcode's last two letters, 0 to 440."""
    return UNIT_LETTERS.index(unit[0]) * len(UNIT_LETTERS) + UNIT_LETTERS.index(unit[1])


@lru_cache(maxsize=1)
def _lines() -> dict[str, str]:
    lines = TABLE.read_text(encoding="ascii").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))  # type: ignore[misc]


@lru_cache(maxsize=1)
def _sectors_of_outward() -> dict[str, list[str]]:
    sectors: dict[str, list[str]] = {}
    for name in _lines():
        sectors.setdefault(name.partition(" ")[0], []).append(name)
    return sectors


@lru_cache(maxsize=4096)
def sector(name: str) -> Sector | None:
    """The sector ("SK8 1"), or None when there is no such sector.

    A sector of an outward code that lies wholly in Wales or Scotland has that code and no postcodes of its own.
    """
    line = _lines().get(name) or _lines().get(name.partition(" ")[0])
    if line is None:
        return None
    if "\t" not in line:
        return Sector(line, None, None, 0, {})
    code, latitude, longitude, known, exceptions = line.split("\t")
    return Sector(
        code=code,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        known=int.from_bytes(base64.b64decode(known), "big"),
        exceptions=dict(_exceptions(exceptions)),
    )


def _exceptions(text: str) -> list[tuple[str, str]]:
    pairs = []
    for group in filter(None, text.split(";")):
        code, units = group.split("=")
        pairs += [(units[start : start + 2], code) for start in range(0, len(units), 2)]
    return pairs


def outward_sectors(outward: str) -> list[Sector]:
    """The sectors of an outward code ("SK8"), empty when there is no such outward code in Great Britain."""
    names = _sectors_of_outward().get(outward, [])
    return [found for found in map(sector, names) if found]


def outward_exists(outward: str) -> bool:
    """Whether there is such an outward code. The areas outside the table are taken on trust."""
    return outward in _sectors_of_outward() or outward.startswith(AREAS_OUTSIDE_TABLE)


def parse_postcode(text: str) -> str | None:
    """What was typed as a postcode ("SK8 1AB") or an outward code ("SK8"), or None when it is neither.

    Small letters, missing or extra spaces and full stops are put right, and so are the letter O for 0 (or I for 1)
    and the other way round where only one of them can stand. The result is well formed; it need not exist.
    """
    if len(text) > _LONGEST_TYPED:
        return None
    typed = text.upper()
    sector_typed = _SECTOR.fullmatch(typed)
    if sector_typed and outward_exists(sector_typed.group(1)):
        return sector_typed.group(1)
    letters = re.sub(r"[\s.,\-]+", "", typed)
    if not 2 <= len(letters) <= 7 or not letters.isascii() or not letters.isalnum():
        return None
    as_typed = _well_formed(letters)
    if as_typed and outward_exists(as_typed.partition(" ")[0]):
        return as_typed
    variants = (_well_formed("".join(variant)) for variant in product(*(_SLIPS.get(each, each) for each in letters)))
    existing = {variant for variant in variants if variant and outward_exists(variant.partition(" ")[0])}
    return existing.pop() if len(existing) == 1 else as_typed


def _well_formed(letters: str) -> str | None:
    full = _FULL_POSTCODE.fullmatch(letters)
    if full:
        return f"{full.group(1)} {full.group(2)}"
    return letters if _OUTWARD_CODE.fullmatch(letters) else None


def postcodes_in(text: str) -> tuple[PostcodeMention, ...]:
    """The postcodes and outward codes that a sentence mentions, in order, each only when its outward code exists.

    An outward code of one letter ("M8", "b4", "S36") is also how people write "mate", "before" and "section 36": it
    counts in capitals other than S, or after a word such as "in" or "near".
    """
    found = []
    for match in _FULL_IN_TEXT.finditer(text):
        value = parse_postcode(match.group(1))
        written_as_code = any(letter.isdigit() for letter in match.group(1))  # "bloods" is a word
        if written_as_code and value and " " in value and outward_exists(value.partition(" ")[0]):
            found.append(PostcodeMention(match.start(), match.end(), value))
    taken = {position for full in found for position in range(full.start, full.end)}
    for match in _OUTWARD_IN_TEXT.finditer(text):
        value = match.group(1).upper()
        if (
            match.start() not in taken
            and outward_exists(value)
            and _means_a_place(match.group(1), text[max(0, match.start() - 20) : match.start()])
        ):
            found.append(PostcodeMention(match.start(), match.end(), value))
    return tuple(sorted(found))


def _means_a_place(code: str, before: str) -> bool:
    if code[1].isalpha() or _PLACE_WORD_BEFORE.search(before):
        return True
    return code[0].isupper() and code[0] != "S"
