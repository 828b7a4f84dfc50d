"""Whether a goal or an opener brings the customer anything (design/product.md section 13). Pure."""

from __future__ import annotations

import re

QUESTION = "What do you bring them?"

_GAP = r"[\s\u00ad\u2010-\u2015-]+"
_EMPTY = re.compile(
    rf"""\b(?:
        check(?:ing|ed|s)?{_GAP}(?:back{_GAP})?in\b(?!{_GAP}(?:the|a|an|at)\b)  # not "check in the morning"
      | check(?:ing|ed|s)?{_GAP}(?:back|up){_GAP}(?:on|with)\b
      | touch(?:ing|ed|es)?{_GAP}bases?\b
      | circl(?:e|ed|es|ing){_GAP}back\b
      | (?:just|only){_GAP}(?:follow(?:ing|ed)?{_GAP}up|reach(?:ing|ed)?{_GAP}out|call(?:ing|ed)?{_GAP}to{_GAP}say)\b
      | (?:see|seeing|hear|hearing|ask|asking){_GAP}how{_GAP}(?:it|things|everything){_GAP}(?:is|are|’s|'s)
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def brings_nothing(text: str) -> bool:
    """Whether `text` says "checking in", "touching base" or the like: a call about nothing but the caller."""
    return _EMPTY.search(text) is not None


def soft_question(text: str) -> str:
    """QUESTION where `text` brings nothing, else "". It is asked softly and never stops anything."""
    return QUESTION if brings_nothing(text) else ""
