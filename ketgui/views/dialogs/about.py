"""The About box: the program's version, and its components with their licences."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ketgui import __version__
from ketgui.paths import find_resource
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import make_result_table


def build_about(failure: str = "") -> QWidget:
    """Return the contents of the About box.

    `failure` names the place in the code of the last failure, without any patient's data.
    """
    from ketgui.reporting.tables.display_table import DisplayTable

    summary = _(
        "KetGUI {version}, MIT licence. It opens no connection and sends nothing anywhere. "
        "Figures are lettered in Liberation Sans (SIL Open Font Licence); icons are Lucide (ISC).",
        version=__version__,
    )
    licences_note = _(
        "Qt and PySide6 are used under the LGPL, version 3: their libraries lie beside the program "
        "and may be replaced. The licences of all components are in {folder}.",
        folder=find_resource("..", "licences").resolve(),
    )
    view, model = make_result_table(_("Components"))
    headers = (_("Component"), _("Version"), _("Licence"))
    model.show_table(
        DisplayTable("components", _("Components"), headers, list_components(), (False,) * 3)
    )
    content = QWidget()
    box = layout.pad(QVBoxLayout(content), 0, layout.STEP)
    box.addWidget(layout.make_paragraph(summary))
    # Only the frozen program has this folder.
    if find_resource("..", "licences").exists():
        box.addWidget(layout.make_paragraph(licences_note))
    box.addWidget(view, 1)
    if failure:
        introduction = _("What failed, for whoever looks after the program:")
        box.addWidget(layout.make_paragraph(f"{introduction}\n{failure}"))
    return content


def build_licence() -> QWidget:
    """Return the text of the program's licence."""
    text = QPlainTextEdit(find_resource("..", "LICENSE").read_text(encoding="utf-8"))
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setAccessibleName(_("Licence"))
    return text


def list_components() -> tuple[tuple[str, str, str], ...]:
    """Return name, version and licence of each component, as the build found them.

    From source, where there is no build: of each installed package of the lock file.
    """
    build_list = find_resource("components.json")
    if build_list.exists():
        entries = json.loads(build_list.read_text(encoding="utf-8"))
        return tuple((entry["name"], entry["version"], entry["licence"]) for entry in entries)
    lock = find_resource("..", "packaging", "requirements.txt")
    # A package stands there once for each Python version, by its marker.
    names = re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    packages = (_read_package(name) for name in dict.fromkeys(names))
    return tuple(entry for entry in packages if entry)


def _read_package(name: str) -> tuple[str, str, str] | None:
    try:
        package: Any = metadata(name)
    except PackageNotFoundError:
        return None
    # Packages declare their licence in one of three fields; the newest comes first.
    licence = package.get("License-Expression") or (package.get("License") or "").split("\n")[0]
    classified = [line.split("::")[-1].strip() for line in package.get_all("Classifier") or []
                  if line.startswith("License ::")]  # fmt: skip
    return package["Name"], package["Version"], licence or ", ".join(classified)
