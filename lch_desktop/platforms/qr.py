"""QR codes, made on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lch_desktop.domain.errors import InputError

if TYPE_CHECKING:
    from lch_desktop.domain.handoff import Modules


def qr_modules(text: str) -> Modules:
    """The code that holds `text`, without its quiet zone. Raises InputError "code-too-long"."""
    from lch_desktop.domain.handoff import LONGEST_CODE, fits_code

    if not fits_code(text):
        raise InputError("code-too-long", size=len(text.encode()), most=LONGEST_CODE)
    import segno

    # UTF-8 without saying so is what phones expect; the standard's own "ECI" mark confuses older ones.
    code = segno.make_qr(text, error="l", encoding="utf-8", boost_error=True)
    return tuple(tuple(bool(cell) for cell in row) for row in code.matrix)
