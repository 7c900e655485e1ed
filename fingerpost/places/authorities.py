"""The 153 English local authorities that look after SEND, one thin file each in `content/authorities/`.

A file holds names, links and contacts only; the law is national and lives elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from fingerpost import content

DISTRICTS = Path(__file__).resolve().parent.parent / "data" / "districts.tsv"
_EVERYDAY_WORDS = """
    arnold avon barking barnes bath beds beverley boston bourne brent bury chard chelsea chester craven deal
    eden ely fleet hale hart hyde leigh lincoln march marlow middleton morley nelson poplar preston reading
    ripley rugby sale stroud ware washington waverley wells
"""
# Names that are also everyday words or first names: in small letters, or without "in" or "near", they may mean that.
EVERYDAY_WORDS = frozenset(_EVERYDAY_WORDS.split())
_GENERIC_WORDS = re.compile(
    r"\b(?:the|council|councils|county council|city council|borough council|district council|local authority|la|"
    r"corporation|cc|mbc|metropolitan borough|metropolitan district|metropolitan|london borough of|royal borough of|"
    r"borough of|district of|county of|city of)\b"
)


@dataclass(frozen=True)
class Successor:
    """An authority that takes over: its name, from when (ISO date), and the districts it covers."""

    name: str
    valid_from: str
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Authority:
    """One local authority. `code` is the DfE's three digits; `valid_to` (ISO date) is set when it will be replaced.

    `aliases` are other names of the authority, `part_of` the wider areas it lies in, `places` the towns in it, each
    with its outward code. `contacts` maps a contact role to direct details: phone, email, url, verified_on.
    """

    code: str
    name: str
    official_name: str
    region: str
    website: str
    source: str
    aliases: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    places: dict[str, str] = field(default_factory=dict, hash=False)
    valid_to: str | None = None
    successors: tuple[Successor, ...] = ()
    contacts: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class District:
    """A district or borough: its ONS code, name, authority code, and the centre of its postcodes in degrees."""

    code: str
    name: str
    authority_code: str
    latitude: float
    longitude: float


@lru_cache(maxsize=1)
def all_authorities() -> dict[str, Authority]:
    """All authorities by code, read once. Raises ValueError naming the file when one does not fit."""
    found = (_read(path) for path in content.files("authorities"))
    return {one.code: one for one in found}


def _read(path: str) -> Authority:
    data = dict(content.read(path))
    try:
        for name in ("aliases", "part_of"):
            data[name] = tuple(data.get(name) or ())
        data["successors"] = tuple(
            Successor(each["name"], each["valid_from"], tuple(each["districts"])) for each in data.get("successors", ())
        )
        return Authority(**data)
    except (TypeError, KeyError) as error:
        raise ValueError(f"content/{path} is not an authority file: {error}") from error


def authority(code: str) -> Authority:
    """The authority with this DfE code. Raises ValueError when there is none."""
    try:
        return all_authorities()[code]
    except KeyError:
        raise ValueError(f"There is no local authority {code}: a code has three digits, such as 356.") from None


@lru_cache(maxsize=1)
def districts() -> tuple[District, ...]:
    """Every English district and borough, the single-tier authorities among them."""
    rows = [line.split("\t") for line in DISTRICTS.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return tuple(District(code, name, owner, float(north), float(east)) for code, name, owner, north, east in rows)


def plain_name(text: str) -> str:
    """A place name as it is compared: small letters, "and" for "&", no apostrophes, hyphens or full stops."""
    words = re.sub(r"['’]", "", text.lower().replace("&", " and "))
    words = re.sub(r"\bsaint\b", "st", re.sub(r"[^a-z ]+", " ", words))
    return " ".join(words.split())


@lru_cache(maxsize=1)
def place_names() -> dict[str, tuple[str, ...]]:
    """Every name by which people call an authority, a place in it or the area around it -> authority codes.

    The keys are as `plain_name` writes them. More than one code means that the name alone does not settle it.
    """
    codes: dict[str, set[str]] = {}
    for one in all_authorities().values():
        for name in (one.name, one.official_name, *one.aliases, *one.part_of, *one.places):
            codes.setdefault(plain_name(name), set()).add(one.code)
    for district in districts():
        codes.setdefault(plain_name(district.name), set()).add(district.authority_code)
    return {name: tuple(sorted(found)) for name, found in sorted(codes.items())}


def authorities_by_name(text: str) -> tuple[Authority, ...]:
    """The authorities that a name may mean: one when it is clear, more when it is not, none when it is not known.

    Words such as "Council" or "the Borough of" may stand around the name.
    """
    names = place_names()
    name = plain_name(text)
    bare = " ".join(_GENERIC_WORDS.sub(" ", name).split())
    codes = names.get(name) or names.get(name.removeprefix("the ")) or names.get(bare, ())
    return tuple(authority(code) for code in codes)
