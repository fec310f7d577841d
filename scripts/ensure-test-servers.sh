#!/usr/bin/env bash
# The tests start PostgreSQL and Redis servers and a browser of their own: this makes sure that their programs are here.
set -euo pipefail

packages=()
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! { command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/initdb" ]; }; then
  packages+=(postgresql)
fi
if ! command -v redis-server >/dev/null || ! command -v redis-cli >/dev/null; then packages+=(redis-server); fi
if ! command -v redis-sentinel >/dev/null; then packages+=(redis-sentinel); fi
if ! command -v chromium >/dev/null; then packages+=(chromium); fi
# Chinese in the screenshots, and in what the browser measures.
if command -v apt-get >/dev/null && [ -z "$(fc-list :lang=zh family 2>/dev/null)" ]; then packages+=(fonts-wqy-zenhei); fi
if [ "${#packages[@]}" = 0 ]; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "The tests need PostgreSQL, Redis, Chromium and a Chinese font: installing Debian's ${packages[*]}." >&2
  apt-get update -qq >&2
  # Installed, not started: the tests' own run on free ports.
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
  exit 0
fi
echo "The tests need the server programs of PostgreSQL (initdb, postgres) and Redis (redis-server, redis-sentinel, redis-cli), Chromium and a Chinese font." >&2
echo "Install them first:" >&2
echo "  Debian, Ubuntu:  sudo apt-get install postgresql redis-server redis-sentinel chromium fonts-wqy-zenhei" >&2
echo "  macOS:           brew install postgresql redis && brew install --cask chromium" >&2
exit 1
