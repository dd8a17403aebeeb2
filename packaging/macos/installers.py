"""macOS: a .dmg with the .app; prints its path. Not run yet on a Mac.

Usage: installers.py FOLDER INTO VERSION

Where MACOS_SIGNING_IDENTITY names a certificate in the keychain, the app is signed with it and with
the hardened runtime; where MACOS_NOTARY_PROFILE names what ``notarytool store-credentials`` keeps,
the .dmg is notarised. Without them the app has an ad-hoc signature, and a person opens it the first
time by right click and Open.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(folder: Path, into: Path, version: str) -> None:
    """Sign the app, put it into a disk image beside a link to Applications, and notarise that."""
    app = folder.parent / "KetGUI.app"
    for command in signing(app, os.environ.get("MACOS_SIGNING_IDENTITY", "-")):
        subprocess.run(command, check=True, stdout=sys.stderr)
    tree = Path(os.environ["KETGUI_BUILD"]) / "dmg"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    shutil.copytree(app, tree / "KetGUI.app", symlinks=True)
    (tree / "Applications").symlink_to("/Applications")
    image = into / f"KetGUI-{version}-macos-{platform.machine()}.dmg"
    for command in imaging(tree, image, os.environ.get("MACOS_NOTARY_PROFILE", "")):
        subprocess.run(command, check=True, stdout=sys.stderr)
    print(image)


def signing(app: Path, identity: str) -> list[list[str]]:
    """Return the commands that sign the app and verify it; ``-`` signs for this computer only."""
    sign = ["codesign", "--force", "--deep", "--sign", identity]
    if identity != "-":
        # The hardened runtime would otherwise forbid Python's callbacks and replaced libraries.
        rights = ["--entitlements", str(HERE / "entitlements.plist")]
        sign += ["--options", "runtime", "--timestamp", *rights]
    return [[*sign, str(app)], ["codesign", "--verify", "--deep", "--strict", str(app)]]


def imaging(tree: Path, target: Path, notary: str) -> list[list[str]]:
    """Return the commands that make the disk image and, if there is a profile, notarise it."""
    image = ["hdiutil", "create", "-volname", "KetGUI", "-srcfolder", str(tree), "-ov"]
    commands = [[*image, "-format", "ULFO", str(target)]]
    if notary:
        submit = ["xcrun", "notarytool", "submit", str(target), "--keychain-profile", notary]
        # Stapled, so that Gatekeeper needs no connection to check it.
        commands += [[*submit, "--wait"], ["xcrun", "stapler", "staple", str(target)]]
    return commands


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
