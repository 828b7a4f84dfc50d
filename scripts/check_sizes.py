"""Names every function over 40 lines and every file over 400 in the package; exit 1 if there is one."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "lch_desktop"
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40


def too_long(path: Path) -> Iterator[str]:
    """One sentence for each thing in `path` that is over its limit."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(PACKAGE.parent)
    lines = text.count("\n")
    if lines > MAX_FILE_LINES:
        yield f"{name}: {lines} lines, at most {MAX_FILE_LINES} are wanted"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                where = f"{name}:{node.lineno}: {node.name}"
                yield f"{where} has {lines} lines, at most {MAX_FUNCTION_LINES} are wanted"


def main() -> int:
    found = [sentence for path in sorted(PACKAGE.rglob("*.py")) for sentence in too_long(path)]
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
