#!/bin/sh
# Put KetGUI into your own menu, from where it was unpacked; no administrator is needed.
# Usage: menu-entry.sh [--remove]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/ketgui.desktop
icon=$share/icons/hicolor/256x256/apps/ketgui.png
kinds=$share/mime/packages/ketgui.xml

if [ "${1:-}" = --remove ]; then
    rm -f "$entry" "$icon" "$kinds"
else
    mkdir -p "$(dirname "$entry")" "$(dirname "$icon")" "$(dirname "$kinds")"
    # Quoted as a menu entry wants it, then as sed does.
    program=$(printf '%s' "$(dirname "$here")/ketgui" |
        sed -e 's/[\\"`$]/\\\\&/g' -e 's/%/%%/g' -e 's/[\\&|]/\\&/g')
    sed "s|^Exec=ketgui|Exec=\"$program\"|" "$here/ketgui.desktop" >"$entry"
    cp "$here/ketgui.png" "$icon"
    cp "$here/ketgui-mime.xml" "$kinds"
fi
# Menus that are not told look by themselves, later.
update-desktop-database "$share/applications" 2>/dev/null || true
update-mime-database "$share/mime" 2>/dev/null || true
