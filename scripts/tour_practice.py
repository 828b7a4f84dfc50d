"""The part of the walk through Practice: a book of some weeks, one script by heart, the check and what it says."""

from __future__ import annotations

from datetime import datetime, timedelta

from tour_hands import Hands

from lch_desktop.app import App
from lch_desktop.domain.practice import last_step
from lch_desktop.domain.scripts import Repetition, Script, ScriptKind
from lch_desktop.services.bundle import Services
from lch_desktop.ui.practice import PracticePage

BOOK = (
    (
        ScriptKind.OPENER,
        "",
        "Hi {first_name}, {rep} here. Last time you told me about {last_talk}. Did it get any better since?",
        "better since?",
    ),
    (ScriptKind.OPENER, "", "Good morning {first_name}, {rep} here. I have one idea that saves {company} a visit.", ""),
    (
        ScriptKind.VOICEMAIL,
        "",
        "Hi {first_name}, {rep}. I found the answer to what you asked. I'll try you again tomorrow before nine.",
        "",
    ),
    (
        ScriptKind.ASK,
        "",
        "You have told me what it has to do, and this does it. Shall I put you down for Thursday?",
        "",
    ),
    (ScriptKind.ANSWER, "Send me something", "Gladly. What has to be in it so that you can say yes or no?", ""),
    (
        ScriptKind.STORY,
        "Two floors, one winter",
        "A dentist on the corner waited a winter for the second floor. The pipes froze in January; now both are done.",
        "two floors, one winter",
    ),
)
BEGUN_BEFORE = 21  # days
LEARNED_BEFORE = (12, 11, 9, 5)  # days before today on which the first opener was said without its words
ANSWERS = "434225333243"  # 62 points: stuck often, comfort swaps the highest
A_CHECK_BEFORE = {number: 3 + (number % 2) for number in range(1, 13)}
SHOWN_AFTER = 7  # answers: the picture has some of each


class Practice:
    """Goes through Practice as a rep does on a calm afternoon."""

    def __init__(self, hands: Hands, app: App) -> None:
        self._hands, self._app = hands, app
        self._services = app.context.services

    def go_through(self) -> None:
        """The book, one script fading, the wins, who is served next, and the check."""
        opener = write_book(self._services)
        self._services.store.checks.add(self._days_ago(35), self._days_ago(35).date(), A_CHECK_BEFORE)
        self._app.window.show_page("Practice")
        page = self._app.window.page("Practice")
        assert isinstance(page, PracticePage)
        for section, screen in (
            ("scripts", "practice-scripts"),
            ("wins", "practice-wins"),
            ("serve", "practice-serve"),
        ):
            page.open_section(section)
            page.setFocus()  # the keyboard is not left to the sidebar
            self._hands.shoot(screen)
        page.practise(opener.id)
        for _ in range(2):
            self._hands.wait(3)  # nobody says it in less: a second press at once would not count
            self._hands.press(" ")
        self._hands.shoot("practice-by-heart")
        self._hands.press("Esc")
        self._check(page)

    def _check(self, page: PracticePage) -> None:
        page.open_section("check")
        self._hands.click("Begin again")
        for answer in ANSWERS[:SHOWN_AFTER]:
            self._hands.press(answer)
        self._hands.shoot("practice-check")
        for answer in ANSWERS[SHOWN_AFTER:]:
            self._hands.press(answer)
        self._hands.press("Ctrl+Enter")
        self._hands.shoot("practice-check-result")

    def _days_ago(self, days: int) -> datetime:
        return self._services.rep.now() - timedelta(days=days)


def write_book(services: Services) -> Script:
    """Keep the scripts, one of them learned and one begun; returns one that nobody has said yet."""
    begun_at = services.rep.now() - timedelta(days=BEGUN_BEFORE)
    kept = [
        services.store.scripts.add(
            Script(kind=kind, title=title, words=words, cue=cue, position=place, created_at=begun_at)
        )
        for place, (kind, title, words, cue) in enumerate(BOOK)
    ]
    for before in LEARNED_BEFORE:
        _say(services, kept[0], before, step=5)
    for step in (0, 1, 2):
        _say(services, kept[3], 2, step=step)
    services.scripts.pin(kept[-1].id)
    return kept[1]


def _say(services: Services, script: Script, days_before: int, *, step: int) -> None:
    at = services.rep.now() - timedelta(days=days_before)
    today, whole = services.rep.today(at), step == last_step(script.words)
    repetition = Repetition(script_id=script.id, at=at, local_on=today, step=step, whole=whole)
    services.store.scripts.add_repetition(repetition)
