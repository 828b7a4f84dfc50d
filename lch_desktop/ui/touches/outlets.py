"""What leaves the window by the rep's hand: the clipboard, a link, a printed card. Tests put their own in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from lch_desktop.ui.exporting.places import ask_path

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from lch_desktop.ui.context import UiContext


@dataclass(frozen=True, slots=True)
class Outlets:
    """Each asks the rep where it must."""

    open_link: Callable[[str], bool]  # whether a program took it
    copy: Callable[[str], None]
    ask_file: Callable[[], str]  # a video to attach, "" for none
    is_file: Callable[[str], bool]  # may take its time: a worker asks
    print_card: Callable[[str, str], bool]  # whom it is for, the words; whether it was printed
    save_card: Callable[[str, str], str]  # the same into a PDF; its path, "" for none


def outlets_of(context: UiContext, parent: QWidget) -> Outlets:
    """The real ones; dialogs stand over `parent`."""

    def save(name: str, words: str) -> str:
        from lch_desktop.ui.touches.card_print import save_card

        proposed = "".join(char if char.isalnum() else "-" for char in name).strip("-") or "card"
        path = ask_path(parent, f"{proposed}.pdf", parent.tr("PDF (*.pdf)"))
        if path and not Path(path).suffix:
            path = f"{path}.pdf"
        if path:
            save_card(path, name, words)
        return path

    def print_it(name: str, words: str) -> bool:
        from lch_desktop.ui.touches.card_print import print_card

        return print_card(parent, name, words)

    def ask_file() -> str:
        kinds = parent.tr("Videos (*.mp4 *.mov *.m4v *.webm *.mkv *.avi);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(parent, parent.tr("Choose the video"), str(Path.home()), kinds)
        return chosen

    return Outlets(
        open_link=context.open_link,
        copy=lambda text: QGuiApplication.clipboard().setText(text),
        ask_file=ask_file,
        is_file=_is_file,
        print_card=print_it,
        save_card=save,
    )


def _is_file(path: str) -> bool:
    """False also where it is no path at all, or the home of nobody."""
    try:
        return Path(path).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):
        return False
