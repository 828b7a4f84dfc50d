"""Names of people, split as sensibly as can be without knowing them. Any script."""

from __future__ import annotations

import re
from typing import NamedTuple

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev reverend fr father capt captain col lt sgt "
    "hon herr frau m mme mlle sr sra srta don dona signor signora ing dipl mag judge rabbi".split()
)
_SUFFIXES = frozenset(
    "jr sr ii iii iv v md m.d phd ph.d "
    "dds dvm esq cpa rn mba msc bsc ba ma pe cfa jd llm obe mbe faia aia gri crs".split()
)
_PARTICLES = frozenset(
    "van von der den de del della di da do dos das du "
    "la le las los el al bin ibn ben ter ten zu zum zur af av st san".split()
)
_COMPANY_WORDS = frozenset(
    "inc llc ltd plc gmbh corp corporation company co ag sa sarl srl bv kg lp llp group trust".split()
)
# Han, kana and Hangul: the family name comes first, and a name of one word is not to be cut.
_FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_COUPLE = re.compile(r"\s(?:&|and|und|y|et)\s", re.IGNORECASE)


class PersonName(NamedTuple):
    """A name as shown, and the two parts that people are addressed and sorted by ("" if not knowable)."""

    name: str
    first_name: str
    last_name: str


def person_name(
    name: str = "", first: str = "", last: str = "", *, prefix: str = "", middle: str = "", suffix: str = ""
) -> PersonName:
    """The name from whatever parts a file has; its own first and last name win over a split."""
    if first or last:
        whole = name if name and not _lacks(name, first, last) else ""
        parts = (prefix, first, middle, last, suffix)
        return PersonName(whole or " ".join(part for part in parts if part), first, last)
    if not name:
        return PersonName("", "", "")
    split = split_name(name)
    return split._replace(name=" ".join(part for part in (prefix, split.name, suffix) if part))


def _lacks(name: str, first: str, last: str) -> bool:
    """Whether `name` leaves out a part that the file gives elsewhere, or is the wrong way round."""
    if first and last and name.casefold().startswith(last.casefold() + ","):
        return True
    return not all(part.casefold() in name.casefold() for part in (first, last))


def split_name(text: str) -> PersonName:
    """A full name in parts: "Last, First" is turned round, titles and suffixes stay in `name` alone."""
    name = _turned(text)
    words = [word for word in name.replace(",", " ").split() if any(char.isalnum() for char in word)]
    if not words or _bare(words[-1]) in _COMPANY_WORDS:
        return PersonName(name, "", "")
    if _COUPLE.search(name):
        return PersonName(name, *_of_couple(words))
    while len(words) > 1 and _bare(words[0]) in _TITLES:
        words.pop(0)
    while len(words) > 1 and _is_suffix(words[-1]):
        words.pop()
    if len(words) == 1:
        titled = _bare(name.split()[0]) in _TITLES and name.split()[0] != words[0]
        return PersonName(name, "", words[0]) if titled else PersonName(name, words[0], "")
    if _FAMILY_FIRST.search(name):
        return PersonName(name, " ".join(words[1:]), words[0])
    return PersonName(name, words[0], " ".join(words[_last_from(words) :]))


def _of_couple(words: list[str]) -> tuple[str, str]:
    """First and last name out of "John and Mary Smith" or "Mr. & Mrs. Smith"."""
    first = words[0] if _bare(words[0]) not in _TITLES else ""
    return first, words[-1]


def _turned(text: str) -> str:
    """ "Smith, John" and "Smith, John, Jr." the way they are said; anything else as it is."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) not in (2, 3) or not all(parts):
        return text
    if _is_suffix(parts[1]) or _bare(parts[1]) in _COMPANY_WORDS or _bare(parts[-1]) in _COMPANY_WORDS:
        return text
    if len(parts) == 3 and not _is_suffix(parts[2]):
        return text
    return " ".join((parts[1], parts[0], *parts[2:]))


def _last_from(words: list[str]) -> int:
    """Index of the word where the last name begins, particles included."""
    start = len(words) - 1
    while start > 1 and _bare(words[start - 1]) in _PARTICLES:
        start -= 1
    return start


def _bare(word: str) -> str:
    return word.casefold().strip(".,;()")


def _is_suffix(word: str) -> bool:
    return all(_bare(part) in _SUFFIXES for part in word.split())
