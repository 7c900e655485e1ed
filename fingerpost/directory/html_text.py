"""The words of a piece of HTML, without markup.

One pass over the text, with patterns that never look back: a feed may send anything, and the usual parsers need
minutes for a short text of unclosed comments or deeply nested blocks. What comes out is plain text, which is escaped
again wherever it is shown.
"""

from __future__ import annotations

import html
import re

_PIECE = re.compile(
    r"(?P<comment><!--)|(?P<end_comment>-->)|<(?P<closing>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|(?P<note><[!?][^<>]*>)"
    r"|[^<-]+|.",
    re.DOTALL,
)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);")
_NO_CHARACTER = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")
_NEW_LINE = {"address", "blockquote", "br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "tr"}
_UNSEEN = {"iframe", "noscript", "object", "script", "style", "template", "title"}


def has_markup(text: str) -> bool:
    """Whether there is a tag or a character reference in the text."""
    return _MARKUP.search(text) is not None


def text_of_html(markup: str) -> str:
    """The text that a browser would show, with a line break at each end of a block."""
    texts: list[str] = []
    in_comment, unseen = False, ""
    for piece in _PIECE.finditer(markup):
        tag = (piece["tag"] or "").lower()
        if in_comment:
            in_comment = piece["end_comment"] is None
        elif unseen:
            unseen = "" if piece["closing"] and tag == unseen else unseen
        elif piece["comment"]:
            in_comment = True
        elif tag in _UNSEEN and not piece["closing"]:
            unseen = tag
        elif tag in _NEW_LINE:
            texts.append("\n")
        elif not tag and not piece["note"]:
            texts.append(piece[0])
    return html.unescape(_NO_CHARACTER.sub("", "".join(texts)))
