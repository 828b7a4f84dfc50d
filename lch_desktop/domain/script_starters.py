"""Drafts that a script may begin from. Nobody learns somebody else's words, so none is kept as it is."""

from __future__ import annotations

import re

from lch_desktop.domain.scripts import ScriptKind

# Kind -> title (what it answers or is about) and words.
STARTERS: dict[ScriptKind, tuple[tuple[str, str], ...]] = {
    ScriptKind.OPENER: (
        ("", "Hi {first_name}, {rep} here. Last time we talked about {last_talk}."),
        ("", "Hi {first_name}, {rep} here. I had an idea for you."),
    ),
    ScriptKind.VOICEMAIL: (
        ("", "Hi {first_name}, {rep} here. I thought about what you told me and have one idea. I will try you again."),
    ),
    ScriptKind.ASK: (
        ("", "It sounds like this is what you want. Shall we get it started?"),
        ("", "What would have to be true for you to say yes today?"),
    ),
    ScriptKind.ANSWER: (
        ("It costs too much", "I understand. If the price were right, is it what you want?"),
        ("I have to think about it", "Of course. What is it that you want to think about most?"),
    ),
    ScriptKind.STORY: (
        (
            "In the same place",
            "Somebody like you was afraid to choose wrong. We went through it once more, and then ...",
        ),
    ),
}


def is_own(kind: ScriptKind, words: str) -> bool:
    """Whether `words` say anything else than a draft does."""
    return all(_bare(words) != _bare(draft) for _, draft in STARTERS[kind])


def _bare(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold())
