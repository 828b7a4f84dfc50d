"""SIGTERM and Ctrl+C end an idle program, without a timer that runs until then."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, sys
from PySide6.QtCore import QCoreApplication, QTimer
from lch_desktop.ui.quit_signals import quit_on_signals
qt = QCoreApplication([])
stop = quit_on_signals(qt)
print("ready", flush=True)
code = qt.exec()
stop()
assert signal.set_wakeup_fd(-1) == -1
assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
print("ended", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals to other processes")
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_an_idle_program_ends_when_it_is_asked(asked: signal.Signals) -> None:
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(asked)
        assert process.wait(20) == 0
        assert process.stdout.read() == "ended\n"
    finally:
        process.kill()
        process.communicate()
