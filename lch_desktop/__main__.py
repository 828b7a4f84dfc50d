"""`lch` and `python -m lch_desktop`: hands the arguments to the command line; nothing else."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from lch_desktop.cli import run


def main(argv: Sequence[str] | None = None) -> int:
    """Run `argv` (default: what the shell gave); returns the exit code."""
    return run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
