#!/usr/bin/python3 -IBS
"""Installed as lch-shield, in a folder of root's that holds a copy of this package and nothing else.

-I: no environment and no user's folder is looked at; -B: no byte code is written; -S: no installed package is seen.
"""

# Plain os calls: one line is one change of the disk, and pathlib is slow to import.
# ruff: noqa: PTH120
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

from lch_desktop.shield.helper.program import main

sys.exit(main(sys.argv[1:]))
