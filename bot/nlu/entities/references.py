"""References of cases, appeals and complaints: "EH356/24/00112", "2024-00871", "ref 123456"."""

from __future__ import annotations

import re

from bot.nlu.entities.found import Entity

_PARTS = r"[A-Z0-9]+(?:[/-][A-Z0-9]+)*"
# Letters first, as councils and the tribunal write them; a year and a running number; or a name for what follows.
_WRITTEN = re.compile(
    rf"(?<![\w/-])(?:(?=[A-Z0-9/-]*\d{{3}})(?:[A-Z]{{2,6}}\d{{0,6}}[-/]{_PARTS}|\d{{2,6}}[-/][A-Z]{{1,6}}[-/]{_PARTS}|"
    r"[A-Z]{2,4}\d{5,10}|[A-Z]/\d{2,4}/\d{3,6}|\d{3,6}[-/](?:SEN|SEND|EHC|EHCP|EHCNA))|(?i:[a-z]{2}/?\d{3}/\d\d/\d{4,6})|(?:19|20)\d\d[-/](?!(?:19|20)\d\d\b)\d{4,7})(?![\w/-])"
)
_NAMED = re.compile(
    r"\b(?:(?:(?:our|your|my|the|case|appeal|complaint|claim|file|tribunal|pupil)\s+)*ref(?:erence)?|"
    r"case\s+(?=\d+[/-]\d)|(?:case|appeal|complaint|claim|application|file|registration|request|reg)\s*,?\s+(?=n(?:o|um)))\.?"
    r"(?:\s*(?:no|number|num|code)\b\.?)?(?:\s+is)?\s*[:#]?\s*"
    r"(?P<reference>(?=[A-Z0-9/-]*\d{3})[A-Z0-9]+(?:[/-][A-Z0-9]+)*)(?![\w/-])",
    re.IGNORECASE,
)


def find_references(text: str) -> list[Entity]:
    """The references in the text, in capitals."""
    found = [
        Entity("reference", match.group().upper(), match.start(), match.end()) for match in _WRITTEN.finditer(text)
    ]
    found += [
        Entity("reference", match["reference"].upper(), match.start("reference"), match.end("reference"))
        for match in _NAMED.finditer(text)
    ]
    return found
