"""The About box: the program's version, and its components with their licences."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ketgui import __version__
from ketgui.paths import find_resource
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.widgets.tables.table_view import result_table


def about(failure: str = "") -> QWidget:
    """Return the contents of the About box.

    `failure` says where in the program something last failed, without any patient's data.
    """
    from ketgui.reporting.tables.display_table import DisplayTable

    words = _(
        "KetGUI {version}, MIT licence. It opens no connection and sends nothing anywhere. "
        "Figures are lettered in Liberation Sans (SIL Open Font Licence); icons are Lucide (ISC).",
        version=__version__,
    )
    texts = _(
        "Qt and PySide6 are used under the LGPL, version 3: their libraries lie beside the program "
        "and may be replaced. The licences of all components are in {folder}.",
        folder=find_resource("..", "licences").resolve(),
    )
    view, model = result_table(_("Components"))
    headers = (_("Component"), _("Version"), _("Licence"))
    model.show_table(
        DisplayTable("components", _("Components"), headers, components(), (False,) * 3)
    )
    content = QWidget()
    box = layout.padded(QVBoxLayout(content), 0, layout.STEP)
    box.addWidget(layout.paragraph(words))
    if find_resource("..", "licences").exists():
        box.addWidget(layout.paragraph(texts))
    box.addWidget(view, 1)
    if failure:
        said = _("What failed, for whoever looks after the program:")
        box.addWidget(layout.paragraph(f"{said}\n{failure}"))
    return content


def components() -> tuple[tuple[str, str, str], ...]:
    """Return name, version and licence of each component, as the build found them.

    From source there is no build: then of each package of the lock that is installed.
    """
    listed = find_resource("components.json")
    if listed.exists():
        found = json.loads(listed.read_text(encoding="utf-8"))
        return tuple((one["name"], one["version"], one["licence"]) for one in found)
    lock = find_resource("..", "packaging", "requirements.txt")
    names = re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    described = (_described(name) for name in dict.fromkeys(names))
    return tuple(one for one in described if one)


def _described(name: str) -> tuple[str, str, str] | None:
    try:
        said: Any = metadata(name)
    except PackageNotFoundError:
        return None
    licence = said.get("License-Expression") or (said.get("License") or "").split("\n")[0]
    classified = [line.split("::")[-1].strip() for line in said.get_all("Classifier") or []
                  if line.startswith("License ::")]  # fmt: skip
    return said["Name"], said["Version"], licence or ", ".join(classified)
