#!/bin/sh
# nginx with nchan as a server of the comparison. Arguments: a port for clients and the publisher, and a folder for its files.
set -eu

modules=$(nginx -V 2>&1 | sed -n 's/.*--modules-path=\([^ ]*\).*/\1/p')
mkdir -p "$2"
sed -e "s|MODULES/|$modules/|; s|:PORT|:$1|" "$(dirname "$0")/nginx.conf" > "$2/nginx.conf"
exec nginx -p "$2" -c nginx.conf -e stderr
