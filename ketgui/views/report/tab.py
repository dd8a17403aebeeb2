"""The Report tab: what do I send?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from ketgui.session.session import Session
from ketgui.text import _
from ketgui.views import layout
from ketgui.views.report.composer.first_figure import get_first_figure
from ketgui.views.widgets.dialogs import copy_text
from ketgui.views.widgets.figures.figure_view import FigureView
from ketgui.views.widgets.tab import Tab

if TYPE_CHECKING:
    from ketgui.reporting.request import ReportRequest
    from ketgui.statistics.analysis import Analysis


class ReportTab(Tab):
    """The first figure, the report sentence by sentence, and what reporting lists ask for."""

    key: ClassVar[str] = "report"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        # Loaded with the first tab of this kind: the window is painted before.
        from ketgui.views.report.checklist_view import ChecklistView
        from ketgui.views.report.sentence_editor import SentenceEditor

        self._analysis: Analysis | None = None
        # In the page's proportions: what is seen here is what is printed.
        self._figure = FigureView(get_first_figure(session.report.request), keep_ratio=True)
        self._figure.export_wanted.connect(self.export)
        self.sentences = SentenceEditor(session)
        self.sentences.style_changed.connect(self._on_style)
        self.caption = QPlainTextEdit()
        self.caption.setReadOnly(True)
        self.caption.setAccessibleName(_("Caption of Figure 1"))
        self.caption.setTabChangesFocus(True)
        self.lists = ChecklistView()
        text_tabs = QTabWidget()
        layout.read_tabs_first(text_tabs)
        for title, content in (
            (_("In words"), self.sentences),
            (_("Caption"), self._add_copy()),
            (_("Reporting lists"), self.lists),
        ):
            text_tabs.addTab(_add_padding(content), title)
        row = layout.pad(QHBoxLayout(), 0)
        row.addWidget(layout.make_button("image", _("Compose a figure…"), self.compose))
        write = layout.make_button("download", _("Write the report…"), self.report_wanted.emit)
        layout.make_primary(write, "download")
        row.addWidget(write)
        # The figure is the answer.
        self.answer.hide()
        self.main_box.addWidget(self._figure, 1)
        self.side_box.addWidget(text_tabs, 1)
        self.side_box.addLayout(row)
        session.report.request_changed.connect(self._on_request)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show another snapshot."""
        self._analysis = analysis
        self._show_figure(analysis)
        self.sentences.show_analysis(analysis)
        self.lists.show_analysis(analysis)

    def compose(self) -> None:
        """Open the figure composer with the last composition."""
        if self.session.analysis:
            from ketgui.views.report.composer.opening import open_composer

            open_composer(self.session, self.window())

    def _show_figure(self, analysis: Analysis) -> None:
        self._figure.show_figure(get_first_figure(self.session.report.request), analysis)
        caption = self._figure.spec.caption if self._figure.spec else ""
        # The same text again would move the reader's cursor to its beginning.
        if caption != self.caption.toPlainText():
            self.caption.setPlainText(caption)

    def _add_copy(self) -> QWidget:
        page = QWidget()
        box = layout.pad(QVBoxLayout(page), 0)
        box.addWidget(self.caption, 1)
        box.addWidget(layout.make_button("copy", _("Copy this text"), self._on_copy))
        return page

    def _on_copy(self) -> None:
        # toPlainText() would turn the no-break spaces of numbers into ordinary ones.
        copy_text(self, self.caption.document().toRawText())

    def _on_style(self, key: str) -> None:
        self.session.report.change(replace(self.session.report.request, style=key))

    def _on_request(self, request: ReportRequest) -> None:
        self.sentences.choose_style(request.style or "")
        # Another project brings its own analysis, and the figure is drawn with that.
        if self._analysis and self._analysis is self.session.analysis:
            self._show_figure(self._analysis)


def _add_padding(content: QWidget) -> QWidget:
    page = QWidget()
    layout.pad(QVBoxLayout(page), layout.STEP).addWidget(content)
    return page
