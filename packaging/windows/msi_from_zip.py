"""Make the MSI on Linux from the portable zip that was built on Windows.

Usage: msi_from_zip.py FOLDER, which holds the zip and gets the MSI
"""

from __future__ import annotations

import re
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import icons  # noqa: E402
import installers  # noqa: E402


def main(folder: Path) -> Path:
    """Unpack the one zip there and return the MSI of its files."""
    (portable,) = folder.glob("KetGUI-*-portable.zip")
    name = re.fullmatch(r"KetGUI-(.+)-portable\.zip", portable.name)
    assert name
    # One size is enough for the list of programs, and needs no Qt here.
    picture = (installers.ROOT / "resources" / "icons" / "ketgui.png").read_bytes()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        with zipfile.ZipFile(portable) as archive:
            archive.extractall(work)
        (work / "ketgui.ico").write_bytes(icons.ico({256: picture}))
        target = installers.package(work / "KetGUI", folder, name[1], work)
    if target is None:
        raise SystemExit("wixl is not here")
    return target


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))
