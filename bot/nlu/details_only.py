"""Whether a message only gives details ("SK8 1AB", "he's 7", "free ones please") and asks nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Words that go with a detail and ask nothing. Anything else left over makes the message more than details.
_FILLERS = frozenset(
    """
    a an the and or but so um oh ok okay yes yeah no not sorry please ta thanks actually i im we were he hes she
    shes they theyre it its is are was am be my our son daughter child boy girl lad kid in on at near around from
    to of by for with under over about up just only maybe any one ones old age aged year years yr turning nearly
    almost live lives living based postcode area meant mean say said that this then date dated letter got sent
    came received has have had must can could would like prefer want wants needs looking something some there here
    day days morning mornings afternoon afternoons evening evenings school instead rather than council well also
    now currently aswell as request requested asked them their make change try more less max maximum limit session
    sessions lesson each per matter matters doesnt dont mind really fine will do go certificate mediation
    """.split()  # noqa: SIM905 - one word a line would hide them
)
_LONGEST_WORDS = 18
# "SK8, not SK7" says no more than "SK8".
_TAKEN_BACK = re.compile(r"\b(?:not|instead of|rather than)\s+(?:(?:in|at|a|an|the|year)\s+)?[\w'’]+", re.IGNORECASE)
# "What about Bristol?" only changes a detail of the question before.
_CHANGES_A_DETAIL = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|and|but|or|oh)\W+)*(?:(?:what|how) about|and|or|any)\b", re.IGNORECASE
)


def is_details_only(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """True when nothing but fillers is left outside `spans`, the character positions of the entities found."""
    changes = _CHANGES_A_DETAIL.match(text)
    if not spans or len(text.split()) > _LONGEST_WORDS or ("?" in text and not changes):
        return False
    kept = list(text)
    for withdrawn in _TAKEN_BACK.finditer(text):
        kept[withdrawn.start() : withdrawn.end()] = " " * len(withdrawn.group())
    if changes:
        kept[: changes.end()] = " " * changes.end()
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", "".join(kept).lower()))
    return all(word in _FILLERS for word in words)
