"""A lead's own pages: the profile or the CRM record that a file brought, or that somebody noted."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 5
_LONGEST = 2000
_LINK = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)
_SIGNS = frozenset(".,;:!?")  # the sentence around the address, not the address
_OPENS = {")": "(", "]": "["}
# A page that says who somebody is goes before a company's home page.
_WHO = re.compile(
    r"linkedin\.com/(?:in|sales|pub)/|/contacts?/|/leads?/|/persons?/|/people/|/record/|xing\.com/profile/"
)


def links_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The web addresses in `texts`, each once, those of a person first; at most five. Only http and https."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _LINK.finditer(text):
            link = _trimmed(match[0])
            if len(link) <= _LONGEST and link.isprintable() and "@" not in link.split("/")[2]:
                found.setdefault(link)
    return tuple(sorted(found, key=lambda link: _WHO.search(link) is None)[:MOST])


def _trimmed(link: str) -> str:
    """Without the sentence's own signs at the end; a bracket is the sentence's where it was not opened inside."""
    while link[-1:] in _SIGNS or (link[-1:] in _OPENS and link.count(link[-1]) > link.count(_OPENS[link[-1]])):
        link = link[:-1]
    return link
