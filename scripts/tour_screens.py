"""The screens of the tour, in the order in which the walk comes to them."""

from __future__ import annotations

from collections.abc import Iterable

PAGE, HOUR = "page", "hour"

# A page is taken in every theme; the hour has one look of its own.
SCREENS: dict[str, str] = {
    "today-first-day": PAGE,
    "leads-empty": PAGE,
    "today": PAGE,
    "leads": PAGE,
    "review": PAGE,
    "review-more": PAGE,
    "review-past-day": PAGE,
    "practice-scripts": PAGE,
    "practice-wins": PAGE,
    "practice-serve": PAGE,
    "practice-by-heart": PAGE,
    "practice-check": PAGE,
    "practice-check-result": PAGE,
    "settings": PAGE,
    "settings-mornings": PAGE,
    "settings-there": PAGE,
    "settings-shield": PAGE,
    "settings-backups": PAGE,
    "plan": PAGE,
    "plan-shield": PAGE,
    "ready": HOUR,
    "focus-call-early": HOUR,
    "door-sign": HOUR,
    "focus-live": HOUR,
    "call-bar": HOUR,
    "question-call-back": HOUR,
    "question-not-interested": HOUR,
    "keys": HOUR,
    "resistance": HOUR,
    "pause": HOUR,
    "focus-call-late": HOUR,
    "debrief": PAGE,
    "touch-text": PAGE,
    "touch-code": PAGE,
    "touch-video": PAGE,
    "debrief-hand-back": PAGE,
    "import-file": PAGE,
    "import-columns": PAGE,
    "import-look-over": PAGE,
    "import-done": PAGE,
    "leads-search": PAGE,
    "leads-timeline": PAGE,
    "leads-forget": PAGE,
    "leads-many": PAGE,
    "leads-merge": PAGE,
    "leads-deck": PAGE,
    "leads-deck-clear": PAGE,
    "today-newer-file": PAGE,
    "focus-long-name": HOUR,
}


def file_names(themes: Iterable[str]) -> list[str]:
    """The file of every picture of a walk in `themes`."""
    chosen = tuple(themes)
    return [name for screen in SCREENS for name in names_of(screen, chosen)]


def names_of(screen: str, themes: Iterable[str]) -> list[str]:
    """The files of one screen."""
    if SCREENS[screen] == HOUR:
        return [f"{screen}.png"]
    return [f"{screen}-{theme}.png" for theme in themes]
