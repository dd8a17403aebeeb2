"""Every component of a build, with version, licence and licence texts.

Made while freezing, from the files that go into the build: About, the folder of licences and the
bill of materials (CycloneDX) are all written from it.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

Entry = tuple[str, str, str]
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$|/licenses/[^/]+$", re.IGNORECASE)
_QT = ("PySide6_Essentials", "shiboken6")


@dataclass(frozen=True)
class Component:
    """A third-party component of the build.

    Attributes
    ----------
    licence : str
        SPDX expression where the component gives one, otherwise as it words its licence.
    texts : tuple of str
        Files of its licence on the building machine.
    """

    name: str
    version: str
    licence: str
    kind: str = "pypi"
    texts: tuple[str, ...] = field(default=(), compare=False)


def write(root: Path, made: Path, entries: Iterable[Entry]) -> list[Entry]:
    """Write the list of components into `made`; return its entries for the bundle."""
    components = gather({str(Path(source).resolve()) for _name, source, _kind in entries if source})
    listed = [
        {name: value for name, value in asdict(component).items() if name != "texts"}
        for component in components
    ]
    (made / "components.json").write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    bill = json.dumps(bill_of_materials(components, _version(root)), indent=1)
    (made / "ketgui.cdx.json").write_text(bill + "\n", encoding="utf-8")
    bundle = [("resources/components.json", str(made / "components.json"), "DATA")]
    for component in components:
        for text in component.texts:
            name_in_bundle = f"licences/{component.name}/{Path(text).name}"
            bundle.append((name_in_bundle, text, "DATA"))
    for text in sorted((root / "packaging" / "licences").iterdir()):
        bundle.append((f"licences/{text.name}", str(text), "DATA"))
    # A path can be in the bundle only once.
    return list({entry[0]: entry for entry in bundle}.values())


def gather(files: set[str]) -> list[Component]:
    """Return the components that own these files, by name."""
    components = [_python(), _bootloader(), *_drawn_with()]
    # Of PyInstaller itself, only the bootloader and its start-up code are in the bundle.
    own = str(Path(str(distribution("pyinstaller").locate_file("PyInstaller"))).resolve())
    files = {path for path in files if not path.startswith(own)}
    owned: set[str] = set()
    for package in sorted(
        distributions(), key=lambda package: str(package.metadata["Name"]).lower()
    ):
        paths = {
            str(Path(str(package.locate_file(file))).resolve()) for file in package.files or ()
        }
        if used := paths & files:
            owned |= used
            components.append(_package(package, paths))
    if any(component.name in _QT for component in components):
        version = next(component.version for component in components if component.name in _QT)
        components.append(Component("Qt", version, "LGPL-3.0-only", "generic"))
    return [*components, *_system(files - owned)]


def bill_of_materials(components: Iterable[Component], version: str) -> dict[str, object]:
    """Return a CycloneDX 1.5 document; the same components always give the same document."""
    parts = [_material(component) for component in components]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    # A UUID made of the components, not a random one: two builds of a commit are equal.
    serial = "-".join((digest[:8], digest[8:12], f"5{digest[13:16]}", f"8{digest[17:20]}",
                       digest[20:32]))  # fmt: skip
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "KetGUI",
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            },
            "properties": [{"name": "platform", "value": f"{sys.platform} {platform.machine()}"}],
        },
        "components": parts,
    }


def _material(component: Component) -> dict[str, object]:
    name = component.name.lower().replace("_", "-") if component.kind == "pypi" else component.name
    is_expression = re.fullmatch(r"[\w.+-]+( (AND|OR|WITH) [\w.+()-]+)*", component.licence)
    licence = (
        {"expression": component.licence}
        if is_expression
        else {"license": {"name": component.licence}}
    )
    return {
        "type": "library",
        "name": component.name,
        "version": component.version,
        "purl": f"pkg:{component.kind}/{name.replace(' ', '-')}@{component.version}",
        "licenses": [licence],
    }


def _package(package: Distribution, paths: set[str]) -> Component:
    package_metadata = package.metadata
    short = [
        package_metadata[key] for key in ("License-Expression", "License") if package_metadata[key]
    ]
    classified = [
        line.split("::")[-1].strip()
        for line in package_metadata.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    # Some packages put the whole licence text into this field.
    licence = next((text for text in short if len(text) < 120 and "\n" not in text), "")
    texts = sorted(path for path in paths if _TEXT.search(path) and ".dist-info" in path)
    return Component(
        str(package_metadata["Name"]),
        package.version,
        licence or ", ".join(classified) or "see its licence text",
        texts=tuple(texts),
    )


def _python() -> Component:
    # Windows has it beside the program.
    places = (sysconfig.get_path("stdlib"), sys.base_prefix)
    candidates = [str(Path(folder, "LICENSE.txt")) for folder in places]
    texts = tuple([text for text in candidates if Path(text).exists()][:1])
    return Component("Python", platform.python_version(), "PSF-2.0", "generic", texts)


def _bootloader() -> Component:
    licence = "GPL-2.0-or-later WITH Bootloader-exception"
    version = distribution("pyinstaller").version
    return Component("PyInstaller bootloader", version, licence, "generic")


def _drawn_with() -> list[Component]:
    """Return the font and the icons with the versions in their own descriptions."""
    resources = Path(__file__).resolve().parent.parent / "resources"
    components: list[Component] = []
    for name, licence, folder, text in (
        ("Liberation Sans", "OFL-1.1", "fonts", "OFL.txt"),
        ("Lucide", "ISC AND MIT", "icons", "LICENSE-lucide.txt"),
    ):
        described = (resources / folder / "README.md").read_text(encoding="utf-8")
        version = re.search(rf"{name} (\d[\d.]*\d)", described)
        assert version
        texts = (str(resources / folder / text),)
        components.append(Component(name, version[1], licence, "generic", texts))
    return components


def _system(files: set[str]) -> list[Component]:
    """Return the system's packages that own shared libraries among these files (Debian)."""
    libraries = sorted(path for path in files if re.search(r"\.so(\.|$)", path))
    components: dict[str, Component] = {}
    for path in libraries:
        name = _debian("-S", path).split(":")[0] or _debian("-S", _usr(path)).split(":")[0]
        if name and name not in components:
            version = _debian("-W", "-f=${Version}", name)
            text = f"/usr/share/doc/{name}/copyright"
            texts = (text,) if Path(text).exists() else ()
            components[name] = Component(name, version, _said_in(text), "deb/debian", texts)
    return [components[name] for name in sorted(components)]


def _said_in(copyright_file: str) -> str:
    """Return the licence of most files, if Debian's copyright file names it."""
    path = Path(copyright_file)
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    named = re.search(r"^Files: \*\n(?:.+\n)*?License: *(\S.*)$", text, re.MULTILINE)
    return named[1] if named else "see its licence text"


def _usr(path: str) -> str:
    """Return the path by which Debian 12 and older know what /usr/lib now holds."""
    return path.removeprefix("/usr") if path.startswith("/usr/lib/") else path


def _debian(*arguments: str) -> str:
    try:
        done = subprocess.run(("dpkg-query", *arguments), capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _version(root: Path) -> str:
    text = (root / "ketgui" / "__init__.py").read_text(encoding="utf-8")
    version_line = re.search(r'__version__ = "([^"]+)"', text)
    assert version_line
    return version_line[1]
