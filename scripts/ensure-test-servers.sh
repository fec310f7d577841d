#!/usr/bin/env bash
# The tests start a PostgreSQL of their own: this makes sure that its programs are here.
set -euo pipefail

if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/initdb" ]; }; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "The tests need the PostgreSQL server programs: installing Debian's package postgresql." >&2
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2
  exit 0
fi
echo "The tests need the PostgreSQL server programs (initdb, postgres). Install them first:" >&2
echo "  Debian, Ubuntu:  sudo apt-get install postgresql" >&2
echo "  macOS:           brew install postgresql" >&2
exit 1
