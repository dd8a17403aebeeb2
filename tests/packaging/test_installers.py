"""Installers, as far as they can be looked at without making them."""

from __future__ import annotations

import configparser
import os
import plistlib
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGING = ROOT / "packaging"


@pytest.fixture
def payload(tmp_path) -> Path:
    folder = tmp_path / "payload"
    for name in ("KetGUI.exe", "_internal/a.dll", "_internal/b c/d$e.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_the_uninstaller_removes_what_was_installed_and_nothing_else(script, payload, tmp_path):
    assert script("windows/file_list").write(payload, tmp_path) == 3
    install = (tmp_path / "install.nsh").read_text(encoding="utf-8-sig").splitlines()
    uninstall = (tmp_path / "uninstall.nsh").read_text(encoding="utf-8-sig").splitlines()
    assert install == [
        'SetOutPath "$INSTDIR"',
        'File "/oname=KetGUI.exe" "${PAYLOAD}/KetGUI.exe"',
        'SetOutPath "$INSTDIR\\_internal"',
        'File "/oname=a.dll" "${PAYLOAD}/_internal/a.dll"',
        'SetOutPath "$INSTDIR\\_internal\\b c"',
        'File "/oname=d$$e.txt" "${PAYLOAD}/_internal/b c/d$e.txt"',
    ]
    assert uninstall == [
        'Delete "$INSTDIR\\KetGUI.exe"',
        'Delete "$INSTDIR\\_internal\\a.dll"',
        'Delete "$INSTDIR\\_internal\\b c\\d$$e.txt"',
        'RMDir "$INSTDIR\\_internal\\b c"',
        'RMDir "$INSTDIR\\_internal"',
    ]
    script_text = (PACKAGING / "windows" / "ketgui.nsi").read_text(encoding="utf-8")
    assert "RMDir /r" not in script_text


def test_what_the_installer_writes_to_the_registry_the_uninstaller_removes():
    text = (PACKAGING / "windows" / "ketgui.nsi").read_text(encoding="utf-8")
    written = set(re.findall(r'WriteReg\w+ SHCTX "([^"]+)"', text))
    removed = set(re.findall(r'DeleteReg(?:Key|Value) SHCTX "([^"]+)"', text))
    for key in written:
        assert any(key == one or key.startswith(one + "\\") for one in removed), key
    assert "RequestExecutionLevel user" in text


def test_every_word_of_the_installer_is_in_both_languages():
    text = (PACKAGING / "windows" / "ketgui.nsi").read_text(encoding="utf-8")
    said = {code: set(re.findall(rf"LangString (\w+) \${{LANG_{code}}}", text))
            for code in ("ENGLISH", "FRENCH")}  # fmt: skip
    assert said["ENGLISH"] == said["FRENCH"]
    assert set(re.findall(r"\$\((\w+)\)", text)) == said["ENGLISH"]


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not here")
@pytest.mark.slow
def test_the_installer_compiles_without_a_warning(script, payload, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "946684800")
    icons, made_in = script("icons"), tmp_path / "made"
    made_in.mkdir()
    picture = (ROOT / "resources" / "icons" / "ketgui.png").read_bytes()
    (made_in / "ketgui.ico").write_bytes(icons.ico({256: picture}))
    made = script("windows/installers").setup(payload, tmp_path, "1.2.3", made_in)
    assert made.read_bytes().startswith(b"MZ")


def test_the_portable_zip_is_the_same_every_time(script, payload, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "946684800")
    installers = script("windows/installers")
    first = installers.portable(payload, tmp_path, "1.2.3").read_bytes()
    (payload / "KetGUI.exe").touch()
    assert installers.portable(payload, tmp_path, "1.2.3").read_bytes() == first


def test_the_msi_lists_every_file_once_with_names_that_stay(script, payload, tmp_path):
    msi = script("windows/msi")
    made = msi.source(payload, "1.2.3", tmp_path / "ketgui.ico")
    assert made == msi.source(payload, "1.2.3", tmp_path / "ketgui.ico")
    space = {"w": "http://schemas.microsoft.com/wix/2006/wi"}
    tree = ElementTree.fromstring(made.encode())
    sources = sorted(one.attrib["Source"] for one in tree.iterfind(".//w:File", space))
    assert sources == [
        "payload/KetGUI.exe",
        "payload/_internal/a.dll",
        "payload/_internal/b c/d$e.txt",
    ]
    named = {one.attrib["Id"] for one in tree.iterfind(".//w:Component", space)}
    referred = {one.attrib["Id"] for one in tree.iterfind(".//w:ComponentRef", space)}
    assert named == referred
    commands = [one.attrib["Value"] for one in tree.iterfind(".//w:RegistryValue", space)]
    assert '"[INSTALLDIR]KetGUI.exe" "%1"' in commands


def test_the_icon_holds_its_pictures(script):
    icons = script("icons")
    made = icons.ico({16: b"small", 256: b"large"})
    assert struct.unpack_from("<HHH", made) == (0, 1, 2)
    assert made[6], made[22] == (16, 0)
    size, at = struct.unpack_from("<II", made, 6 + 16 + 8)
    assert made[at : at + size] == b"large"
    apple = icons.icns({32: b"tiny"})
    assert apple[:4] == b"icns"
    assert struct.unpack(">I", apple[4:8])[0] == len(apple)


def test_windows_is_told_the_version(script):
    from ketgui import __version__

    text = script("icons").version_information()
    compile(text, "version.txt", "eval")
    assert f'"ProductVersion", "{__version__}"' in text


def test_the_menu_entry_opens_what_the_program_reads():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # pyright: ignore[reportAttributeAccessIssue]
    entry.read(PACKAGING / "linux" / "ketgui.desktop", encoding="utf-8")
    section = entry["Desktop Entry"]
    assert section["Exec"] == "ketgui %F"
    assert section["Terminal"] == "false"
    assert "application/x-ketgui" in section["MimeType"].split(";")
    for key in ("GenericName", "Comment", "Keywords"):
        assert section[f"{key}[fr]"] != section[key]
    mime = ElementTree.parse(PACKAGING / "linux" / "ketgui-mime.xml").getroot()
    kinds = [one.attrib["type"] for one in mime]
    assert kinds == ["application/x-ketgui"]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="it is not here")
def test_the_menu_entry_is_valid():
    entry = PACKAGING / "linux" / "ketgui.desktop"
    done = subprocess.run(("desktop-file-validate", entry), capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def elf_with(items: dict[bytes, bytes]) -> bytes:
    """Return a library laid out as ICU's: headers, data from the second page, dynamic section."""
    names = b"".join(name + b"\0" for name in sorted(items))
    toc, body = struct.pack("<I", len(items)), b""
    name_at = 4 + 8 * len(items)
    start = name_at + len(names)
    for name, item in sorted(items.items()):
        toc += struct.pack("<II", name_at, start + len(body))
        name_at += len(name) + 1
        body += item
    head = struct.pack("<HBB", 32, 0xDA, 0x27).ljust(12, b"\0") + b"CmnD"
    data = head.ljust(32, b"\0") + toc + names + body
    end = 0x1000 + -(-len(data) // 0x1000) * 0x1000
    library = bytearray(
        data.rjust(0x1000 + len(data), b"\0").ljust(end, b"\0") + b"dynamic".ljust(240)
    )
    library[:5] = b"\x7fELF\x02"
    struct.pack_into("<Q", library, 0x20, 64)
    struct.pack_into("<HH", library, 0x36, 56, 2)
    struct.pack_into("<IIQQQQQQ", library, 64, 1, 4, 0, 0, 0, end, end, 0x1000)
    struct.pack_into("<IIQQQQQQ", library, 120, 1, 6, end, end + 0x1000, end + 0x1000, 240, 240, 8)
    return bytes(library)


def test_icu_keeps_two_languages_and_its_layout(script):
    smaller = script("linux/smaller")
    items = {b"icudt73l/de.res": b"D" * 9000, b"icudt73l/fr.res": b"F" * 100,
             b"icudt73l/coll/root.res": b"R" * 50}  # fmt: skip
    library = elf_with(items)
    made = smaller.with_less_data(library)
    assert len(made) == len(library) - 0x2000
    assert b"F" * 100 in made
    assert b"R" * 50 in made
    assert b"D" * 9 not in made
    first, second = smaller._headers(made)
    assert struct.unpack_from("<Q", made, first[0] + 32)[0] == len(library) - 240 - 0x2000
    assert made[second[2] : second[2] + 7] == b"dynamic"
    with pytest.raises(ValueError, match="leave out"):
        smaller.with_less_data(made)


def test_what_every_desktop_has_is_left_to_it(script):
    given = [(name, f"/x/{name}", "BINARY") for name in ("libX11.so.6", "libxcb-cursor.so.0",
             "libz.so.1", "PySide6/Qt/lib/libQt6Core.so.6", "libzen.so.1")]  # fmt: skip
    left = [
        name for name, _source, _kind in script("linux/smaller").without_the_desktop_s_own(given)
    ]
    assert left == ["libxcb-cursor.so.0", "PySide6/Qt/lib/libQt6Core.so.6", "libzen.so.1"]


def test_a_library_that_two_wheels_bring_is_there_once(script, tmp_path):
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "libgfortran.so.5").write_bytes(b"the same")
    made = script("linux/smaller").entries(
        [
            ("numpy.libs/libgfortran.so.5", str(tmp_path / "one/libgfortran.so.5"), "BINARY"),
            ("scipy.libs/libgfortran.so.5", str(tmp_path / "other/libgfortran.so.5"), "BINARY"),
        ],
        tmp_path / "made",
    )
    assert [entry[2] for entry in made] == ["BINARY", "SYMLINK"]
    assert made[1][1] == "../numpy.libs/libgfortran.so.5"


def test_the_mac_app_is_signed_with_what_there_is(script, tmp_path):
    installers = script("macos/installers")
    app = tmp_path / "KetGUI.app"
    (ad_hoc, _verify) = installers.signing(app, "-")
    assert ad_hoc[ad_hoc.index("--sign") + 1] == "-"
    assert "runtime" not in ad_hoc
    (named, _verify) = installers.signing(app, "Developer ID Application: X")
    assert "runtime" in named
    entitlements = Path(named[named.index("--entitlements") + 1])
    assert plistlib.loads(entitlements.read_bytes())
    made = tmp_path / "KetGUI.dmg"
    assert len(installers.imaging(tmp_path, made, "")) == 1
    assert installers.imaging(tmp_path, made, "ketgui")[1][:3] == ["xcrun", "notarytool", "submit"]


def test_the_mac_is_told_which_files_are_opened(script):
    from ketgui import __version__

    info = script("macos/bundle_info")
    assert plistlib.loads(plistlib.dumps(info.PROPERTIES)) == info.PROPERTIES
    assert info.version(ROOT) == __version__
    ranks = {one["CFBundleTypeName"]: one["LSHandlerRank"] for one in
             info.PROPERTIES["CFBundleDocumentTypes"]}  # fmt: skip
    assert ranks == {"KetGUI project": "Owner", "Table": "Alternate"}


def test_windows_programs_are_signed_only_with_a_certificate(script, tmp_path, monkeypatch):
    installers, run = script("windows/installers"), []
    monkeypatch.setattr(installers.subprocess, "run", lambda command, **_given: run.append(command))
    monkeypatch.delenv("WINDOWS_SIGNING_THUMBPRINT", raising=False)
    installers.sign(tmp_path / "KetGUI.exe")
    assert not run
    monkeypatch.setenv("WINDOWS_SIGNING_THUMBPRINT", "ABC")
    monkeypatch.setenv("WINDOWS_TIMESTAMP_SERVER", "stamp")
    installers.sign(tmp_path / "KetGUI.exe")
    assert run[0][:4] == ("signtool", "sign", "/sha1", "ABC")


def test_the_release_builds_what_the_scripts_make():
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    for script_ in re.findall(r"(?:python3?|sh) (packaging/\S+)", text):
        assert (ROOT / script_).exists(), script_
    for suffix in ("deb", "tar.xz", "exe", "zip", "dmg", "cdx.json"):
        assert f"dist/*.{suffix}" in text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux")
def test_the_archive_is_the_same_every_time(script, payload, tmp_path, monkeypatch):
    installers = script("linux/installers")
    (payload / "link").symlink_to("KetGUI.exe")
    first = installers.archive(payload, tmp_path, "1.2.3", 946684800).read_bytes()
    (payload / "_internal" / "a.dll").touch()
    assert installers.archive(payload, tmp_path, "1.2.3", 946684800).read_bytes() == first
    with tarfile.open(tmp_path / f"ketgui-1.2.3-linux-{installers.machine()}.tar.xz") as tar:
        entries = {entry.name: entry for entry in tar}
    assert "ketgui/_internal/a.dll" in entries
    assert entries["ketgui/link"].linkname == "KetGUI.exe"
    assert entries["ketgui/share/menu-entry.sh"].mode == 0o755
    assert {entry.uname for entry in entries.values()} == {"root"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux")
def test_a_link_takes_up_nothing_when_installed(script, tmp_path):
    (tmp_path / "library.so.6").write_bytes(b"x" * 4096)
    (tmp_path / "library.so").symlink_to("library.so.6")
    assert script("linux/installers").installed_kilobytes(tmp_path) == 4


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux")
def test_an_unpacked_program_comes_into_its_user_s_menu_and_goes(script, tmp_path):
    share = tmp_path / 'Ket $GUI & "été"' / "share"
    share.mkdir(parents=True)
    for file, name in script("linux/installers").SHARED.items():
        shutil.copy(file, share / name)
    home = tmp_path / "Hélène Côté"
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def menu_entry(*options: str) -> list[str]:
        command = ("sh", share / "menu-entry.sh", *options)
        subprocess.run(command, env=environment, check=True)
        return sorted(path.name for path in home.rglob("ketgui*"))

    assert menu_entry() == ["ketgui.desktop", "ketgui.png", "ketgui.xml"]
    entry = (home / ".local/share/applications/ketgui.desktop").read_text(encoding="utf-8")
    (command,) = (line for line in entry.splitlines() if line.startswith("Exec="))
    # As the Desktop Entry Specification reads it: first the value's escapes, then the quotes.
    words = command[5:].replace("\\\\", "\\")
    said = subprocess.check_output(("sh", "-c", f"printf '%s\\n' {words}"), text=True)
    assert said.splitlines() == [f"{share.parent}/ketgui", "%F"]
    assert menu_entry("--remove") == []
