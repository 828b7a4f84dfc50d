"""The command line, on the same services as the window (design/product.md section 11).

It imports no Qt: `lch status` must answer at once. Exit codes: 0 done, 1 an expected failure, 2 wrong usage;
a failure is one sentence on stderr. With `--json` stdout holds the JSON and nothing else.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from lch_desktop.cli.invocation import Invocation
from lch_desktop.cli.parser import UsageError, parse
from lch_desktop.domain.errors import LchError
from lch_desktop.messages import sentence

_STOPPED = 130  # what shells expect of a program that Ctrl+C ended


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask for; returns the exit code."""
    try:
        code = _execute(Invocation.of(parse(arguments)))
        if sys.stdout is not None:  # a program without a console has none
            sys.stdout.flush()
    except SystemExit:  # argparse has printed the help or the version
        return 0
    except UsageError as error:
        return _fail(str(error), 2)
    except LchError as error:
        return _fail(sentence(error), 1)
    except BrokenPipeError:
        return _nobody_listens()
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return _output_full()
    except KeyboardInterrupt:
        return _fail("Stopped.", _STOPPED)
    return code


def _execute(call: Invocation) -> int:
    """Import the one module that the command needs, and let it answer."""
    match call.command:
        case "import":
            from lch_desktop.cli.imports import run_import as answer
        case "export":
            from lch_desktop.cli.exports import run_export as answer
        case "leads" | "queue":
            from lch_desktop.cli.lists import run_lists as answer
        case "log" | "undo":
            from lch_desktop.cli.calls import run_calls as answer
        case "backup" | "restore":
            from lch_desktop.cli.backups import run_backups as answer
        case "review":
            from lch_desktop.cli.review import run_review as answer
        case "schedule":
            from lch_desktop.cli.schedule import run_schedule as answer
        case "shield":
            from lch_desktop.cli.shield import run_shield as answer
        case "status" | "doctor":
            from lch_desktop.cli.reports import run_reports as answer
        case _:
            from lch_desktop.cli.window import run_window as answer
    return answer(call)


def _fail(words: str, code: int) -> int:
    """One line on stderr, whatever was in a name or a path."""
    if sys.stderr is not None:
        print(" ".join(words.split()), file=sys.stderr)
    return code


def _nobody_listens() -> int:
    """`lch leads | head`: the reader has gone, and nothing more may be written, not even at exit."""
    _silence_output()
    return 1


def _output_full() -> int:
    """`lch leads > FILE` on a full disk. What the command itself did is stored; only its words are lost."""
    _silence_output()
    return _fail("The output could not be written because the disk is full; what was done is kept.", 1)


def _silence_output() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
