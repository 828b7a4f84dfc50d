"""The if-then lines to begin with: what Resistance says most, and an answer to each."""

from __future__ import annotations

from lch_desktop.domain.if_then import MOST_IN_USE as MOST_LINES
from lch_desktop.domain.if_then import SUGGESTIONS as FIRST_LINES

__all__ = ["FIRST_LINES", "MOST_LINES"]
