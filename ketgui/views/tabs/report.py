"""The Report tab: what do I send?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTabWidget

from ketgui.session import Session
from ketgui.text import _, mark
from ketgui.views import layout
from ketgui.views.parts.figure_view import FigureView
from ketgui.views.tabs.tab import Tab

if TYPE_CHECKING:
    from ketgui.statistics.analysis import Analysis


class ReportTab(Tab):
    """Figure 1 with its caption, and the Methods and Results paragraphs."""

    key: ClassVar[str] = "report"
    title: ClassVar[str] = mark("Report")
    question: ClassVar[str] = mark("What do I send?")

    def __init__(self, session: Session) -> None:
        from ketgui.figures.catalogue import figure_1

        super().__init__(session)
        self._figure = FigureView(figure_1.FIGURE, keep_ratio=True)
        self._figure.export_wanted.connect(self.export_wanted)
        self._results = _reading_box(_("Results paragraph"))
        self._methods = _reading_box(_("Methods paragraph"))
        self._caption = _reading_box(_("Caption of Figure 1"))
        self._words = QTabWidget()
        for title, box in (
            (_("Results"), self._results),
            (_("Methods"), self._methods),
            (_("Caption"), self._caption),
        ):
            self._words.addTab(box, title)
        self.main_box.addWidget(self._figure, 1)
        self.side_box.addWidget(layout.heading(_("In words")))
        self.side_box.addWidget(self._words, 1)
        self.side_box.addWidget(_button("copy", _("Copy this text"), self._on_copy))
        self.side_box.addWidget(_button("image", _("Compose a figure…"), self.compose))
        self.side_box.addWidget(
            _button("download", _("Write the report…"), self.report_wanted.emit)
        )

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        from ketgui.reporting.methods import exposure_sentence, methods_paragraph
        from ketgui.reporting.prose import results_paragraph

        self._figure.show_analysis(analysis)
        self._results.setPlainText(results_paragraph(analysis))
        methods = (methods_paragraph(analysis), exposure_sentence(analysis))
        self._methods.setPlainText("\n\n".join(filter(None, methods)))
        self._caption.setPlainText(self._figure.spec.caption if self._figure.spec else "")

    def compose(self) -> None:
        """Open the figure composer with what was composed last."""
        if self.session.analysis:
            from ketgui.views.parts.composer.opening import open_composer

            open_composer(self.session, self.window())

    def _on_copy(self) -> None:
        shown = self._words.currentWidget()
        if isinstance(shown, QPlainTextEdit):
            QGuiApplication.clipboard().setText(shown.toPlainText())


def _reading_box(name: str) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setAccessibleName(name)
    box.setTabChangesFocus(True)
    return box


def _button(icon: str, words: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(words)
    button.setIcon(layout.icon(icon))
    button.clicked.connect(act)
    return button
