#!/usr/bin/env bash
# Runs every test, in two halves side by side: what waits for other programs (private desktops, browsers, kills), and
# the rest. Each half alone would leave one of two cores idle. With arguments: one pytest with them.
# usage: run_tests.sh [PYTEST ARGUMENT ...]
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=.venv/bin/python
(($# == 0)) || exec "$python" -m pytest -q "$@"

waiting=(tests/crash tests/e2e tests/fuzz tests/shield)
log=$(mktemp)
"$python" -m pytest -q tests "${waiting[@]/#/--ignore=}" >"$log" 2>&1 </dev/null &
other=$!
# An interrupted run leaves nothing behind.
trap 'kill "$other" 2>/dev/null; wait "$other" 2>/dev/null; rm -f "$log"; exit 130' INT TERM
"$python" -m pytest -q "${waiting[@]}"
first=$?
wait "$other"
second=$?
cat "$log"
rm -f "$log"
exit $((first > second ? first : second))
