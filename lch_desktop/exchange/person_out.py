"""Everything that is kept on one person, as a JSON file for that person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lch_desktop.exchange.new_file import new_file


def write_document(path: Path, document: dict[str, Any]) -> None:
    """Write `document` to `path`, private to this user; the dialog has asked about a file that is there already.

    Raises FileError and StoreError "disk-full"; then nothing is written.
    """
    with new_file(path, replace=True) as out:
        json.dump(document, out, ensure_ascii=False, indent=2)
        out.write("\n")
