"""What the card has the rep say: the opener or its cue, the words for a machine, the pinned story."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.services.scripts import CardBook, CardScript
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.focus.state import CardState
    from lch_desktop.ui.focus.view import FocusPage

OPENER, VOICEMAIL, WHOLE_VOICEMAIL = "opener", "voicemail", "whole-voicemail"
OPENER_LABEL, VOICEMAIL_LABEL = "Opener", "If voicemail"


class Spoken:
    """One place on the card, for the opener or, after V, for the voicemail's words.

    An opener of the rep's own that is still being learned stands there in whole words, a learned one as its cue, and
    ours only when it is asked for. O shows the whole words and takes them away again. Words of one's own that were
    taken away stay away for the hour; what was only looked up goes with its card.
    """

    def __init__(self, context: UiContext, page: FocusPage) -> None:
        self._context = context
        self._page = page
        self._book: CardBook | None = None
        self._state: CardState | None = None
        self._said = ""
        self._taken_away = False

    def begin(self) -> None:
        """Another hour: the book is read once for all its cards."""
        self._book = self._context.services.scripts.card_book()
        self._state, self._said, self._taken_away = None, "", False

    def of(self, lead: Lead) -> CardScript:
        """What the book has for `lead`."""
        if self._book is None:
            self._book = self._context.services.scripts.card_book()
        return self._book.for_card(lead)

    def show_card(self, state: CardState) -> None:
        """Another card, or the same one anew."""
        same = self._state is not None and self._state.lead_id == state.lead_id
        self._state = state
        if not same:
            self._said = OPENER if state.opener_stands and not self._taken_away else ""
        self._show()

    def toggle_opener(self) -> None:
        """O."""
        self._said = "" if self._said == OPENER else OPENER
        if self._state is not None and self._state.opener_stands:
            self._taken_away = not self._said
        self._show()

    def toggle_voicemail(self) -> None:
        """V: in the opener's place, which is there again afterwards. Of a learned one its cue comes first."""
        is_cue = self._said == VOICEMAIL and self._state is not None and bool(self._state.voicemail_cue)
        if is_cue:
            self._said = WHOLE_VOICEMAIL
        elif self._said in (VOICEMAIL, WHOLE_VOICEMAIL):
            stands = self._state is not None and self._state.opener_stands
            self._said = OPENER if stands and not self._taken_away else ""
        else:
            self._said = VOICEMAIL
        self._show()

    def _show(self) -> None:
        state, card = self._state, self._page.card
        if state is None:
            return
        if self._said == VOICEMAIL and state.voicemail_cue:
            card.say(state.voicemail_cue, VOICEMAIL_LABEL, cue=True)
        elif self._said in (VOICEMAIL, WHOLE_VOICEMAIL):
            card.say(f"“{state.voicemail_words}”", VOICEMAIL_LABEL)
        elif self._said:
            card.say(f"“{state.opener}”", OPENER_LABEL)
        else:
            card.say(state.cue, OPENER_LABEL, cue=True)
