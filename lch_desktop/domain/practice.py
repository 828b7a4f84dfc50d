"""How a script is learned: its words fade from one repetition to the next, and the repetitions are spread over days.

Fading: step 0 shows every word, the last step none; each step shows some of the words of the step before. A script
has up to five steps after the reading, fewer where it has fewer words.

Spacing (our own rule, the shape of every expanding schedule): a script is learned once it was said without its words
on three different days. After the first such day it is asked on the next one, then after 2 days, and once learned
after 4, 8, 16, 32 and then every 64. The first try without its words is the day's, however often the script is said,
and it counts only from the day on that the script was due. Whether all words were hidden is kept with each
repetition: the words may be changed later, and their steps with them. A learned script that could not be said is no
longer learned and is asked again on the next day.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.scripts import Repetition, Try

    Said = Repetition | Try

STEPS = 5  # after the reading, of which the last shows no word
LEARNED_DAYS = 3
A_DAY = 3  # scripts that a day asks for: two minutes
GAPS = (1, 2, 4, 8, 16, 32, 64)  # days until it is asked again, after the first, second, ... day that counted
SHORT_WORD = 3  # letters: up to here it holds a sentence together rather than carrying it
STILL_THE_SAME = 0.7  # share of words in common from which an edited script is still the one that was practised

_SPACE, _WIDE, _OTHER = "space", "wide", "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: a word that may be hidden, or what stands between words."""

    text: str
    is_word: bool
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a script stands for the rep. `days`: how many counted; `step`: how much is hidden the next time."""

    repetitions: int
    days: int
    step: int
    due_on: date
    said_today: bool = False  # without its words

    @property
    def learned(self) -> bool:
        """Whether a cue is enough on the card."""
        return self.days >= LEARNED_DAYS

    def is_due(self, today: date) -> bool:
        """Whether it is asked for today."""
        return self.due_on <= today


# fading


def pieces(text: str) -> list[Piece]:
    """`text` in words and what is between them; put together again they are `text`.

    A word is what stands between spaces, without the punctuation at its ends: "I'd" and "two-minute" are one each.
    Letters of scripts that are written without spaces (Chinese, Japanese, Korean) are a word each.
    """
    found: list[Piece] = []
    for kind, run in groupby(text, key=_kind_of):
        if kind == _WIDE:
            found.extend(Piece(letter, True) for letter in run)
        elif kind == _SPACE:
            found.append(Piece("".join(run), False))
        else:
            _add_run(found, "".join(run))
    return found


def word_count(text: str) -> int:
    """How many words can be hidden."""
    return sum(piece.is_word for piece in pieces(text))


def last_step(text: str) -> int:
    """The step at which no word is shown; 0 for a text without a word."""
    return min(STEPS, word_count(text))


def fade(text: str, step: int, steps: int, seed: int = 0) -> list[Piece]:
    """`text` with the words of `step` out of `steps` hidden; step 0 shows all, `steps` and more none.

    The words that carry the text go first, the small ones after them, in an order that `seed` (the script's id)
    settles for good; the last word and then the first one stay longest.
    """
    all_pieces = pieces(text)
    places = [at for at, piece in enumerate(all_pieces) if piece.is_word]
    share = min(1.0, max(0, step) / steps) if steps > 0 else float(step > 0)
    hidden = set(_order(all_pieces, places, seed)[: _up(len(places) * share)])
    return [Piece(piece.text, piece.is_word, at not in hidden) for at, piece in enumerate(all_pieces)]


def _up(count: float) -> int:
    """`count` rounded up, but not for the sake of a rounding error."""
    return -int(-(count - 1e-9) // 1)


def _order(all_pieces: Sequence[Piece], places: Sequence[int], seed: int) -> list[int]:
    """The places of the words, those that are hidden first in front."""
    if not places:
        return []
    draw = Random(seed)  # Python keeps what `random()` gives for a seed from version to version
    lots = {at: draw.random() for at in places}
    inner = [at for at in places if at not in (places[0], places[-1])]
    inner.sort(key=lambda at: (len(all_pieces[at].text) <= SHORT_WORD, lots[at]))
    return inner + list(dict.fromkeys((places[-1], places[0])))


def _kind_of(char: str) -> str:
    if char.isspace():
        return _SPACE
    is_wide = unicodedata.east_asian_width(char) == "W" and unicodedata.category(char) == "Lo"
    return _WIDE if is_wide else _OTHER


def _add_run(found: list[Piece], run: str) -> None:
    """Add what stands between two spaces: a word with its punctuation, or only that."""
    inside = [at for at, char in enumerate(run) if unicodedata.category(char)[0] in "LMNS"]
    if not any(unicodedata.category(run[at])[0] in "LN" for at in inside):
        found.append(Piece(run, False))
        return
    first, last = inside[0], inside[-1] + 1
    parts = ((run[:first], False), (run[first:last], True), (run[last:], False))
    found.extend(Piece(part, is_word) for part, is_word in parts if part)


# spacing


def progress(steps: int, repetitions: Sequence[Said], first_on: date, today: date) -> Progress:
    """Where a script with `steps` stands on `today`. `repetitions`: oldest first; `first_on`: when it came in."""
    counted = [each for each in repetitions if not is_new_start(each)]
    since = repetitions[_last_start(repetitions) :]
    days, due_on = 0, since[0].local_on if since and is_new_start(since[0]) else first_on
    whole = sorted((each for each in since if each.whole), key=_day_of)
    for on, tries in groupby(whole, key=_day_of):
        knew = next(tries).knew
        if days >= LEARNED_DAYS and not knew:
            days, due_on = LEARNED_DAYS - 1, on + timedelta(days=1)
        elif knew and on >= due_on:
            days += 1
            due_on = on + timedelta(days=GAPS[min(days, len(GAPS)) - 1])
    said_today = any(each.knew for each in whole if each.local_on == today)
    return Progress(len(counted), days, _next_step(steps, since, today), due_on, said_today)


def step_after(step: int, steps: int, knew: bool) -> int:
    """The next step: one further where it was known, one back where the rep had to look."""
    return min(steps, step + 1) if knew else max(0, step - 1)


def is_new_start(repetition: Said) -> bool:
    """Whether it is no repetition but the mark that the words were changed: nobody has to look at step 0."""
    return repetition.step == 0 and not repetition.knew


def is_same_speech(old: str, new: str) -> bool:
    """Whether `new` is still the script that was practised, with a word here and there put differently."""
    before, after = _said_words(old), _said_words(new)
    return before == after or SequenceMatcher(None, before, after, autojunk=False).ratio() >= STILL_THE_SAME


def _day_of(repetition: Said) -> date:
    return repetition.local_on


def _said_words(text: str) -> list[str]:
    return [piece.text.casefold() for piece in pieces(text) if piece.is_word]


def _last_start(repetitions: Sequence[Said]) -> int:
    """Where the newest mark of a new start is, 0 for none."""
    return max((at for at, each in enumerate(repetitions) if is_new_start(each)), default=0)


def _next_step(steps: int, since: Sequence[Said], today: date) -> int:
    """On a new day one step back from where it stood, but a script that was said whole is asked whole."""
    if not since or is_new_start(since[-1]):
        return 0
    last = since[-1]
    following = step_after(steps if last.whole else last.step, steps, last.knew)
    if last.local_on == today or (last.knew and last.whole):
        return following
    return max(0, following - 1)
