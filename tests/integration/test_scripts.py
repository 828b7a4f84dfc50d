"""The script book on a real store: keeping, ordering, taking back, practising, and what stands on the card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.practice import A_DAY, GAPS
from lch_desktop.domain.scripts import Script, ScriptKind
from lch_desktop.services.bundle import Services
from lch_desktop.services.scripts import Entry, ScriptBook
from tests.fakes import FakeClock
from tests.integration.wired import close_all, wired

DAY_S = 86_400
DANA = Lead(name="Dana Ruiz", first_name="Dana", company="Alder Dental", last_talk="the noisy unit")
BARE = Lead(name="Kim Boone", first_name="Kim")
OPENER, VOICEMAIL, ASK, ANSWER, STORY = ScriptKind


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = wired(data_dir, clock)
    made.rep.save(replace(made.rep.settings, rep_name="Sam"))
    yield made
    close_all()


@pytest.fixture
def book(services: Services) -> ScriptBook:
    return services.scripts


def new(services: Services, words: str, kind: ScriptKind = OPENER, **more: str) -> Script:
    given = Script(kind=kind, words=words, created_at=services.rep.now(), **more)  # type: ignore[arg-type]
    return services.scripts.save(given)


def words(entries: list[Entry]) -> list[str]:
    return [entry.script.words for entry in entries]


def say_whole(services: Services, script_id: int) -> Entry:
    """Practise as the drill does, until it was said without its words."""
    book = services.scripts
    while not book.get(script_id).progress.said_today:
        book.practised(script_id, book.get(script_id).step, knew=True)
    return book.get(script_id)


def learn(services: Services, clock: FakeClock, script_id: int) -> Entry:
    for gap in GAPS[:2]:
        say_whole(services, script_id)
        clock.advance(gap * DAY_S)
    return say_whole(services, script_id)


# keeping


def test_a_new_script_comes_last_of_its_kind_and_is_trimmed(services: Services, book: ScriptBook) -> None:
    for number in range(3):
        new(services, f"  opener number {number} \n")
    new(services, "an ask of mine", ASK)
    assert words(book.all(OPENER)) == ["opener number 0", "opener number 1", "opener number 2"]
    assert words(book.all()) == ["an ask of mine", *words(book.all(OPENER))]  # by kind, in its own alphabet


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "script-empty"),
        (" \n ", "script-empty"),
        ("Hi {first_name}, {rep} here. I had an idea for you!", "script-not-own"),
    ],
)
def test_what_is_no_script_of_the_reps_own_is_refused(services: Services, typed: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        new(services, typed)
    assert caught.value.code == code
    assert not services.scripts.all()


def test_an_edit_touches_only_its_field(services: Services, book: ScriptBook) -> None:
    kept = new(services, "Compared with what, then?", ANSWER, title="Too dear", cue="compared")
    services.store.scripts.save(replace(kept, title="Too expensive"))  # another program, meanwhile
    book.edit(kept.id, words=" And compared with what? ")
    found = book.get(kept.id).script
    assert (found.title, found.words, found.cue) == ("Too expensive", "And compared with what?", "compared")


def test_one_that_is_gone_is_said_so(book: ScriptBook) -> None:
    for act in (lambda: book.get(99), lambda: book.edit(99, words="x"), lambda: book.remove(99)):
        with pytest.raises(InputError, match="unknown-script"):
            act()


def test_removing_is_taken_back_with_pin_place_and_repetitions(services: Services, book: ScriptBook) -> None:
    first, second = (new(services, f"story {word}", STORY) for word in ("one", "two"))
    book.pin(first.id)
    book.practised(first.id, 0, knew=True)
    before = book.all()
    entry_id = book.remove(first.id)
    assert words(book.all()) == ["story two"]
    assert book.for_card(DANA).story is None
    book.undo(entry_id)
    assert book.all() == before
    assert book.get(first.id).repetitions == 1
    assert second.id != first.id


def test_typing_into_one_that_was_removed_meanwhile_brings_it_back(services: Services, book: ScriptBook) -> None:
    kept = new(services, "first words of it")
    book.remove(kept.id)
    book.edit(kept.id, words="what I was typing there")
    assert words(book.all()) == ["what I was typing there"]


@pytest.mark.parametrize(
    ("which", "by", "order"),
    [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (1, -1, "bac"), (1, 1, "acb")],
)
def test_the_order_is_the_reps(services: Services, book: ScriptBook, which: int, by: int, order: str) -> None:
    kept = [new(services, f"say {letter}") for letter in "abc"]
    assert book.move(kept[which].id, by) is (order != "abc")
    assert "".join(text[-1] for text in words(book.all())) == order
    assert [entry.script.position for entry in book.all()] == [0, 1, 2]


def test_one_story_at_most_is_pinned(services: Services, book: ScriptBook) -> None:
    first, second = (new(services, f"story {word}", STORY) for word in ("one", "two"))
    book.pin(first.id)
    book.pin(second.id)
    assert [entry.script.pinned for entry in book.all(STORY)] == [False, True]
    book.pin(None)
    assert not any(entry.script.pinned for entry in book.all(STORY))


# practising


def test_a_script_is_learned_on_three_days_and_asked_again_after_longer_gaps(
    services: Services, book: ScriptBook, clock: FakeClock
) -> None:
    kept = new(services, "Hi {first_name}, I found the one thing you asked me for")
    first = services.rep.today()
    assert book.get(kept.id).step == 0
    entry = say_whole(services, kept.id)
    assert (entry.repetitions, entry.learned, entry.due_on) == (6, False, first + timedelta(days=1))
    clock.advance(DAY_S)
    assert say_whole(services, kept.id).due_on == first + timedelta(days=3)
    clock.advance(DAY_S)
    assert not book.today().entries  # not due: whatever is said today does not count
    assert not book.practised(kept.id, 5, knew=True).learned
    clock.advance(DAY_S)
    entry = say_whole(services, kept.id)
    assert (entry.learned, entry.due_on) == (True, first + timedelta(days=7))


def test_a_day_asks_for_a_few_and_is_done_after_them(services: Services, book: ScriptBook) -> None:
    kept = [new(services, f"opener of mine, number {number}") for number in range(5)]
    new(services, "a story to tell", STORY)
    for done in range(A_DAY):
        today = book.today()
        assert (len(today.entries), today.said) == (A_DAY - done, done)
        say_whole(services, today.entries[0].script.id)
    assert book.today().entries == ()
    assert book.today().next_on == services.rep.today() + timedelta(days=1)
    assert len(book.by_need()) == len(kept) + 1  # by hand there is no limit


def test_what_was_begun_comes_before_what_is_new(services: Services, book: ScriptBook, clock: FakeClock) -> None:
    old = new(services, "the one that was begun", ANSWER)
    say_whole(services, old.id)
    clock.advance(DAY_S)
    for number in range(3):
        new(services, f"a new one, number {number}")
    assert book.today().entries[0].script.id == old.id


def test_practice_is_no_entry_in_the_ledger(services: Services, book: ScriptBook) -> None:
    kept = new(services, "words of my own")
    before = services.store.ledger.newest()
    book.practised(kept.id, 0, knew=True)
    assert services.store.ledger.newest() == before


@pytest.mark.parametrize(
    ("changed", "learned"),
    [("Hi {first_name}, I found one thing you asked me for", True), ("Something else altogether", False)],
)
def test_other_words_are_learned_anew(services: Services, clock: FakeClock, changed: str, learned: bool) -> None:
    book = services.scripts
    kept = new(services, "Hi {first_name}, I found the thing you asked me for")
    repetitions = learn(services, clock, kept.id).repetitions
    book.edit(kept.id, words=changed)
    entry = book.get(kept.id)
    assert (entry.learned, entry.repetitions) == (learned, repetitions)
    assert learned or (entry.step == 0 and entry.due_on == services.rep.today())


def test_taking_back_other_words_takes_back_the_new_start(services: Services, clock: FakeClock) -> None:
    book = services.scripts
    kept = new(services, "Hi {first_name}, I found the thing you asked me for")
    before = learn(services, clock, kept.id)
    book.edit(kept.id, words="Something else altogether")
    newest = services.store.ledger.newest()
    assert newest is not None
    book.undo(newest.id)
    assert book.get(kept.id) == before


def test_one_with_an_unknown_place_is_kept_but_neither_practised_nor_on_the_card(services: Services) -> None:
    book = services.scripts
    new(services, "Hi {firstname}, how did it go?")
    assert words(book.all()) == ["Hi {firstname}, how did it go?"]
    assert not book.today().entries
    assert not book.by_need()
    assert "{" not in book.for_card(DANA).opener.shown


# the card


def test_without_a_book_the_card_has_the_first_lists(book: ScriptBook) -> None:
    card = book.for_card(DANA)
    assert card.opener.shown == "Hi Dana, Sam here. Last time we talked about the noisy unit."
    assert card.voicemail.shown == "Hi Dana, Sam here. I had an idea for you. I will try you again."
    assert (card.story, card.opener.script_id) == (None, 0)


def test_the_first_opener_that_fits_is_on_the_card(services: Services, book: ScriptBook) -> None:
    new(services, "Dana and I: {last_talk}")
    new(services, "Hi {first_name}, something for {company}")
    new(services, "Hi {first_name}, it is me, {rep}")
    assert book.for_card(DANA).opener.shown == "Dana and I: the noisy unit"
    assert book.for_card(replace(DANA, last_talk="")).opener.shown == "Hi Dana, something for Alder Dental"
    assert book.for_card(BARE).opener.shown == "Hi Kim, it is me, Sam"


@pytest.mark.parametrize(
    ("cue", "shown"), [("", "Hi Dana, I found the …"), ("found it, {first_name}", "found it, Dana")]
)
def test_a_learned_script_is_only_its_cue(services: Services, clock: FakeClock, cue: str, shown: str) -> None:
    kept = new(services, "Hi {first_name}, I found the thing you asked me for", cue=cue)
    before = services.scripts.for_card(DANA).opener
    assert before.shown == before.words == "Hi Dana, I found the thing you asked me for"
    learn(services, clock, kept.id)
    opener = services.scripts.for_card(DANA).opener
    assert (opener.shown, opener.words) == (shown, before.words)


def test_the_pinned_story_and_the_books_voicemail(services: Services, book: ScriptBook) -> None:
    new(services, "a story nobody chose", STORY)
    chosen = new(services, "They waited, {first_name}, and then moved in.", STORY, title="The Millers")
    book.pin(chosen.id)
    new(services, "I will try {company} again at eight.", VOICEMAIL)
    card = book.for_card(DANA)
    assert card.story is not None
    assert (card.story.title, card.story.shown) == ("The Millers", "They waited, Dana, and then moved in.")
    assert card.voicemail.shown == "I will try Alder Dental again at eight."
    assert book.for_card(BARE).voicemail.script_id == 0


def test_the_cards_of_an_hour_read_the_book_once(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    new(services, "Hi {first_name}, read once")
    cards = services.scripts.card_book()

    def fail(*_: object) -> None:
        raise AssertionError("a read on the way of a key")

    monkeypatch.setattr(type(services.store.scripts), "all", fail)
    monkeypatch.setattr(type(services.store.scripts), "repetitions", fail)
    assert cards.for_card(DANA).opener.shown == "Hi Dana, read once"


def test_examples_are_real_leads(services: Services, book: ScriptBook) -> None:
    assert book.examples() == []
    services.store.leads.add(DANA)
    assert [lead.name for lead in book.examples()] == ["Dana Ruiz"]
