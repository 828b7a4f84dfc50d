"""The script book: the rep's own words, how far each is learned, and what of it stands on the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from lch_desktop.domain import practice
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.script_starters import is_own
from lch_desktop.domain.script_words import cue_of, fill, fits, unknown_places
from lch_desktop.domain.scripts import Repetition, Script, ScriptKind, Try
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.services import drafts

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.rep import Rep

EXAMPLES = 12  # leads that a preview is chosen from
LEARNED_BY_HEART = (ScriptKind.OPENER, ScriptKind.VOICEMAIL, ScriptKind.ASK, ScriptKind.ANSWER)  # a story is told


@dataclass(frozen=True, slots=True)
class Entry:
    """A script and where it stands for the rep."""

    script: Script
    steps: int  # repetitions from the reading to the one without words
    progress: practice.Progress

    @property
    def repetitions(self) -> int:
        """How often it was said in all."""
        return self.progress.repetitions

    @property
    def step(self) -> int:
        """How much of it is hidden next: 0 nothing, `steps` every word."""
        return self.progress.step

    @property
    def due_on(self) -> date:
        """The day of its next practice."""
        return self.progress.due_on

    @property
    def learned(self) -> bool:
        """Whether its cue is enough."""
        return self.progress.learned

    @property
    def can_be_said(self) -> bool:
        """Whether it has a word, and no place that nothing is known for."""
        return self.steps > 0 and not unknown_places(self.script.words)


@dataclass(frozen=True, slots=True)
class TodaysPractice:
    """What the day asks for: those still to say, how many were said whole, and when the next ones are due."""

    entries: tuple[Entry, ...] = ()
    said: int = 0
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class CardLine:
    """A script filled in for the lead on the card. `script_id` 0: not from the book."""

    words: str
    cue: str = ""
    learned: bool = False
    title: str = ""
    script_id: int = 0

    @property
    def shown(self) -> str:
        """The words, or only their cue once they are learned."""
        return self.cue if self.learned else self.words


@dataclass(frozen=True, slots=True)
class CardScript:
    """What stands on the card from the book. `story` is None where none is pinned."""

    opener: CardLine
    voicemail: CardLine
    story: CardLine | None = None


class CardBook:
    """The book as the hour needs it, read once: what it gives for a lead costs no read."""

    def __init__(self, entries: Sequence[Entry], rep: Rep) -> None:
        self._rep = rep
        usable = [entry for entry in entries if entry.can_be_said]
        self._openers = [entry for entry in usable if entry.script.kind is ScriptKind.OPENER]
        self._voicemails = [entry for entry in usable if entry.script.kind is ScriptKind.VOICEMAIL]
        self._story = next((entry for entry in usable if entry.script.pinned), None)

    def for_card(self, lead: Lead) -> CardScript:
        """The first opener and voicemail of the book that can be said to `lead`, else the first lists' own."""
        name, words = self._rep.name, self._rep.settings.voicemail_words
        opener = self._first(self._openers, lead) or CardLine(drafts.opener(lead, name))
        voicemail = self._first(self._voicemails, lead) or CardLine(fill(words, lead, name))
        return CardScript(opener, voicemail, self._line(self._story, lead) if self._story is not None else None)

    def _first(self, entries: Sequence[Entry], lead: Lead) -> CardLine | None:
        found = next((entry for entry in entries if fits(entry.script.words, lead)), None)
        return None if found is None else self._line(found, lead)

    def _line(self, entry: Entry, lead: Lead) -> CardLine:
        script, name = entry.script, self._rep.name
        cue = fill(cue_of(script.words, script.cue), lead, name)
        return CardLine(fill(script.words, lead, name), cue, entry.learned, script.title, script.id)


class Known:
    """Holds what was read of the repetitions, with each script's stamp: the window and its workers ask for it."""

    def __init__(self) -> None:
        self.tries: dict[int, tuple[tuple[int, int], Sequence[Try]]] = {}


class ScriptBook:
    """Keeps the scripts of one store; each change is one entry in the ledger, so that it can be taken back."""

    def __init__(self, store: Store, rep: Rep, known: Known | None = None) -> None:
        self._store = store
        self._rep = rep
        self._known = known if known is not None else Known()

    def on(self, store: Store) -> ScriptBook:
        """The same on another connection, for a worker; what was read is known to both."""
        return ScriptBook(store, self._rep, self._known)

    # reading

    def get_ready(self, store: Store) -> None:
        """Read on a worker's `store` what every look into the book needs: years of repetitions take a while."""
        self.on(store).all()

    def all(self, kind: ScriptKind | None = None) -> list[Entry]:
        """The book, by kind and the rep's own order."""
        return self._entries(self._store.scripts.all(kind))

    def get(self, script_id: int) -> Entry:
        """One of the book. Raises InputError "unknown-script"."""
        return self._entries([self._script(script_id)])[0]

    def today(self, book: Sequence[Entry] | None = None) -> TodaysPractice:
        """A few that are due: what was begun before what is new, the longest due first. `book`: where it was read."""
        today = self._rep.today()
        book = self.all() if book is None else book
        entries = [each for each in book if each.script.kind in LEARNED_BY_HEART and each.can_be_said]
        said = sum(entry.progress.said_today for entry in entries)
        due = [entry for entry in entries if entry.progress.is_due(today) and not entry.progress.said_today]
        due.sort(key=lambda entry: (not entry.repetitions, entry.due_on, _PLACE[entry.script.kind]))
        room = max(0, practice.A_DAY - said)
        later = [entry.due_on for entry in entries if not entry.progress.is_due(today)]
        return TodaysPractice(tuple(due[:room]), said, min(later, default=None))

    def by_need(self, book: Sequence[Entry] | None = None) -> list[Entry]:
        """Every script that may be practised, whatever the day asks for: the longest due first."""
        entries = [entry for entry in (self.all() if book is None else book) if entry.can_be_said]
        return sorted(entries, key=lambda entry: (entry.progress.said_today, entry.due_on, _PLACE[entry.script.kind]))

    def examples(self, store: Store | None = None) -> list[Lead]:
        """A few real leads to show the words with; on `store` of a worker."""
        store = store or self._store
        wanted = LeadFilter(today=self._rep.today(), now=self._rep.now())
        return store.leads.many(store.leads.first_found(wanted, EXAMPLES).ids)

    def said_to(self, words: str, lead: Lead) -> str:
        """`words` as they are said to `lead`."""
        return fill(words, lead, self._rep.name)

    # changing

    def save(self, script: Script) -> Script:
        """Keep a script; a new one (id 0) comes last of its kind. One that was removed is back.

        Raises InputError "script-empty" and "script-not-own" (a draft as it was offered).
        """
        words = script.words.strip()
        if not words:
            raise InputError("script-empty")
        if not is_own(script.kind, words):
            raise InputError("script-not-own")
        kept = replace(script, words=words, title=script.title.strip(), cue=script.cue.strip(), removed_at=None)
        with self._store.ledger.recording("script", self._rep.now()):
            if not kept.id:
                last = max((each.position for each in self._store.scripts.all(kept.kind)), default=-1)
                return self._store.scripts.add(replace(kept, position=last + 1, created_at=self._rep.now()))
            before = self._script(kept.id)
            self._store.scripts.save(kept)
            if not practice.is_same_speech(before.words, words):
                self._note(kept.id, step=0, knew=False)
        return kept

    def edit(self, script_id: int, **fields: str) -> Script:
        """Change `words`, `title` or `cue` of one and leave the rest as it is stored. Raises as `save` does."""
        before = self._script(script_id)
        changed = replace(before, **fields)  # type: ignore[arg-type]
        return before if changed == before else self.save(changed)

    def remove(self, script_id: int) -> int:
        """Take one out of the book; returns the ledger's entry for `undo`."""
        with self._store.ledger.recording("script-removed", self._rep.now()) as entry_id:
            gone = replace(self._script(script_id), removed_at=self._rep.now(), pinned=False)
            self._store.scripts.save(gone)
        return entry_id

    def undo(self, entry_id: int) -> None:
        """Take a change back."""
        self._store.ledger.undo(entry_id)

    def move(self, script_id: int, by: int) -> bool:
        """Move one up (-1) or down (1) among its kind; returns whether there was a place to move to."""
        scripts = self._store.scripts.all(self._script(script_id).kind)
        at = next((place for place, each in enumerate(scripts) if each.id == script_id), -1)
        to = at + by
        if at < 0 or not 0 <= to < len(scripts):
            return False
        scripts.insert(to, scripts.pop(at))
        with self._store.ledger.recording("script-moved", self._rep.now()):
            for position, script in enumerate(scripts):
                if script.position != position:
                    self._store.scripts.save(replace(script, position=position))
        return True

    def pin(self, script_id: int | None) -> None:
        """Put a story on the card, in place of the one that is there; None takes it away."""
        with self._store.ledger.recording("script-pinned", self._rep.now()):
            for script in self._store.scripts.all(ScriptKind.STORY):
                if script.pinned != (script.id == script_id):
                    self._store.scripts.save(replace(script, pinned=script.id == script_id))

    # practising

    def practised(self, script_id: int, step: int, knew: bool) -> Entry:
        """Count one repetition at `step`; `knew` is False where the rep had to look. It is on disk at once.

        Raises InputError "unknown-script".
        """
        steps = practice.last_step(self._script(script_id).words)
        self._note(script_id, step, knew, whole=0 < steps <= step)
        return self.get(script_id)

    # the card

    def card_book(self) -> CardBook:
        """What the cards of an hour need, read once."""
        return CardBook(self.all(), self._rep)

    def for_card(self, lead: Lead) -> CardScript:
        """What stands on this lead's card."""
        return self.card_book().for_card(lead)

    # inside

    def _entries(self, scripts: Sequence[Script]) -> list[Entry]:
        said = self._tries([script.id for script in scripts])
        today = self._rep.today()
        return [self._entry(script, said.get(script.id, []), today) for script in scripts]

    def _tries(self, script_ids: Sequence[int]) -> dict[int, Sequence[Try]]:
        """Each script's, read once until they change."""
        known, stamps = self._known.tries, self._store.scripts.stamps()
        said = [one for one in script_ids if one in stamps]
        changed = [one for one in said if one not in known or known[one][0] != stamps[one]]
        found = self._store.scripts.tries(changed) if changed else {}
        known.update({one: (stamps[one], found.get(one, [])) for one in changed})
        return {one: known[one][1] for one in said}

    def _entry(self, script: Script, said: Sequence[Try], today: date) -> Entry:
        steps = practice.last_step(script.words)
        first_on = self._rep.today(script.created_at)
        return Entry(script, steps, practice.progress(steps, said, first_on, today))

    def _script(self, script_id: int) -> Script:
        found = self._store.scripts.get(script_id)
        if found is None:
            raise InputError("unknown-script")
        return found

    def _note(self, script_id: int, step: int, knew: bool, *, whole: bool = False) -> None:
        now, today = self._rep.now(), self._rep.today()
        said = Repetition(script_id=script_id, at=now, local_on=today, step=step, knew=knew, whole=whole)
        self._store.scripts.add_repetition(said)


_PLACE = {kind: place for place, kind in enumerate(ScriptKind)}
