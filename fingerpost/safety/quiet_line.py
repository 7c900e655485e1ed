"""One quiet line for a message that speaks of danger and is no crisis: it is over, it is asked about, or a parent says
how tired they are. The words and the lines are under `quiet_lines` in `content/crisis.yml`."""

from __future__ import annotations

from collections.abc import Sequence

from fingerpost.safety import kind_of_crisis
from fingerpost.safety.crisis_texts import CrisisTexts, QuietLine, current_texts
from fingerpost.safety.patterns import cut_out


def quiet_line(text: str) -> str | None:
    """The line to offer at the end of an answer to this message, or None. Never raises.

    None as well where the crisis check answers, which says more.
    """
    content = current_texts()
    told = content.clauses_of(text)
    line = next((quiet.line for quiet in content.quiet_lines if _is_called_for(quiet, told, content)), None)
    return None if line is None or kind_of_crisis(text) else line


def _is_called_for(quiet: QuietLine, told: Sequence[str], content: CrisisTexts) -> bool:
    said = [cut_out(quiet.sayings, clause) for clause in told]
    kept = [clause for clause in said if quiet.unless is None or not quiet.unless.search(clause)]
    return any(_mentions(quiet, clause, content) for clause in kept)


def _mentions(quiet: QuietLine, clause: str, content: CrisisTexts) -> bool:
    """Whether the clause holds the line's own words, or words of its kinds: without a crisis, these were put aside."""
    if quiet.words and quiet.words.search(clause):
        return True
    kinds = [kind for kind in content.kinds if kind.id in quiet.kinds]
    return any(group.pattern.search(cut_out(kind.sayings, clause)) for kind in kinds for group in kind.groups)
