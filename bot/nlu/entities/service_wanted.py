"""Whether a service that a message names is looked for.

"Is there a drama group near us" looks for one; "his drama group was cancelled" does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.nlu.entities.found import Entity
from bot.nlu.entities.sentences import is_short, just_after, sentence_after, sentence_before, tells_a_story

_SUBJECT = r"(?:i|we|he|she|they|lad|son|daughter|boy|girl|child|kid|lass|grandson|granddaughter|(?:i|we|he|she)['’]?d)"
# Words that ask for what comes after them.
_ASKS = re.compile(
    r"\b(?:(?:look(?:ing|ed)?|search(?:ing)?|hunting|asking)\s+(?:for|into|at)|look\s+up|search|list(?:\s+of)?|"
    r"(?:help\s+(?:me\s+|us\s+)?)?find(?:ing)?|show\s+me|suggest|recommend\w*|interested\s+in|pls|plz|please|nearest|"
    r"any(?:thing|where|one|body)?|somewhere|something|is\s+there|are\s+there|theres?\s+any|where['’]?s|"
    r"(?:i['’]?m|am|we['’]?re|are|is)\s+(?:really\s+)?after(?=\s)|"
    r"(?:do|does)\s+(?:anyone|anybody|you|u)\s+(?:know|do|run|offer|have)|"
    rf"{_SUBJECT}\s+(?:(?:really|just|would|also|still|desperately)\s+)*(?:want|wants|wanted|need|needs|like|love)|"
    r"(?<!special )(?<!additional )(?<!his )(?<!her )(?<!their )(?<!and )(?<!of )needs|"
    r"wants?\s+to\s+(?:try|do|join|start|learn|play)|"
    r"where\s+(?:can|do|could|would|should|is|are|to)|who\s+(?:does|do|runs|offers|provides|takes)|"
    r"(?:what(?:['’]?s|\s+is|\s+are)?|how)\s+(?:on|about)|what\s+have\s+you\s+got|"
    r"(?:can|could|how\s+do|how\s+can|how\s+would)\s+(?:i|we|he|she|they|you|u)\s+(?:\w+\s+)?"
    r"(?:get|join|book|find|access|try|go\s+to|do|help\s+with))\b|"
    r"(?:what|who|where)(?:['’]?s|\s+is)\s+the\s+(?:cheapest|nearest|closest|best)\b|"
    r"(?:^|[.!?,:;]\s|\band\s)\s*(?:want|wants|wanted|need|needs|needed|after)(?=\s)",
    re.IGNORECASE,
)
_MOST_WORDS_BETWEEN = 8
_WHICH = re.compile(
    r"\b(?:which|what|other)\s+"
    r"(?:(?!(?:can|could|do|does|did|should|is|are|was|will|would|the|if|an?|about|my|his|her)\b)\w+\s+){0,2}$",
    re.IGNORECASE,
)
# Between the asking and the service, these begin another matter: "I need to know whether a tutor would come".
_ANOTHER_MATTER = re.compile(
    r"\b(?:know(?!\s+about)|whether|if|why|how|who|whom|whose|when|because|cos|told|said|says?|stop\w*|refus\w+|appeal\w*|"
    r"assess\w*|instead|without|section|plans?|ehcp?|cancel\w*|complain\w*|chang\w+|contact|emails?|ring|phone|speak|talk|"
    r"number|amend\w*|named?|letter|reports?|ask|rights?|law|legal|lawful|move|moved|left|been|was|were|did|had|but|"
    r"evidence|proof|fight\w*|decid\w+|pay\w*|funds?|funding|funded|grants?|charity|transport|taxi|don['’]?t|not|"
    r"(?:to|can|could|will|would|should)\s+(?:make|say|tell|give|take|send|write|put|leave|stay|keep|name|sort|be|"
    r"get\s+(?:him|her|them)))\b",
    re.IGNORECASE,
)
_NOT_WANTED = re.compile(
    r"\b(?:don['’]?t|doesn['’]?t|not|never|didn['’]?t)\s+(?:\w+\s+)?(?:want|need|like)\s+(?:\w+\s+){0,4}$",
    re.IGNORECASE,
)
_ALREADY_THEIRS = re.compile(
    r"\b(?:his|her|their|our|my|your|its|the|this|that|these|those|every|no|same|by|from|when|while|after|at|to|like|not|"
    r"off|tried|quit|stopped|\w+['’]s)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
# "He loves football" looks for it only where something is looked for.
_LIKES = re.compile(
    r"\b(?:lov(?:e|es|ing)|loved|likes?|enjoy\w*|miss(?:es|ed)?|mad\s+(?:on|about)|into)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\b(?:i\s+am|i['’]?m|as|work\s+as|working\s+as|we\s+are|run)\s+an?\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_WORKS_THERE = re.compile(
    r"^\s+(?:manager|teacher|owner|worker|nurse|practitioner|lead|leader|deputy|staff|assistant|coordinator|here|says?|said|"
    r"asking|rang|told|thinks?|wants?|won['’]?t|have|has|had|is|was|called|keeps?|are|were)\b",
    re.IGNORECASE,
)
_IN_A_PLAN = re.compile(
    r"^[^.!?]{0,40}\b(?:in|into|on|under|to)\s+(?:his|her|the|their|my|our|a|\w+['’]s)\s+(?:\w+\s+)?(?:plan|ehcp?|report)\b|"
    r"^[^.!?]{0,30}\bsections?\s+[a-k]\b|^\s+(?:written|named|added)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?,;:\n]\s*)(?:\w+['’]?\w*[\s-]+){0,3}$")
_NEAR_FOLLOWS = re.compile(
    r"^\W{0,3}(?:\w+\s+){0,2}(?:near|nr|round|around|close\s+to|nearby|within|local(?:ly)?|anywhere|somewhere)\b",
    re.IGNORECASE,
)
_PLACED_FOLLOWS = re.compile(
    r"^\W{0,3}(?:\w+\s+)?(?:for|in|near|nr|on|at|that|who|with|suitable|where)\b|^\s*\?", re.IGNORECASE
)
_FOR_FOLLOWS = re.compile(
    r"^\W{0,3}(?:\w+\s+)?(?:for|near|nr|that|who|with|suitable)\b|"
    r"^\s+in\s+\w+(?:\s+\w+)?\s+(?:for|that|who|please|pls)\b",
    re.IGNORECASE,
)
_NEAR_HERE = re.compile(
    r"\b(?:near|close\s+to|by)\s+(?:me|us|here)\b|\bnearby\b|\blocally\b|\bround\s+here\b", re.IGNORECASE
)
_NEEDED_FOLLOWS = re.compile(r"^s?\s+(?:needed|wanted|required|sought|please|pls|plz)\b", re.IGNORECASE)
_FEW_WORDS_BEFORE = 2
_SEARCH_GOES_ON = re.compile(
    r"^s?\s*(?:[,?!]|\s(?:for|in|near|nr|round|around|with|w|w/|that|who|on|at|please|toilets?)\b)", re.IGNORECASE
)
_TOLD_OF_IT = re.compile(
    r"(?<!who )(?<!that )(?<!which )\b(?:has|have|had|was|were|is|are|been|stopped|ended|cancelled|refused|says?|said|"
    r"keeps?|not|never|wo(?:n['’]?t|nt)|isn['’]?t|hasn['’]?t|gone|left|plans?|ehcp?|sections?)\b",
    re.IGNORECASE,
)
_HEADING_ENDS = re.compile(r"s?\s*[.!?,\n]")
_FEW_OTHER_WORDS = 3
_WORDS_ABOUT_ONE_THING = 20
_SOMETHING = re.compile(
    r"\b(?:what(?:['’]?s|\s+is)\s+(?:going\s+)?on|"
    r"(?:some|any)thing\s+(?:\w+\s+){0,3}(?:on|in|for|near|around|at|free|like|to\s+do)|(?:things|stuff)\s+to\s+do|"
    r"any\s+(?:\w+\s+){0,3}(?:ones|places)|days?\s+out|nothing\s+(?:for|to\s+do)|somewhere|"
    r"(?:can|could)\s+(?:only\s+)?(?:afford|pay|manage))\b",
    re.IGNORECASE,
)


def is_wanted(text: str, kind: Entity, limits: Sequence[Entity], *, only_if_asked: bool) -> bool:
    """Whether the service is one to be found.

    `limits` are the places and costs in the message: a search has such. `only_if_asked` is for what many families have
    already and talk about (nursery, speech therapy).
    """
    before, after = sentence_before(text, kind.start), just_after(text, kind.end)
    if _WHICH.search(before):
        return True
    if _IN_A_PLAN.match(after) or _WORKS_THERE.match(after) or _WRITER.search(before) or _NOT_WANTED.search(before):
        return False
    if _is_asked_for(before) or _is_a_heading(text, kind) or _NEEDED_FOLLOWS.match(after):
        return True
    if limits and _opens_as_in_a_search(text, kind):
        return True
    if is_short(text):
        opens = not before and bool(_FOR_FOLLOWS.match(after))
        return not only_if_asked or opens or _is_nearly_all(text, kind)
    if _ALREADY_THEIRS.search(before) or (_LIKES.search(before) and not _names_something(text)):
        return False
    return _is_said_as_in_a_search(text, kind, limits, only_if_asked=only_if_asked)


def seeks_something(text: str) -> bool:
    """Whether a search could be meant although no service is named: "something free on Saturdays", "sundays please"."""
    return is_short(text) or _names_something(text)


@lru_cache(maxsize=8)
def _names_something(text: str) -> bool:
    return bool(_SOMETHING.search(text))


def _is_asked_for(before: str) -> bool:
    cues = list(_ASKS.finditer(before))
    between = before[cues[-1].end() :] if cues else ""
    return bool(cues) and len(between.split()) <= _MOST_WORDS_BETWEEN and not _ANOTHER_MATTER.search(between)


def _is_a_heading(text: str, kind: Entity) -> bool:
    """Whether the service is all that a sentence says, as in a search box: "Toy library. Leeds area". What many have
    already is looked for only where the message begins with it."""
    before = text[: kind.start].rstrip()
    after = just_after(text, kind.end)
    asks = not kind.value.only_if_asked or after.lstrip("s ").startswith("?")
    opens = not before or (before[-1] in ".!?\n" and asks)
    return opens and bool(_HEADING_ENDS.match(after))


def _opens_as_in_a_search(text: str, kind: Entity) -> bool:
    """Whether the message begins with the service, and tells nothing of it: "Travel training for my lad"."""
    if len(text[: kind.start].split()) > _FEW_WORDS_BEFORE or re.search(r"[.!?,]", text[: kind.start]):
        return False
    after = just_after(text, kind.end)
    return bool(_SEARCH_GOES_ON.match(after)) and not _TOLD_OF_IT.search(re.split(r"[.,;!?\n]", after)[0])


def _is_nearly_all(text: str, kind: Entity) -> bool:
    others = text[: kind.start] + " " + text[kind.end :]
    return len(others.split()) <= _FEW_OTHER_WORDS and not _ANOTHER_MATTER.search(others)


def _is_said_as_in_a_search(text: str, kind: Entity, limits: Sequence[Entity], *, only_if_asked: bool) -> bool:
    """Whether the service stands with a place or a price, or opens a sentence: "dance class SK8, saturdays"."""
    before, after = sentence_before(text, kind.start), just_after(text, kind.end)
    limited = _is_limited(text, kind, limits)
    if limited and (_NEAR_FOLLOWS.match(after) or not tells_a_story(text)):
        return True
    opens = bool(_OPENS.search(before))
    if only_if_asked:
        return limited and opens and bool(_FOR_FOLLOWS.match(after))
    return limited or (opens and bool(_PLACED_FOLLOWS.match(after)))


def _is_limited(text: str, kind: Entity, limits: Sequence[Entity]) -> bool:
    """Whether a limit belongs to the service: in the same sentence, or in a message about one thing."""
    if limits and is_short(text, _WORDS_ABOUT_ONE_THING):
        return True
    start = kind.start - len(sentence_before(text, kind.start))
    end = kind.end + len(sentence_after(text, kind.end))
    return any(start <= limit.start < end for limit in limits) or bool(_NEAR_HERE.search(text[start:end]))
