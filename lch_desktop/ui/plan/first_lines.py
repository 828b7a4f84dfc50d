"""The if-then lines to begin with: what Resistance says most, and an answer to each."""

from __future__ import annotations

FIRST_LINES: tuple[tuple[str, str], ...] = (
    (
        "it says “They'll be annoyed”",
        "I think of one thing they need next, say “I had an idea for you”, and dial",
    ),
    (
        "it says “Read the record once more”",
        "I say the goal in five words and dial before the ring ends",
    ),
    ("it says “An e-mail is enough”", "I call first, then send two sentences"),
    ("coffee, inbox or the web calls", "I write it on the later list and dial the next name"),
    ("it says “They'd have called if interested”", "I open with “last time you told me”"),
    ("it says “I don't know what to say”", "I read my opener once aloud and dial"),
    ("that no hurt", "I stand up, take one breath, and call the next within 60 s"),
    ("it says “Enough for today”", "I make one more dial, then decide"),
)
MOST_LINES = 2  # planning for many goals at once can backfire (design/habit.md section 3)
