#!/bin/sh
# Run the frozen program's walk where hospitals run programs: no network, a folder that cannot be
# written to, a user name with accents and spaces, no HOME, no place for preferences.
# Usage: hard_places.sh PROGRAM (as root: it makes namespaces)
set -eu
program=$(realpath "${1:-dist/ketgui/ketgui}")
folder=$(dirname "$program")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES='qt.qpa.*=false'
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_RUNTIME_DIR XDG_CONFIG_HOME

walk() { # NAME COMMAND...
    name=$1; shift
    mkdir -p "$work/$name"
    if "$@" >"$work/$name/said" 2>&1 && grep -q '^smoke: all well' "$work/$name/said"; then
        echo "ok    $name"
    else
        echo "FAIL  $name"; tail -n 20 "$work/$name/said"; exit 1
    fi
}
report() { # NAME COMMAND... : a report is written, with the window's own preferences untouched
    name=$1; shift
    if "$@" >"$work/said" 2>&1; then echo "ok    $name"; else echo "FAIL  $name"; cat "$work/said"; exit 1; fi
}

walk "no-network" unshare -n "$program" --smoke
walk "read-only-folder" unshare -m sh -c '
    mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && ! touch "$1/x" 2>/dev/null &&
    exec "$1/ketgui" --smoke' sh "$folder"
walk "no-home" env -u HOME -u USER -u LOGNAME "$program" --smoke
# Nobody the system knows, so that no folder of preferences can be guessed either.
walk "nobody-without-home" setpriv --reuid 54321 --regid 54321 --clear-groups \
    env -u HOME KETGUI_HOME= "$program" --smoke
walk "home-that-is-not-there" env HOME=/nonexistent "$program" --smoke

accents="$work/Hélène Côté (été)"
mkdir -p "$accents/données patients"
cp -r "$folder" "$accents/Ket GUI"
walk "accents-and-spaces" env HOME="$accents" LC_ALL=C.UTF-8 TMPDIR="$accents/données patients" \
    "$accents/Ket GUI/ketgui" --smoke "$accents/données patients/essai n° 1"
walk "accents-in-a-C-locale" env HOME="$accents" LC_ALL=C "$accents/Ket GUI/ketgui" --smoke
example="$folder/_internal/resources/samples/example-cohort.xlsx"
cp "$example" "$accents/données patients/été.xlsx"
report "accents-report" env HOME="$accents" LC_ALL=C "$accents/Ket GUI/ketgui" report \
    "$accents/données patients/été.xlsx" --output "$accents/données patients/résultats"

# A person, not root, for whom nothing but one folder can be written to.
mkdir -p "$work/only-here" && chmod 777 "$work/only-here" && chmod 755 "$work"
mkdir -p "$work/locked/.config" && chmod 555 "$work/locked" "$work/locked/.config"
as_nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
cp -r "$folder" "$work/program" && chmod -R a+rX "$work/program"
walk "no-preferences" as_nobody env HOME="$work/locked" KETGUI_HOME="$work/locked/.config" TMPDIR="$work/only-here" \
    "$work/program/ketgui" --smoke
report "no-preferences-report" as_nobody env HOME="$work/locked" "$work/program/ketgui" report \
    "$example" --output "$work/only-here/report"
if as_nobody "$work/program/ketgui" report "$example" --output "$work/locked/report" \
    >"$work/said" 2>&1; then
    echo "FAIL  a report in a locked folder"; exit 1
else
    echo "ok    a report in a locked folder is refused: $(tail -n 1 "$work/said")"
fi

if command -v strace >/dev/null; then
    strace -f -qq -e trace=connect,bind,sendto -o "$work/trace" "$program" --smoke >"$work/said" 2>&1
    if grep -E 'sa_family=AF_INET|AF_NETLINK' "$work/trace"; then
        echo "FAIL  the program spoke to the network"; exit 1
    fi
    local=$(grep -c AF_UNIX "$work/trace" || true)
    echo "ok    strace: no connection beyond local sockets ($local calls to those)"
fi
