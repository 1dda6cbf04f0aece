#!/usr/bin/env bash
# Compares what newsprint draws with what kitty's own parser makes of it, and takes pictures. Needs root, on Debian or a
# relative of it: kitty >= 0.40 is Debian 13's, put into a folder of its own.
#
#   tests/kitty.sh make ROOT                 a Debian 13 with kitty in the folder ROOT (two to three minutes)
#   tests/kitty.sh oracle ROOT               random walks, frame by frame, against fresh redraws in kitty's parser
#   tests/kitty.sh show ROOT OUT.png COMMAND...  runs COMMAND (a path inside ROOT) in kitty, types $KEYS, takes a picture
#   tests/kitty.sh readme ROOT PROGRAM       takes the README's picture of this newsprint
#   tests/kitty.sh storm ROOT PROGRAM        fast keys and changing windows; the screen must be what a redraw makes it
#   tests/kitty.sh unmake ROOT               unmounts; then the folder may be deleted
#
# Where kitty can't be had it says so and ends with 77, which means "not run", not "passed".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
verb=${1:?make, oracle, show, readme, storm or unmake} root=${2:?a folder}
shift 2

not_run() { echo "kitty's parser was NOT consulted: $1" >&2; exit 77; }
in_root() { chroot "$root" env HOME=/tmp LANG=C.UTF-8 "$@"; }
mounted() { mountpoint -q "$root/$1"; }

make_root() {
  [ "$(id -u)" = 0 ] || not_run "a folder with another Debian needs root"
  command -v debootstrap >/dev/null || apt-get install -y --no-install-recommends debootstrap xvfb imagemagick >/dev/null ||
    not_run "debootstrap can't be installed"
  [ -x "$root/usr/bin/apt-get" ] || debootstrap --variant=minbase trixie "$root" >/dev/null || not_run "debootstrap failed"
  mounted proc || mount -t proc proc "$root/proc"
  mounted dev || mount --bind /dev "$root/dev"
  mounted dev/pts || mount --bind /dev/pts "$root/dev/pts"
  mounted sys || mount -t sysfs sys "$root/sys"
  mkdir -p /tmp/.X11-unix "$root/tmp/.X11-unix"
  mounted tmp/.X11-unix || mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
  cp /etc/resolv.conf "$root/etc/"
  cp /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  in_root apt-get update -qq
  in_root apt-get install -y --no-install-recommends kitty libgl1-mesa-dri libgl1 libegl1 fonts-dejavu-core \
    fonts-noto-cjk fonts-noto-color-emoji ca-certificates >/dev/null || not_run "kitty can't be installed"
  in_root kitty --version
}

oracle() {
  [ -x "$root/usr/bin/kitty" ] || not_run "no kitty in $root; run: $0 make $root"
  rm -rf "$root/tmp/frames"
  mkdir -p "$root/tmp/frames"
  (cd "$here/.." && NEWSPRINT_FRAMES="$root/tmp/frames" cargo test -q --test suite on_a_terminal_that_scales >/dev/null)
  cp "$here/kitty.py" "$root/tmp/kitty.py"
  in_root kitty +runpy "exec(compile(open('/tmp/kitty.py').read(), 'kitty.py', 'exec'), globals())"
}

# Starts COMMAND in kitty on a screen of its own, and waits until kitty can be spoken to.
start() {
  display=:${DISPLAY_NUMBER:-93} socket=""
  Xvfb "$display" -screen 0 "${SCREEN:-1280x800x24}" >/dev/null 2>&1 &
  xvfb=$!
  trap 'kill "${kitty:-}" "$xvfb" 2>/dev/null || true' EXIT
  sleep 1
  rm -f "$root"/tmp/kitty.sock*
  in_root env DISPLAY="$display" LIBGL_ALWAYS_SOFTWARE=1 KITTY_DISABLE_WAYLAND=1 kitty --config NONE \
    -o font_family="${FAMILY:-DejaVu Sans Mono}" -o font_size="${FONT:-11}" -o remember_window_size=no -o shell_integration=disabled \
    -o initial_window_width="${COLUMNS_WANTED:-100}c" -o initial_window_height="${ROWS_WANTED:-33}c" -o update_check_interval=0 \
    -o confirm_os_window_close=0 -o cursor_blink_interval=0 -o enable_audio_bell=no -o window_padding_width=4 \
    -o background="${BACKGROUND:-#000000}" -o foreground="${FOREGROUND:-#dddddd}" \
    -o allow_remote_control=yes -o listen_on=unix:/tmp/kitty.sock "$@" >/dev/null 2>&1 &
  kitty=$!
  # A busy machine may take a quarter of a minute to start it.
  for _ in $(seq 90); do
    socket=$(cd "$root" && ls tmp/kitty.sock* 2>/dev/null | head -1) && [ -n "$socket" ] && break
    sleep 0.5
  done
  [ -n "$socket" ] || not_run "kitty did not start"
  sleep "${WAIT:-3}"
}

type_keys() { in_root kitty @ --to "unix:/$socket" send-text "$1"; }
picture() { DISPLAY="$display" import -window root -trim "$1"; }

show() {
  local out=$1
  shift
  start "$@"
  if [ -n "${KEYS:-}" ]; then
    type_keys "$KEYS"
    sleep "${WAIT:-3}"
  fi
  picture "$out"
  echo "$out"
}

# The picture of the README.
readme() {
  cp "$1" "$here/../assets/edition.json" "$root/tmp/"
  rm -rf "$root/tmp/readme"
  COLUMNS_WANTED=96 ROWS_WANTED=31 KEYS='+' show "$here/../assets/large.png" env XDG_STATE_HOME=/tmp/readme \
    XDG_DATA_HOME=/tmp/readme XDG_CONFIG_HOME=/tmp/readme /tmp/newsprint --theme newsprint /tmp/edition.json
  convert "$here/../assets/large.png" -strip -colors 64 "PNG8:$here/../assets/large.png"
}

# Keys as fast as they can be sent, and windows that change in between; then the screen must be what a redraw makes it.
storm() {
  cp "$1" "$here/../assets/edition.json" "$root/tmp/"
  rm -rf "$root/tmp/storm"
  start env XDG_STATE_HOME=/tmp/storm XDG_DATA_HOME=/tmp/storm XDG_CONFIG_HOME=/tmp/storm /tmp/newsprint --size large \
    /tmp/edition.json
  local many wrong=0
  many=$(printf 'JKJJ%.0s' $(seq 100))
  for round in 1 2 3 4 5 6; do
    for size in "70 20" "120 38" "61 17" "100 33"; do
      type_keys "$many+j-g+?"
      in_root kitty @ --to "unix:/$socket" resize-os-window --unit cells --width "${size% *}" --height "${size#* }"
      type_keys "?J+JJJ$round"
    done
    type_keys $'\e'
    sleep "${WAIT:-3}"
    picture "$root/tmp/storm-before.png"
    type_keys $'\f'
    sleep "${WAIT:-3}"
    picture "$root/tmp/storm-after.png"
    differ=$(compare -metric AE "$root/tmp/storm-before.png" "$root/tmp/storm-after.png" null: 2>&1 || true)
    echo "storm $round: ${differ%% *} pixels are other after a redraw"
    [ "${differ%% *}" = 0 ] || wrong=1
  done
  return $wrong
}

case $verb in
make) make_root ;;
oracle) oracle ;;
show) show "$@" ;;
readme) readme "$@" ;;
storm) storm "$@" ;;
unmake) for m in tmp/.X11-unix dev/pts dev sys proc; do umount "$root/$m" 2>/dev/null || true; done ;;
*) echo "unknown: $verb" >&2; exit 2 ;;
esac
