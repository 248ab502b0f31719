#!/bin/sh
# Print the path of a Chrome or Chromium; install Debian's where none is found.
set -eu

find_one() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return 0
    done
    return 1
}

find_one && exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
echo "No Chrome or Chromium here: installing Debian's chromium for the browser tests." >&2
$as_root apt-get update -qq >&2
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq chromium >&2
find_one
