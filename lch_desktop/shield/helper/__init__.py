"""The root helper: blocks site names in the hosts file, and lets go of them at a deadline of its own.

It runs as root, so it is small, takes nothing but Python's standard library and nothing of the app, and is meant to
be read in one sitting: rules.py (what it refuses), section.py (the bytes), files.py (how the file is changed),
posix.py and windows.py (what each system does differently), program.py (the verbs).
"""
