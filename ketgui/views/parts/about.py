"""What the program is, and the components it stands on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

from PySide6.QtWidgets import QLabel

from ketgui import __version__
from ketgui.text import _
from ketgui.views import layout

COMPONENTS = (
    "PySide6-Essentials",
    "pyqtgraph",
    "numpy",
    "pandas",
    "scipy",
    "python-calamine",
    "XlsxWriter",
)


def about(failure: str = "") -> QLabel:
    """Return the words of the About box; versions and licences come from the packages.

    `failure` says where in the program something last failed, without any patient's data.
    """
    lines = [f"{name} {version} · {licence}" for name, version, licence in components()]
    words = _(
        "KetGUI {version}, MIT licence. It opens no connection and sends nothing anywhere. "
        "Figures are lettered in Liberation Sans (SIL Open Font Licence); icons are Lucide (ISC).",
        version=__version__,
    )
    failed = (_("What failed, for whoever looks after the program:"), failure) if failure else ()
    return layout.paragraph("\n".join((words, "", *lines, "", *failed)))


def components() -> list[tuple[str, str, str]]:
    """Return name, version and licence of each component, as its own package says."""
    found: list[tuple[str, str, str]] = []
    for name in COMPONENTS:
        try:
            said: Any = metadata(name)
        except PackageNotFoundError:
            continue
        licence = said.get("License-Expression") or (said.get("License") or "").split("\n")[0]
        classified = [c.split("::")[-1].strip() for c in said.get_all("Classifier") or []
                      if c.startswith("License ::")]  # fmt: skip
        found.append((name, said["Version"], licence or ", ".join(classified)))
    return found
