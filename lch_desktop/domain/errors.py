"""Expected failures: a code and the values that its sentence needs."""

from __future__ import annotations


class LchError(Exception):
    """A failure the user can do something about.

    `code` names it (kebab-case), `values` fill the sentence that `lch_desktop.messages` makes of it.
    Anything that is not an LchError is a bug of ours.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        listed = ", ".join(f"{key}={value}" for key, value in self.values.items())
        return f"{self.code} ({listed})" if listed else self.code


class StoreError(LchError):
    """The data folder or the database cannot be used as it is."""


class FileError(LchError):
    """A file handed to us cannot be read as what it should be."""


class InputError(LchError):
    """Something the user typed cannot be meant."""


class RuleError(LchError):
    """A rule of the product forbids this now."""


class ShieldError(LchError):
    """A barrier cannot be raised or lowered; the hour goes on without it."""


class PlatformError(LchError):
    """This computer does not do what it was asked for; the program works without."""


class ImportCancelled(LchError):
    """The rep stopped an import: raised by its progress, and nothing of the file is in."""

    def __init__(self) -> None:
        super().__init__("import-cancelled")
