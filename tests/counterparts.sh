#!/usr/bin/env bash
# The programs and fonts that the tests talk to: a network printer with its printing system, a mail server, a decoder of
# codes, a screen without glass, readers of PDF, clipboards, shells. A test whose counterpart is missing says so and is skipped;
# with NEWSPRINT_NO_SKIPS=1 it fails instead.
#
#   tests/counterparts.sh missing    names the packages that are missing here, by Debian's names
#   tests/counterparts.sh install    installs them: needs root, on Debian or a relative of it
set -euo pipefail

packages=(
  cups-daemon cups-client cups-filters cups-core-drivers cups-ipp-utils avahi-daemon dbus # printing
  poppler-utils fonts-dejavu-core fonts-droid-fallback                                    # what is on paper
  python3-aiosmtpd msmtp                                                                  # mail
  xvfb xterm imagemagick zbar-tools                                                       # codes to scan
  tmux xclip xsel wl-clipboard sway                                                       # clipboards
  zsh fish                                                                                # shells that complete
)

missing() {
  local package
  for package in "${packages[@]}"; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"
  done
}

# The archive may be out of reach for a while: asked five times within some two and a half minutes.
apt() {
  local try
  for try in 1 2 3 4 5; do
    if apt-get -q -o Acquire::Retries=2 -o DPkg::Lock::Timeout=300 "$@" </dev/null; then return 0; fi
    [ "$try" = 5 ] || { echo "counterparts: apt-get $1 failed (try $try of 5); again in $((try * 15)) s" >&2; sleep $((try * 15)); }
  done
  echo "counterparts: apt-get $1 failed five times: Debian's archive can't be reached, so the tests can't be given the" \
    "programs that they talk to. Nothing is wrong with newsprint as far as was tested." >&2
  return 1
}

# Packages that bring a daemon start it where they can. The tests start their own.
start_nothing() {
  local policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] && return
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap "rm -f $policy" EXIT
}

case ${1:?missing or install} in
missing) missing ;;
install)
  mapfile -t wanted < <(missing)
  if [ "${#wanted[@]}" = 0 ]; then
    echo "all ${#packages[@]} packages are here"
    exit 0
  fi
  [ "$(id -u)" = 0 ] || { echo "counterparts: only root may install ${wanted[*]}" >&2; exit 1; }
  export DEBIAN_FRONTEND=noninteractive
  start_nothing
  apt update
  apt install --yes --no-install-recommends "${wanted[@]}"
  ;;
*)
  echo "counterparts: missing or install, not $1" >&2
  exit 2
  ;;
esac
