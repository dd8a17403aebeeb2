"""The program's Info.plist for macOS: name, version, and the files that it opens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_CATALOGUES = Path(__file__).resolve().parents[2] / "resources" / "locale"
IDENTIFIER = "org.ketgui.KetGUI"
PROPERTIES: dict[str, Any] = {
    "CFBundleDisplayName": "KetGUI",
    "CFBundleDevelopmentRegion": "en",
    "CFBundleLocalizations": ["en", *sorted(path.stem for path in _CATALOGUES.glob("*.json"))],
    "LSApplicationCategoryType": "public.app-category.medical",
    "LSMinimumSystemVersion": "14.0",  # what PySide6 6.12 is built for
    "NSHighResolutionCapable": True,
    "NSHumanReadableCopyright": "KetGUI contributors, MIT licence",
    "UTExportedTypeDeclarations": [
        {
            "UTTypeIdentifier": "org.ketgui.project",
            "UTTypeDescription": "KetGUI project",
            "UTTypeConformsTo": ["public.data"],
            "UTTypeTagSpecification": {"public.filename-extension": ["ketgui"]},
        }
    ],
    "CFBundleDocumentTypes": [
        {
            "CFBundleTypeName": "KetGUI project",
            "CFBundleTypeRole": "Editor",
            "LSHandlerRank": "Owner",
            "LSItemContentTypes": ["org.ketgui.project"],
        },
        {
            # "Open With" offers the program, but it does not become the default for these files.
            "CFBundleTypeName": "Table",
            "CFBundleTypeRole": "Viewer",
            "LSHandlerRank": "Alternate",
            "LSItemContentTypes": [
                "public.comma-separated-values-text",
                "org.openxmlformats.spreadsheetml.sheet",
            ],
        },
    ],
}


def version(root: Path) -> str:
    """Return the program's version."""
    text = (root / "ketgui" / "__init__.py").read_text(encoding="utf-8")
    match = re.search(r'__version__ = "([^"]+)"', text)
    if match is None:
        raise ValueError("ketgui/__init__.py names no version")
    return match[1]
