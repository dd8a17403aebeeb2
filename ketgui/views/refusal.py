"""What stands in the window when files were read and cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ketgui.text import _
from ketgui.views import layout
from ketgui.views.parts.problems import ProblemList

if TYPE_CHECKING:
    from ketgui.importing import Import


class Refusal(QWidget):
    """Says that nothing was loaded, and lists what to mend."""

    open_wanted = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = layout.heading("", layout.TITLE_POINTS)
        self._problems = ProblemList()
        box = layout.padded(QVBoxLayout(self))
        box.addWidget(self._title)
        box.addWidget(
            layout.paragraph(
                _("Nothing was loaded, and your file was not changed. What is in the way:")
            )
        )
        box.addWidget(self._problems, 1)
        row = QHBoxLayout()
        again = QPushButton(_("Open a file…"))
        again.setIcon(layout.icon("folder-open"))
        again.clicked.connect(self.open_wanted)
        back = QPushButton(_("Back"))
        back.clicked.connect(self.dismissed)
        row.addWidget(again)
        row.addWidget(back)
        row.addStretch()
        box.addLayout(row)

    def show_import(self, imported: Import) -> None:
        """List the issues of an import that has no cohort."""
        names = " + ".join(source.name for source in imported.sources)
        self._title.setText(_("{name} cannot be used as it is", name=names or _("This file")))
        self._problems.show_issues(imported.issues)
