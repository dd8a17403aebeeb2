#!/bin/sh
# Install what Debian and Ubuntu keep apart from Qt's wheels and from Python, where it is missing
# and permitted; otherwise print the one command for an administrator and go on.
# Usage: system_libraries.sh PYTHON
set -eu

# What ldd names for QtWidgets, QtSvg and QtPrintSupport and for the platforms xcb and offscreen.
libraries='
libEGL.so.1             libegl1
libGL.so.1              libgl1
libX11.so.6             libx11-6
libX11-xcb.so.1         libx11-xcb1
libdbus-1.so.3          libdbus-1-3
libfontconfig.so.1      libfontconfig1
libfreetype.so.6        libfreetype6
libglib-2.0.so.0        libglib2.0-0
libgthread-2.0.so.0     libglib2.0-0
libxcb.so.1             libxcb1
libxcb-cursor.so.0      libxcb-cursor0
libxcb-glx.so.0         libxcb-glx0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-image.so.0       libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-render.so.0      libxcb-render0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0       libxcb-shape0
libxcb-shm.so.0         libxcb-shm0
libxcb-sync.so.1        libxcb-sync1
libxcb-util.so.1        libxcb-util1
libxcb-xfixes.so.0      libxcb-xfixes0
libxcb-xkb.so.1         libxcb-xkb1
libxkbcommon.so.0       libxkbcommon0
libxkbcommon-x11.so.0   libxkbcommon-x11-0
'

PATH=$PATH:/usr/sbin:/sbin
present=$(ldconfig -p 2>/dev/null) || exit 0
missing=$(printf '%s\n' "$present" '--' "$libraries" | awk '
    $1 == "--" { listed = 1; next }
    !listed { found[$1] = 1; next }
    NF && !($1 in found) && !($2 in named) { named[$2] = 1; printf " %s", $2 }')

# Debian has ensurepip, which a virtual environment needs, in a package of its own.
if [ ! -e .venv/installed-requirements.txt ] && ! "$1" -c 'import ensurepip' 2>/dev/null; then
    missing="$missing $("$1" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"
fi

[ -n "$missing" ] || exit 0

install="install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null; then
    echo "Qt may not start: libraries are missing that Debian calls$missing." >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root='sudo -n'
else
    as_root=no
fi

if [ "$as_root" != no ]; then
    echo "Installing system packages:$missing"
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    # shellcheck disable=SC2086
    if { $as_root apt-get -q update && $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q $install; } >"$log" 2>&1; then
        exit 0
    fi
    tail -n 5 "$log" >&2
fi
echo "System packages are missing. Please ask an administrator to run:" >&2
echo "  sudo apt-get update && sudo apt-get $install" >&2
