"""The text of phone cells: several numbers in one, labels, extensions, what spreadsheets do to digits."""

from __future__ import annotations

import re
from decimal import Decimal

from lch_desktop.exchange.headers import phone_label

LONG = 250  # characters: what is longer is no number; phonenumbers gives up there too
_MOST = 20  # numbers in a cell; what follows is kept as one text
_WHOLE = 7  # digits: fewer are half a number
_SEPARATORS = re.compile(r"\s*:::\s*|,+|[;|/\r\n]|\s+(?:or|and|oder|und|ou|et|o|y|e|en|&)\s+", re.IGNORECASE)
# Marks that lead to an extension (",,23" dials it after a pause) or belong to "1,55E+10".
_NO_SEPARATOR = re.compile(
    r"[,;]\s*(?:ext|x\b|x\d|#|isub|phone-context|durchwahl|dw\b|poste\b|int\b|interno|ramal|anexo|toestel)"
    r"|,{2,}\s*\d{1,7}(?!\d)|,\d+e\+",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"[\s,;]*(?:;\s*ext\s*=|,{2,}|\bext(?:ension|n)?\b\.?|(?<=\d)\s*ext\.?|(?<=[\d\s)])x\.?|#"
    r"|\b(?:durchwahl|dw|poste|int|interno|ramal|anexo|toestel)\b\.?)"
    r"\s*[:.=]?\s*(\d{1,9})\s*\)?\s*$",
    re.IGNORECASE,
)
_LABEL = (
    r"mobile|mobil|mobiel|mob|cell|cellulare|celular|handy|portable|móvil|gsm|home|privat|privé|domicile|casa|thuis"
    r"|work|office|business|direct|main|bureau|dienstlich|geschäftlich|trabajo|trabalho|ufficio|werk|zakelijk|fax"
    r"|phone|telefon|telefoon|telefono|tel|other|[mchwodfpt]"
)
_LABEL_BEFORE = re.compile(rf"\s*[(\[]?\s*({_LABEL})\b\s*[)\]]?\s*[:.\-]?\s*(?=[+(\d])", re.IGNORECASE)
_LABEL_AFTER = re.compile(rf"\s*[-(\[]?\s*\b({_LABEL})\s*[)\]]?\s*$", re.IGNORECASE)
_LETTER_LABELS = {
    "m": "mobile", "c": "mobile", "mob": "mobile", "h": "home", "w": "work", "o": "work", "d": "work",
    "f": "fax", "fax": "fax", "main": "main",
}  # fmt: skip
_SCIENTIFIC = re.compile(r"([1-9])(?:[.,](\d+))?e\+?(\d{1,2})", re.IGNORECASE)
_FLOAT_TAIL = re.compile(r"(\d{7,})[.,]0+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,4}|\d{1,3}(?:\.\d{3}){3,4}")  # "5,125,550,143"
_FORMULA = re.compile(r"""\s*['‘’`="]['‘’`="\s]*(?=[+(\d])""")
_WIDE_GAP = re.compile(r"\s{3,}")


def split_cell(cell: str) -> list[str]:
    """The pieces of a cell that may each be a number, at most 20; an area code stays with its number."""
    whole = cell.strip()
    if not whole:
        return []
    if len(whole) > LONG:  # runs of blanks are what the patterns below are slow at
        whole = _WIDE_GAP.sub(lambda gap: "\n" if "\n" in gap[0] else " ", whole)
    if _SEPARATORS.search(whole) is None or _THOUSANDS.fullmatch(whole):
        return [whole]
    pieces = _pieces(whole)
    digits = [sum(map(str.isdigit, piece)) for piece in pieces]
    is_one_cut_up = len(pieces) > 1 and max(digits) < _WHOLE <= sum(digits) <= 15 and "\n" not in whole
    if is_one_cut_up:  # "512,555,0143"
        return [" ".join(pieces)]
    if len(pieces) > _MOST:
        return [*pieces[: _MOST - 1], ", ".join(pieces[_MOST - 1 :])]
    return pieces


def _pieces(cell: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    cuts = [cut for cut in _SEPARATORS.finditer(cell) if not _NO_SEPARATOR.match(cell, cut.start())]
    for cut in [*cuts, None]:
        piece = cell[start : cut.start() if cut else len(cell)].strip()
        start = cut.end() if cut else start
        if pieces and pieces[-1].endswith("/"):  # "030/123456": the slash parts the area code
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
        if (
            cut
            and cut[0] == "/"
            and pieces
            and not pieces[-1].endswith("/")
            and 0 < sum(map(str.isdigit, pieces[-1])) <= 5
        ):
            pieces[-1] += "/"
    return [piece.rstrip("/") for piece in pieces]


def undamaged(raw: str) -> tuple[str, bool | None]:
    """The text without a spreadsheet's doings, and whether it is certain; None: digits are lost for good."""
    text = raw.strip()
    found = _FORMULA.match(text)
    if found:
        text = text[found.end() :].rstrip("\"'’` ")
    tail = _FLOAT_TAIL.fullmatch(text)
    if tail:
        return tail[1], True
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", "").replace(".", ""), True
    short = _SCIENTIFIC.fullmatch(text)
    if short is None:
        return text, True
    decimals, exponent = len(short[2] or ""), int(short[3])
    if decimals == exponent:
        return _spelled_out(short), True
    # Spreadsheets round to six digits or so. Nine and more are a full number whose last zeros were dropped.
    if 8 <= decimals < exponent <= 15:
        return _spelled_out(short), False
    return text, None


def _spelled_out(short: re.Match[str]) -> str:
    return str(int(Decimal(f"{short[1]}.{short[2] or 0}") * 10 ** int(short[3])))


def without_label(text: str) -> tuple[str, str]:
    """The text without a label before or behind the number, and what the label says."""
    if text[:4].lower() == "tel:":
        return text[4:], ""
    if text[:1].isdigit() and text[-1:].isdigit():
        return text, ""
    found = _LABEL_BEFORE.match(text)
    if found:
        return text[found.end() :], _label_named(found[1])
    found = _LABEL_AFTER.search(text) if text[-1:].isalpha() or text[-1:] in ")]" else None
    if found and any(map(str.isdigit, text[: found.start()])):
        return text[: found.start()], _label_named(found[1])
    return text, ""


def _label_named(word: str) -> str:
    return _LETTER_LABELS.get(word.lower()) or phone_label(word)


def without_extension(text: str) -> tuple[str, str]:
    """The text without an extension at its end, and the extension's digits."""
    found = _EXTENSION.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(" ,;("), found[1]
