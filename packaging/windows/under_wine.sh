#!/bin/sh
# Install, upgrade and remove in silence under Wine, over a stand-in for the frozen folder, and look
# at files, shortcuts and registry after each. Usage: under_wine.sh [PYTHON]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${1:-python3}
work=$(mktemp -d)
export LC_ALL=C.UTF-8 WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
export KETGUI_BUILD="$work/made" SOURCE_DATE_EPOCH=946684800
unset DISPLAY WAYLAND_DISPLAY
trap 'wineserver -k 2>/dev/null || true; rm -rf "$work"' EXIT

payload() { # VERSION
    rm -rf "$work/payload" && mkdir -p "$work/payload/_internal/resources"
    for file in KetGUI.exe ketgui-cli.exe _internal/python3.dll _internal/resources/licence.txt; do
        echo "$1" >"$work/payload/$file"
    done
    echo "$1" >"$work/payload/_internal/only-in-$1.txt"
    mkdir -p "$work/out" && "$python" "$here/installers.py" "$work/payload" "$work/out" "$1" >/dev/null 2>&1
}
step() { echo "$1"; }
fail() { echo "FAILED: $1" >&2; exit 1; }
there() { [ -e "$1" ] || fail "$1 is not there"; }
gone() { [ ! -e "$1" ] || fail "$1 is still there"; }
says() { # KEY NAME WORDS
    if [ -n "$2" ]; then found=$(wine reg query "$1" /v "$2" 2>/dev/null | tr -d '\r')
    else found=$(wine reg query "$1" /ve 2>/dev/null | tr -d '\r'); fi
    case $found in *"$3"*) ;; *) fail "$1 $2 says: $found" ;; esac
}
silent_about() { ! wine reg query "$1" >/dev/null 2>&1 || fail "$1 is still there"; }

wineboot -i >/dev/null 2>&1
home="$WINEPREFIX/drive_c/users/$(id -un)"
programs="$home/AppData/Local/Programs/KetGUI"
menu="$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/KetGUI.lnk"
uninstall='Software\Microsoft\Windows\CurrentVersion\Uninstall\KetGUI'
classes='HKCU\Software\Classes'

step "for one person"
payload 0.1.0
cp "$work/out/KetGUI-0.1.0-setup.exe" "$work/old.exe"
wine "$work/old.exe" /S
there "$programs/KetGUI.exe"; there "$programs/_internal/only-in-0.1.0.txt"; there "$menu"
there "$home/Desktop/KetGUI.lnk"; there "$programs/uninstall.exe"
says "HKCU\\$uninstall" DisplayVersion 0.1.0
says "HKCU\\$uninstall" QuietUninstallString '/S'
says "$classes\\.ketgui" "" KetGUI.Project
says "$classes\\KetGUI.Project\\shell\\open\\command" "" 'KetGUI.exe" "%1"'
says "$classes\\.csv\\OpenWithProgids" KetGUI.Table ""
says "$classes\\.xlsx\\OpenWithProgids" KetGUI.Table ""
says "$classes\\Applications\\KetGUI.exe\\SupportedTypes" .xlsx ""
silent_about "HKLM\\$uninstall"

step "a newer version over it keeps preferences and documents"
mkdir -p "$home/AppData/Roaming/KetGUI" "$home/Documents"
echo kept >"$home/AppData/Roaming/KetGUI/settings.json"
echo kept >"$home/Documents/study.ketgui"
echo kept >"$programs/_internal/somebody's own.txt"
payload 0.2.0
wine "$work/out/KetGUI-0.2.0-setup.exe" /S
says "HKCU\\$uninstall" DisplayVersion 0.2.0
there "$programs/_internal/only-in-0.2.0.txt"; gone "$programs/_internal/only-in-0.1.0.txt"
there "$home/AppData/Roaming/KetGUI/settings.json"; there "$home/Documents/study.ketgui"

step "removed: only what was installed"
wine "$programs/uninstall.exe" /S "_?=$(winepath -w "$programs")"
gone "$programs/KetGUI.exe"; gone "$menu"; gone "$home/Desktop/KetGUI.lnk"
there "$programs/_internal/somebody's own.txt"
there "$home/AppData/Roaming/KetGUI/settings.json"; there "$home/Documents/study.ketgui"
silent_about "HKCU\\$uninstall"; silent_about "$classes\\.ketgui"; silent_about "$classes\\KetGUI.Project"
silent_about "$classes\\Applications\\KetGUI.exe"
rm -rf "$programs"

step "a program that is open is neither replaced nor removed"
payload 0.3.0
cp "$WINEPREFIX/drive_c/windows/system32/cmd.exe" "$work/payload/KetGUI.exe" # one that runs
"$python" "$here/installers.py" "$work/payload" "$work/out" 0.3.0 >/dev/null 2>&1
wine "$work/out/KetGUI-0.3.0-setup.exe" /S
mkfifo "$work/keys"
wine "$programs/KetGUI.exe" /c pause <"$work/keys" >"$work/said" 2>/dev/null &
exec 9>"$work/keys"
for _second in 1 2 3 4 5 6 7 8 9 10; do [ -s "$work/said" ] || sleep 1; done
code=0; wine "$work/out/KetGUI-0.3.0-setup.exe" /S || code=$?
[ $code = 2 ] || fail "the installer over an open program ended with $code"
code=0; wine "$programs/uninstall.exe" /S "_?=$(winepath -w "$programs")" || code=$?
[ $code = 2 ] || fail "the uninstaller of an open program ended with $code"
there "$programs/KetGUI.exe"
echo >&9; exec 9>&-; wait

step "removed as a person does, nothing is left"
wine "$programs/uninstall.exe" /S # goes on in a copy of itself, so that it can remove itself
for _second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do [ ! -e "$programs" ] || sleep 1; done
gone "$programs"; gone "$menu"; silent_about "HKCU\\$uninstall"

step "a user whose name has accents and a space"
folders='HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders'
for pair in 'Local AppData=AppData\Local' 'Desktop=Desktop' 'Programs=Menu'; do
    mkdir -p "$WINEPREFIX/drive_c/users/Hélène Côté/$(echo "${pair#*=}" | tr '\\' /)"
    wine reg add "$folders" /v "${pair%%=*}" /t REG_EXPAND_SZ /f \
        /d "C:\\users\\Hélène Côté\\${pair#*=}" >/dev/null 2>&1
done
theirs="$WINEPREFIX/drive_c/users/Hélène Côté"
wine "$work/out/KetGUI-0.3.0-setup.exe" /S
there "$theirs/AppData/Local/Programs/KetGUI/_internal/resources/licence.txt"
there "$theirs/Menu/KetGUI.lnk"; there "$theirs/Desktop/KetGUI.lnk"
wine "$theirs/AppData/Local/Programs/KetGUI/uninstall.exe" /S
for _second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    [ ! -e "$theirs/AppData/Local/Programs/KetGUI" ] || sleep 1
done
gone "$theirs/AppData/Local/Programs/KetGUI"; gone "$theirs/Desktop/KetGUI.lnk"
for pair in 'Local AppData' Desktop Programs; do
    wine reg delete "$folders" /v "$pair" /f >/dev/null 2>&1
done

step "for everybody, elsewhere, without desktop icon and file types"
wine "$work/out/KetGUI-0.2.0-setup.exe" /S /ALLUSERS /NODESKTOP /NOASSOC '/D=C:\Apps\KetGUI'
there "$WINEPREFIX/drive_c/Apps/KetGUI/KetGUI.exe"
says "HKLM\\$uninstall" InstallLocation 'C:\Apps\KetGUI'
says "HKLM\\$uninstall" UninstallString /ALLUSERS
gone "$WINEPREFIX/drive_c/users/Public/Desktop/KetGUI.lnk"
silent_about 'HKLM\Software\Classes\.ketgui'; silent_about "HKCU\\$uninstall"
wine "$WINEPREFIX/drive_c/Apps/KetGUI/uninstall.exe" /S /ALLUSERS '_?=C:\Apps\KetGUI'
gone "$WINEPREFIX/drive_c/Apps/KetGUI/KetGUI.exe"; silent_about "HKLM\\$uninstall"

if [ -e "$work/out/KetGUI-0.2.0.msi" ]; then
    step "the MSI, over an older one"
    for version in 0.1.0 0.2.0; do
        wine msiexec /i "$(winepath -w "$work/out/KetGUI-$version.msi")" /qn
        there "$WINEPREFIX/drive_c/Program Files/KetGUI/_internal/only-in-$version.txt"
    done
    gone "$WINEPREFIX/drive_c/Program Files/KetGUI/_internal/only-in-0.1.0.txt"
    there "$WINEPREFIX/drive_c/Program Files/KetGUI/KetGUI.exe"
    there "$WINEPREFIX/drive_c/Program Files/KetGUI/_internal/resources/licence.txt"
    # Wine has the person's own menu where Windows has everybody's.
    [ -e "$menu" ] || there "$WINEPREFIX/drive_c/ProgramData/Microsoft/Windows/Start Menu/Programs/KetGUI.lnk"
    says 'HKLM\Software\Classes\KetGUI.Project\shell\open\command' "" 'KetGUI.exe" "%1"'
    wine msiexec /x "$(winepath -w "$work/out/KetGUI-0.2.0.msi")" /qn
    gone "$WINEPREFIX/drive_c/Program Files/KetGUI/KetGUI.exe"
    gone "$menu"; silent_about 'HKLM\Software\Classes\KetGUI.Project'
fi
echo "All well under $(wine --version)."
