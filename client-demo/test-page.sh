#!/bin/sh
# Runs the page's unit tests with Node's own test runner; without a Node that has one they are skipped, visibly.
set -eu

cd "$(dirname "$0")"
if ! node --test --help >/dev/null 2>&1; then
    echo "[WARNING] Tests of the demo page's modules SKIPPED: no Node.js 18 or newer was found."
    exit 0
fi
report=$(node --test src/test/js/*.test.js 2>&1) || {
    echo "$report"
    exit 1
}
