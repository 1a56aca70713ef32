#!/bin/sh
# Fetches the official Socket.IO browser client through npm and puts it where the jar is packed from.
#
#   fetch-client.sh CLASSES_FOLDER
#
# A missing npm or registry does not fail the build: the page then says itself what it lacks.
set -eu

cd "$(dirname "$0")"
classes=${1:?the folder that the jar is packed from}
served=$classes/io/queuewire/clientdemo/socket.io
licenses=$classes/META-INF/licenses
client=node_modules/socket.io-client

# The integrity hashes name the exact packages, and npm notes in node_modules those that it installed.
# Comparing them keeps rebuilds fast and offline, whoever ran `npm ci`.
integrity() {
    grep '"integrity"' "$1"
}

matches_lock() {
    [ -f "$client/dist/socket.io.js" ] && [ -f node_modules/.package-lock.json ] &&
        [ "$(integrity package-lock.json)" = "$(integrity node_modules/.package-lock.json)" ]
}

go_on_without() {
    echo "[WARNING] The demo page is built WITHOUT the Socket.IO client: $1."
    echo "[WARNING] Everything else works; the page will say what is missing. To complete it, $2, and build again."
    exit 0
}

# What an earlier build packed may be of another version.
rm -rf "$served" "$licenses/socket.io-client.txt"

if ! matches_lock; then
    command -v npm >/dev/null 2>&1 ||
        go_on_without "npm was not found" "install Node.js with npm"
    echo "Fetching the Socket.IO client with npm"
    # Short retries: without a network the build should go on in seconds, not minutes.
    npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error \
        --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=2000 --fetch-timeout=30000 ||
        go_on_without "npm ci failed (see above)" "give npm access to its registry"
    matches_lock ||
        go_on_without "npm ci left something else than package-lock.json asks for" "delete client-demo/node_modules"
fi

mkdir -p "$served" "$licenses"
cp "$client/dist/socket.io.js" "$client/dist/socket.io.js.map" "$served/"
cp "$client/LICENSE" "$licenses/socket.io-client.txt"
