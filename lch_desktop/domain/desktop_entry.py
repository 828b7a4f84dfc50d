"""How values stand in a desktop entry (specifications.freedesktop.org/desktop-entry-spec). Pure text."""

from __future__ import annotations

from collections.abc import Sequence


def exec_line(command: Sequence[str]) -> str:
    """`command` as the value of Exec ("The Exec key").

    Each word is quoted; inside the quotes a backslash stands before what a shell would read; % is doubled, since it
    begins a field code; and every backslash is doubled once more, since the value is a string of the file.
    """
    words = []
    for word in command:
        quoted = "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in word.replace("%", "%%"))
        words.append(f'"{quoted}"')
    return string_value(" ".join(words))


def string_value(text: str) -> str:
    """`text` as a value of type string."""
    return text.replace("\\", "\\\\")
