"""The source of the MSI for group policy: per machine, with the installer's file types.

Run as ``msi.py VERSION`` it prints that version's product code, for rules that detect it.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import uuid
from pathlib import Path
from xml.sax.saxutils import quoteattr

# Never changed: a newer MSI finds the older one by it.
UPGRADE_CODE = "6F0B4C5E-6C0E-4E0C-9B1B-9B3F5B8E2D47"
_TYPES = (".csv", ".xlsx", ".ketgui")
_HEAD = """\
<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="{product}" Name="KetGUI" Language="1033" Version="{version}"
           Manufacturer="KetGUI contributors" UpgradeCode="{upgrade}">
    <Package InstallerVersion="405" Compressed="yes" InstallScope="perMachine"
             Description="KetGUI {version}" Manufacturer="KetGUI contributors"/>
    <MajorUpgrade DowngradeErrorMessage="A newer KetGUI is installed."/>
    <MediaTemplate EmbedCab="yes"/>
    <Icon Id="ketgui.ico" SourceFile={icon}/>
    <Property Id="ARPPRODUCTICON" Value="ketgui.ico"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramMenuFolder"/>
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="INSTALLDIR" Name="KetGUI">
"""
_TAIL = """\
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="Program" Level="1">
{references}
    </Feature>
  </Product>
</Wix>
"""


def product_code(version: str) -> str:
    """Return the code by which Windows knows this version, the same for every build of it."""
    return str(uuid.uuid5(uuid.UUID(UPGRADE_CODE), f"version {version}")).upper()


def source(payload: Path, version: str, icon: Path) -> str:
    """Return the WiX source over the files of the frozen folder; paths are relative to `icon`'s."""
    components: list[str] = []
    body = _Files(payload, icon.parent, components).inside(payload, 10)
    references = "\n".join(f'      <ComponentRef Id="{component}"/>' for component in components)
    head = _HEAD.format(
        version=version,
        upgrade=UPGRADE_CODE,
        product=product_code(version),
        icon=quoteattr(icon.name),
    )
    return head + body + _TAIL.format(references=references)


class _Files:
    """Writes the files of the payload, folder by folder, and names their components."""

    def __init__(self, payload: Path, start: Path, components: list[str]) -> None:
        self._payload, self._start, self._components = payload, start, components

    def inside(self, folder: Path, indent: int) -> str:
        """Return the elements of a folder's files and folders."""
        inside = sorted(folder.iterdir())
        elements = "".join(self._file(path, indent) for path in inside if path.is_file())
        for path in inside:
            if path.is_dir():
                name = f"<Directory Id={self._id('d', path)} Name={quoteattr(path.name)}>"
                within = self.inside(path, indent + 2)
                elements += f"{' ' * indent}{name}\n{within}{' ' * indent}</Directory>\n"
        return elements

    def _file(self, path: Path, indent: int) -> str:
        relative_path = path.relative_to(self._payload).as_posix()
        # Windows Installer knows a file by this: it must be the same in every version.
        guid = str(uuid.uuid5(uuid.UUID(UPGRADE_CODE), relative_path)).upper()
        component = self._id("c", path)
        self._components.append(component.strip('"'))
        # wixl reads no absolute path.
        source = quoteattr(Path(os.path.relpath(path, self._start)).as_posix())
        inside = f'<File Id={self._id("f", path)} Source={source} KeyPath="yes"/>'
        if relative_path == "KetGUI.exe":
            inside += _shortcut() + "".join(_registry())
        return (
            f'{" " * indent}<Component Id={component} Guid="{guid}" Win64="yes">'
            f"{inside}</Component>\n"
        )

    def _id(self, kind: str, path: Path) -> str:
        """Return a quoted name that Windows Installer accepts, the same in every build."""
        relative_path = path.relative_to(self._payload).as_posix()
        digest = hashlib.sha256(relative_path.encode()).hexdigest()[:16]
        plain = re.sub(r"[^A-Za-z0-9_]", "_", path.name)[:32]
        return f'"{kind}_{digest}_{plain}"'


def _shortcut() -> str:
    return (
        '<Shortcut Id="StartMenu" Name="KetGUI" Directory="ProgramMenuFolder" Advertise="no"'
        ' Target="[INSTALLDIR]KetGUI.exe" WorkingDirectory="INSTALLDIR"/>'
    )


def _registry() -> list[str]:
    command = '"[INSTALLDIR]KetGUI.exe" "%1"'
    classes = "Software\\Classes"
    values = [
        (f"{classes}\\.ketgui", "", "KetGUI.Project"),
        (f"{classes}\\KetGUI.Project", "", "KetGUI project"),
        (f"{classes}\\KetGUI.Project\\shell\\open\\command", "", command),
        (f"{classes}\\KetGUI.Table\\shell\\open\\command", "", command),
        (f"{classes}\\.csv\\OpenWithProgids", "KetGUI.Table", ""),
        (f"{classes}\\.xlsx\\OpenWithProgids", "KetGUI.Table", ""),
        (f"{classes}\\Applications\\KetGUI.exe\\shell\\open\\command", "", command),
        *(
            (f"{classes}\\Applications\\KetGUI.exe\\SupportedTypes", suffix, "")
            for suffix in _TYPES
        ),
    ]
    return [
        '<RegistryValue Root="HKLM" Type="string"'
        f" Key={quoteattr(key)}{f' Name={quoteattr(name)}' if name else ''}"
        f" Value={quoteattr(value)}/>"
        for key, name, value in values
    ]


if __name__ == "__main__":
    print(f"{{{product_code(sys.argv[1])}}}")
