"""The program's icon for Windows (.ico) and macOS (.icns), and the version in Windows's own form.

Usage: icons.py INTO
"""

from __future__ import annotations

import os
import re
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# 16 pixels at scales from 100 to 400 %, and 256 for large icons.
_ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
# The kinds of PNG that an .icns holds, by width in pixels.
_ICNS_KINDS = {32: b"ic11", 64: b"ic12", 128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}
_VERSION = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers=({commas}), prodvers=({commas}), mask=0x3F, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "KetGUI contributors"),
      StringStruct("FileDescription", "KetGUI"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "KetGUI"),
      StringStruct("LegalCopyright", "KetGUI contributors, MIT licence"),
      StringStruct("OriginalFilename", "KetGUI.exe"),
      StringStruct("ProductName", "KetGUI"),
      StringStruct("ProductVersion", "{version}")])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])])
  ]
)
"""


def main(into: Path) -> None:
    """Write the three files."""
    into.mkdir(parents=True, exist_ok=True)
    (into / "ketgui.ico").write_bytes(ico({size: png(size) for size in _ICO_SIZES}))
    (into / "ketgui.icns").write_bytes(icns({size: png(size) for size in _ICNS_KINDS}))
    (into / "version.txt").write_text(version_information(), encoding="utf-8")


def png(size: int) -> bytes:
    """Return the icon as a square PNG of that many pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(ROOT / "resources" / "icons" / "ketgui.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG") or application is None:  # pyright: ignore[reportCallIssue, reportArgumentType]
        raise OSError("the icon could not be written")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return a Windows icon of PNG pictures by size in pixels."""
    at = 6 + 16 * len(pictures)
    table, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, data in sorted(pictures.items()):
        side = size % 256  # 256 is written as 0
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), at + len(body))
        body += data
    return table + body


def icns(pictures: dict[int, bytes]) -> bytes:
    """Return a macOS icon of PNG pictures by size in pixels."""
    body = b"".join(
        _ICNS_KINDS[size] + struct.pack(">I", 8 + len(data)) + data
        for size, data in sorted(pictures.items())
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def version_information() -> str:
    """Return the version as PyInstaller takes it for Windows."""
    text = (ROOT / "ketgui" / "__init__.py").read_text(encoding="utf-8")
    version = re.search(r'__version__ = "(\d+)\.(\d+)\.(\d+)', text)
    if version is None:
        raise ValueError("ketgui/__init__.py names no version of three numbers")
    return _VERSION.format(
        commas=", ".join((*version.groups(), "0")), version=".".join(version.groups())
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
