"""Print what the window shows of the additions; run inside a copy of the program."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QToolButton, QWidget

from ketgui import app


def entries(widget: QWidget) -> list[str]:
    """Return everything that can be chosen in the lists of a widget."""
    boxes = widget.findChildren(QComboBox)
    return [box.itemText(row) for box in boxes for row in range(box.count())]


def labels(widget: QWidget) -> list[str]:
    """Return the words of all headings of a widget."""
    return [one.text() for kind in (QToolButton, QLabel) for one in widget.findChildren(kind)]


def open_file(window: Any, path: Path) -> None:
    """Open a file and wait for its analysis."""
    loop = QEventLoop()
    window.session.analysis_changed.connect(loop.quit)
    QTimer.singleShot(60_000, loop.quit)
    # What is loaded ahead once the window is painted would end a reading that has begun before.
    window.first_painted.connect(lambda: window.session.open([path]))
    window.show()
    loop.exec()


def shown(window: Any) -> dict[str, Any]:
    """Return the words of every place where an addition is to appear."""
    from ketgui.views.dialogs.help import Help
    from ketgui.views.report.composer.panel_list import PanelList
    from ketgui.views.widgets.dialogs import list_readable_suffixes

    pages = {
        window.pages.tabText(at): window.pages.get_tab(at) for at in range(window.pages.count())
    }
    imported = window.session.imported
    return {
        "tabs": list(pages),
        "lists": {title: entries(page) for title, page in pages.items()},
        "labels": {title: labels(page) for title, page in pages.items()},
        "menus": [action.text() for action in window.findChildren(QAction)],
        "composer": entries(PanelList()),
        "documents": documents(window),
        "suffixes": list(list_readable_suffixes()),
        "issues": [issue.key for issue in imported.issues],
        "help": help_pages(Help("further_tab")),
    }


def documents(window: Any) -> list[str]:
    """Return the documents that the dialog offers."""
    from ketgui.reporting.request import ReportRequest
    from ketgui.views.report.documents_dialog import DocumentsDialog

    dialog = DocumentsDialog(Path(), ReportRequest(), window)
    return [box.text() for box in dialog.kinds.values()]


def help_pages(pages: QWidget) -> list[str]:
    """Return the titles of the pages of the help."""
    (names,) = pages.findChildren(QListWidget)
    return [names.item(row).text() for row in range(names.count())]


application, main_window = app.compose(app.build_parser().parse_args([]))
open_file(main_window, Path(sys.argv[1]))
print(json.dumps(shown(main_window)))
main_window.deleteLater()
