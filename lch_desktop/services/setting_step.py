"""One change of the settings that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.rep import Rep

TakeBack = Callable[[], bool]
"""Puts what was changed as it was before; False where it was changed again meanwhile, and is left alone."""


def take_step(rep: Rep, change: Callable[[Settings], Settings]) -> TakeBack | None:
    """Save what `change` makes of the settings. None where it changes nothing. What `change` raises comes through."""
    before = rep.settings
    after = change(before)
    names = [each.name for each in fields(before) if getattr(before, each.name) != getattr(after, each.name)]
    if not names:
        return None
    rep.save(after)

    def take_back() -> bool:
        now = rep.settings
        if any(getattr(now, name) != getattr(after, name) for name in names):
            return False
        was = {name: getattr(before, name) for name in names}
        rep.save(replace(now, **was))
        return True

    return take_back
