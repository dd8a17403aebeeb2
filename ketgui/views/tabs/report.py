"""The Report tab: what do I send?"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from ketgui.session import Session
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.parts.figure_view import FigureView
from ketgui.views.tabs.tab import Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class ReportTab(Tab):
    """Figure 1 with its caption, and the Results paragraph."""

    key: ClassVar[str] = "report"
    title: ClassVar[str] = mark("Report")
    question: ClassVar[str] = mark("What do I send?")

    def __init__(self, session: Session) -> None:
        from ketgui.figures.catalogue import figure_1

        super().__init__(session)
        self._figure = FigureView(figure_1.FIGURE, keep_ratio=True)
        self._figure.export_wanted.connect(self.export_wanted)
        self._results = _reading_box(_("Results paragraph"))
        self._caption = _reading_box(_("Caption of Figure 1"))
        self.main_box.addWidget(self._figure, 1)
        self.side_box.addWidget(layout.heading(_("Results")))
        self.side_box.addWidget(self._results, 3)
        self.side_box.addWidget(_copier(_("Copy paragraph"), self._results))
        self.side_box.addWidget(layout.heading(_("Caption")))
        self.side_box.addWidget(self._caption, 2)
        self.side_box.addWidget(_copier(_("Copy caption"), self._caption))
        everything = QPushButton(_("Write everything to a folder…"))
        everything.setIcon(layout.icon("download"))
        everything.clicked.connect(self.report_wanted)
        self.side_box.addWidget(everything)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        from ketgui.reporting.prose import results_paragraph

        self._figure.show_analysis(analysis)
        self._results.setPlainText(results_paragraph(analysis))
        self._caption.setPlainText(self._figure.spec.caption if self._figure.spec else "")


def _reading_box(name: str) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setAccessibleName(name)
    box.setTabChangesFocus(True)
    return box


def _copier(words: str, box: QPlainTextEdit) -> QPushButton:
    button = QPushButton(words)
    button.setIcon(layout.icon("copy"))
    button.clicked.connect(lambda: QGuiApplication.clipboard().setText(box.toPlainText()))
    return button
